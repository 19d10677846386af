#include <doctest/doctest.h>

#include <algorithm>

#include "app/cross_result.hpp"
#include "app/operation_run.hpp"
#include "app/small_county.hpp"
#include "scene/colour_space.hpp"

using namespace needsmap;
using test::refusal;
using test::run;

namespace {

std::shared_ptr<const model::Result> crossed() {
    return run("cross", test::small_county(), {{"layer", "child-poverty"}, {"with", "score"}, {"geography", "small-area"}}).results.at(0);
}

}  // namespace

TEST_CASE("areas stand in the square by their thirds of both layers") {
    const auto result = crossed();
    const model::Indicator& map = *result->indicator;
    REQUIRE(map.definition->categories.size() == 9);
    REQUIRE(map.definition->crossed);
    CHECK(map.definition->crossed->across == "Children in poverty");
    CHECK(map.definition->crossed->up == "Deprivation score");
    // S00 is the poorest (40 %) and has the lowest score of 16: right, bottom. S13 has 20 %, in the middle third, and a high score: middle, top.
    CHECK(map.value[0].number == 2);
    CHECK(map.value[13].number == 7);
    CHECK(map.definition->categories[2].label == "worst – best");
    CHECK(map.definition->categories[8].label == "worst – worst");
}

TEST_CASE("an area without one of the figures has no place in the square, and suppressed stays suppressed") {
    const auto result = crossed();
    CHECK(result->indicator->value[11].state == model::CellState::suppressed);
    CHECK(result->indicator->value[14].state == model::CellState::suppressed);
    CHECK(result->indicator->value[15].state == model::CellState::missing);
    const auto* codes = result->table.find("code");
    for (std::size_t row = 0; row < result->table.row_count(); ++row)
        if (model::cell_text(*codes, row) == "S11") CHECK(model::cell_text(*result->table.find("value"), row).empty());
}

TEST_CASE("each step across or up the square is darker, so that it survives a photocopy") {
    const auto result = crossed();
    const auto& cells = result->indicator->definition->categories;
    const auto lightness = [&](int up, int across) {
        return scene::lab_from(scene::rgba_from(cells[static_cast<std::size_t>(3 * up + across)].colour)).lightness;
    };
    for (int fixed = 0; fixed < 3; ++fixed)
        for (int step = 1; step < 3; ++step) {
            CHECK(lightness(fixed, step) < lightness(fixed, step - 1));
            CHECK(lightness(step, fixed) < lightness(step - 1, fixed));
        }
}

TEST_CASE("where low is worse the low third is the worst") {
    const auto county = test::small_county();
    auto turned = test::score_layer();
    turned->direction = model::Direction::low_is_worse;
    county->layers[0] = turned;
    const auto result = run("cross", county, {{"layer", "child-poverty"}, {"with", "score"}, {"geography", "small-area"}}).results.at(0);
    CHECK(result->indicator->value[0].number == 8);
    CHECK(result->indicator->definition->crossed->up_labels.back().starts_with("0.13"));
}

TEST_CASE("layers of one value stand in the middle, and what cannot be crossed is refused") {
    const auto county = test::small_county();
    const auto result = run("cross", county, {{"layer", "child-poverty"}, {"with", "children"}}).results.at(0);
    for (const model::Cell& cell : result->indicator->value) CHECK(static_cast<int>(cell.number) / 3 == 1);
    CHECK(refusal("cross", county, {{"layer", "child-poverty"}, {"with", "child-poverty"}}).find("cannot be crossed with itself") !=
          std::string::npos);
    CHECK(refusal("cross", county, {{"layer", "child-poverty"}, {"with", "score"}}).find("cannot be averaged") != std::string::npos);
    model::Indicator kinds = *result->indicator;
    CHECK_THROWS_AS((void)app::cross_result(kinds, kinds), base::Error);
}
