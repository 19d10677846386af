#include "analysis/index_layer.hpp"

#include <doctest/doctest.h>

#include "analysis/cells.hpp"
#include "analysis/shrinkage.hpp"
#include "app/small_county.hpp"
#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using model::CellState;

namespace {

std::shared_ptr<model::LayerDefinition> index_of(std::vector<model::IndexRecipe::Ingredient> ingredients, std::string id = "need",
                                                 IndexMethod method = IndexMethod::minmax) {
    model::IndexRecipe recipe;
    recipe.ingredients = std::move(ingredients), recipe.method = method;
    auto layer = std::make_shared<model::LayerDefinition>();
    layer->id = std::move(id), layer->title = "Need", layer->kind = model::LayerKind::index;
    layer->index = std::make_shared<const model::IndexRecipe>(recipe);
    return layer;
}

}  // namespace

TEST_CASE("an index layer is worked out anew on every geography, not averaged") {
    const auto county = test::small_county();
    county->layers.push_back(index_of({{"child-poverty", 1, {}}}));
    const auto wards = evaluate_layer(*county, "need", "ward");
    // small_county.hpp: 35, 10, 20 and 4 %, so by least to most (v - 4) / 31 * 100.
    REQUIRE(wards->value.size() == 4);
    CHECK(wards->value[0].number == doctest::Approx(100));
    CHECK(wards->value[1].number == doctest::Approx(100 * 6.0 / 31));
    CHECK(wards->value[2].number == doctest::Approx(100 * 16.0 / 31));
    CHECK(wards->value[3].number == doctest::Approx(0));
    CHECK(wards->rank == std::vector<int>{1, 3, 2, 4});
    CHECK(wards->county_value.state == CellState::not_applicable);
    // Localities: West 220 of 800 and East 52 of 700 take both ends of their own scale.
    const auto localities = evaluate_layer(*county, "need", "locality");
    CHECK(localities->value[0].number == doctest::Approx(100));
    CHECK(localities->value[1].number == doctest::Approx(0));
}

TEST_CASE("an area that lacks a suppressed figure is suppressed, not missing, when it has no index") {
    const auto county = test::small_county();
    county->layers.push_back(index_of({{"child-poverty", 1, {}}}));
    const auto index = evaluate_layer(*county, "need", "small-area");
    CHECK(index->value[11].state == CellState::suppressed);
    CHECK(index->value[14].state == CellState::suppressed);
    CHECK(index->value[15].state == CellState::missing);
    CHECK(index->parts_missing[11] == 1);
    CHECK(index->parts_missing[0] == 0);
}

TEST_CASE("an index is available where all its layers are, and says which one is not") {
    const auto county = test::small_county();
    const auto both = index_of({{"child-poverty", 1, {}}, {"score", 1, {}}});
    county->layers.push_back(both);
    CHECK(layer_availability(*county, *both, "small-area").available);
    const auto answer = layer_availability(*county, *both, "ward");
    CHECK_FALSE(answer.available);
    CHECK(answer.reason.starts_with("It uses Deprivation score. A score without weights cannot be averaged over wards"));
    CHECK(county->native_geography(*both)->id == "small-area");
    const auto unknown = index_of({{"no-such-layer", 1, {}}}, "other");
    CHECK(layer_availability(*county, *unknown, "ward").reason == "It uses the layer no-such-layer, which is not there.");
    CHECK(county->native_geography(*unknown) == nullptr);
}

TEST_CASE("an index may be made of another index, but not of itself") {
    const auto county = test::small_county();
    county->layers.push_back(index_of({{"child-poverty", 1, {}}}, "inner"));
    county->layers.push_back(index_of({{"inner", 1, {}}}, "outer"));
    CHECK(evaluate_layer(*county, "outer", "ward")->rank == std::vector<int>{1, 3, 2, 4});
    county->layers.push_back(index_of({{"egg", 1, {}}}, "hen"));
    county->layers.push_back(index_of({{"hen", 1, {}}}, "egg"));
    CHECK(circle_of(*county, *county->find_layer("hen")) == std::vector<std::string>{"hen", "egg", "hen"});
    CHECK(circle_of(*county, *county->find_layer("outer")).empty());
    CHECK(county->native_geography(*county->find_layer("hen")) == nullptr);
    CHECK_THROWS_WITH_AS((void)evaluate_layer(*county, "hen", "ward"), "Need: It is made of itself.", base::Error);
}

TEST_CASE("a direction in the recipe turns an indicator round") {
    const auto county = test::small_county();
    county->layers.push_back(index_of({{"child-poverty", 1, model::Direction::low_is_worse}}));
    CHECK(evaluate_layer(*county, "need", "ward")->rank == std::vector<int>{4, 2, 3, 1});
}

TEST_CASE("shrinking takes rates only, with counts that fit the shrunk rate") {
    const auto county = test::small_county();
    model::IndexRecipe recipe;
    recipe.ingredients = {{"child-poverty", 1, {}}, {"score", 1, {}}};
    recipe.shrink = Shrink::local;
    const IndexMaterial material = index_material(*county, recipe, "small-area");
    const auto poverty = evaluate_layer(*county, "child-poverty", "small-area");
    const auto& inputs = material.inputs;
    for (std::size_t a = 0; a < 16; ++a) {
        if (!poverty->value[a].has_number()) {
            CHECK(inputs[0].value[a].state == poverty->value[a].state);
            CHECK_FALSE(inputs[0].numerator[a].has_number());
            continue;
        }
        CHECK(inputs[0].value[a].number != poverty->value[a].number);
        // events + a over size + b is the estimate itself (Marshall 1991 with a Gamma prior).
        if (inputs[0].numerator[a].has_number())
            CHECK(100 * inputs[0].numerator[a].number / inputs[0].denominator[a].number ==
                  doctest::Approx(inputs[0].value[a].number).epsilon(1e-12));
    }
    CHECK(inputs[1].value[3].number == 3.125);
    REQUIRE(material.diagnostics.items().size() == 1);
    CHECK(material.diagnostics.items()[0].subject == "Deprivation score");
}

TEST_CASE("where chance explains all differences, no counts stand for the shrunk rate") {
    const auto shrunk = shrink_globally(cells("10 20 30"), cells("100 200 300"), 100);
    for (std::size_t a = 0; a < 3; ++a) {
        CHECK(shrunk.value[a].number == doctest::Approx(10));
        CHECK_FALSE(shrunk.numerator[a].has_number());
    }
}

TEST_CASE("the method line says scale, weights and what happens where a figure is missing") {
    const auto county = test::small_county();
    county->layers.push_back(index_of({{"child-poverty", 3, {}}, {"score", 1, {}}}, "need", IndexMethod::exponential));
    CHECK(
        evaluate_layer(*county, "need", "small-area")->method_note ==
        "Scores by ranks with exponential transformation, as the English Indices of Deprivation; weighted mean of Children in poverty (75 "
        "%) and Deprivation score (25 %); where a figure is missing, the others take over its weight.");
}
