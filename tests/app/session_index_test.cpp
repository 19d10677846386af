// The need index of a session: weights that are dragged re-rank the map, as one step of undo.
#include <doctest/doctest.h>

#include "app/choices.hpp"
#include "app/index_result.hpp"
#include "app/session.hpp"
#include "app/small_county.hpp"

using namespace needsmap;
using namespace needsmap::app;

namespace {

model::IndexRecipe recipe(std::vector<model::IndexRecipe::Ingredient> ingredients) {
    model::IndexRecipe out;
    out.ingredients = std::move(ingredients), out.method = model::IndexMethod::minmax;
    return out;
}

struct Opened {
    Session session;
    Opened() { session.open(test::small_county()); }
};

}  // namespace

TEST_CASE("an index is made, mapped and told, and undo takes it back") {
    Opened o;
    o.session.apply(SetIndexRecipe{recipe({{"child-poverty", 1, {}}})});
    CHECK(o.session.state().maps[0].layer == index_result_id);
    CHECK(o.session.map(0).indicator->rank == std::vector<int>{1, 3, 2, 4});
    CHECK(o.session.finding(0) == "Need index: of 4 wards, Banbury Ruscote is most in need.");
    CHECK(o.session.workspace()->find_result(index_result_id)->command ==
          "needsmap index -w small.toml --use child-poverty:1 --method minmax --combine arithmetic --missing reweight --shrink none "
          "--draws 0 "
          "--geography ward");
    CHECK(o.session.undo_title() == "need index");
    o.session.apply(Undo{});
    CHECK(o.session.state().maps[0].layer == "child-poverty");
    CHECK(o.session.need() == nullptr);
}

TEST_CASE("dragging a weight is one step of undo") {
    Opened o;
    o.session.apply(SetGeography{"small-area"});
    for (const double weight : {1.0, 1.5, 2.0}) o.session.apply(SetIndexRecipe{recipe({{"child-poverty", weight, {}}, {"score", 1, {}}})});
    REQUIRE(o.session.need() != nullptr);
    CHECK(o.session.need()->parts[0].share == doctest::Approx(2.0 / 3));
    o.session.apply(Undo{});
    CHECK(o.session.need() == nullptr);
}

TEST_CASE("an index moves to areas where its layers are, and is made anew when other areas are shown") {
    Opened o;
    o.session.apply(SetIndexRecipe{recipe({{"score", 1, {}}})});
    CHECK(o.session.geography().id == "small-area");
    o.session.apply(SetIndexRecipe{recipe({{"child-poverty", 1, {}}})});
    o.session.apply(SetGeography{"locality"});
    CHECK(o.session.geography().id == "locality");
    CHECK(o.session.map(0).indicator->rank == std::vector<int>{1, 2});
    CHECK(o.session.workspace()->results.size() == 1);
    for (const GeographyChoice& choice : geography_choices(o.session)) CHECK_MESSAGE(choice.available, choice.geography->id);
}

TEST_CASE("a recipe that cannot be made leaves everything as it was and says why") {
    Opened o;
    o.session.apply(SetIndexRecipe{recipe({{"child-poverty", 0, {}}})});
    REQUIRE(o.session.notice());
    CHECK(o.session.notice()->is_problem);
    CHECK(o.session.notice()->text.starts_with("All weights of the index are zero."));
    o.session.apply(SetIndexRecipe{recipe({{"no-such-layer", 1, {}}})});
    CHECK(o.session.notice()->text.starts_with("There is no layer “no-such-layer”."));
    CHECK(o.session.state().maps[0].layer == "child-poverty");
    CHECK_FALSE(o.session.can_undo());
    o.session.apply(SetIndexRecipe{recipe({{"child-poverty", 1, {}}})});
    o.session.apply(SetIndexRecipe{recipe({{"index", 1, {}}})});
    CHECK(o.session.notice()->text.starts_with("The index cannot be made of itself."));
}

TEST_CASE("the view holds the worst ten with what is known about their ranks") {
    Opened o;
    o.session.apply(SetGeography{"small-area"});
    o.session.apply(SetIndexRecipe{recipe({{"child-poverty", 1, {}}})});
    const NeedView* view = o.session.need();
    REQUIRE(view != nullptr);
    REQUIRE(view->worst.size() == 10);
    CHECK(view->worst[0].name == "Small area 0");
    CHECK(view->worst[0].score == "100.0");
    CHECK(view->ranked_count == 13);
    CHECK_FALSE(view->has_intervals);
    CHECK(view->warnings.empty());
}

TEST_CASE("indicators that say the same are warned of") {
    Opened o;
    // Poverty falls where the score rises, but not strictly: Spearman's rho over the 13 areas with both is about -0.3.
    o.session.apply(SetIndexRecipe{recipe({{"child-poverty", 1, {}}, {"children", 1, {}}})});
    // All areas have 100 children, all wards 400: the count tells nothing apart.
    bool told = false;
    for (const std::string& warning : o.session.need()->warnings) told = told || warning.find("the same everywhere") != std::string::npos;
    CHECK(told);
}

TEST_CASE("what would move an area is worked out for it alone, and only where it has an index") {
    Opened o;
    o.session.apply(SetGeography{"small-area"});
    o.session.apply(SetIndexRecipe{recipe({{"child-poverty", 1, {}}, {"score", 1, {}}})});
    const NeedMoves* moves = o.session.need_moves(0);
    REQUIRE(moves != nullptr);
    CHECK(moves->area == "Small area 0");
    REQUIRE(moves->bars.size() == 2);
    for (const auto& bar : moves->bars) {
        // Without the score it is the poorest of 13; without poverty it has the lowest score of 16.
        if (bar.title == "Deprivation score") CHECK(bar.without == 1);
        if (bar.title == "Children in poverty") CHECK(bar.without == 16);
    }
    o.session.apply(SetIndexRecipe{recipe({{"child-poverty", 1, {}}})});
    CHECK(o.session.need_moves(11) == nullptr);
    CHECK(o.session.need_moves(-1) == nullptr);
}

TEST_CASE("the panel starts from the index on the map, else from the workspace's first") {
    auto county = test::small_county();
    CHECK(starting_recipe(*county, "child-poverty") == nullptr);
    auto layer = index_definition(recipe({{"score", 1, {}}}));
    layer->id = "need-index";
    county->layers.push_back(layer);
    REQUIRE(starting_recipe(*county, "child-poverty") != nullptr);
    CHECK(starting_recipe(*county, "child-poverty")->ingredients[0].layer == "score");
}
