#include <doctest/doctest.h>

#include "app/operation_run.hpp"
#include "app/small_county.hpp"

using namespace needsmap;
using test::refusal;
using test::run;

TEST_CASE("the gap lies between the most and the least deprived group, of the figures that are shown") {
    // By the score, highest first: S15 (missing), S14 and S11 (suppressed) are left out; 13 areas of 100 children. Halves by ridit:
    // S13 S12 S10 S9 S8 S7 are the upper six, S6 stands astride (ridit 0.5) and goes with the lower half.
    const auto outcome =
        run("gap", test::small_county(), {{"layer", "child-poverty"}, {"by", "score"}, {"groups", "2"}, {"geography", "small-area"}});
    REQUIRE(outcome.results.size() == 1);
    const model::Result& result = *outcome.results[0];
    const auto value = [&](const char* name, std::size_t row) { return model::cell_text(*result.table.find(name), row); };
    REQUIRE(result.table.row_count() == 7);
    CHECK(value("measure", 0) == "group");
    CHECK(value("areas", 0) == "6");
    CHECK(value("numerator", 0) == "95");  // 20 + 18 + 5 + 22 + 20 + 10
    CHECK(value("denominator", 0) == "600");
    CHECK(value("areas", 1) == "7");
    CHECK(value("numerator", 1) == "170");  // 8 + 34 + 30 + 12 + 10 + 36 + 40
    CHECK(value("measure", 2) == "absolute gap");
    CHECK(value("value", 2) == "-8.452381");  // 15.833333 - 24.285714
    CHECK(value("measure", 6) == "concentration index");
    CHECK(
        result.finding.starts_with("Children in poverty: 15.8 % in the most deprived half (6 small areas) and 24.3 % in the least deprived "
                                   "(7 small areas), a gap of −8.5 "
                                   "percentage points ("));
}

TEST_CASE("the map of a gap shows the groups, and why an area is in none") {
    const auto outcome =
        run("gap", test::small_county(), {{"layer", "child-poverty"}, {"by", "score"}, {"groups", "2"}, {"geography", "small-area"}});
    const model::Indicator& map = *outcome.results[0]->indicator;
    REQUIRE(map.definition->categories.size() == 2);
    CHECK(map.definition->categories[0].label == "1 (most deprived)");
    CHECK(map.definition->categories[1].label == "2 (least deprived)");
    CHECK(map.value[13].number == 0);
    CHECK(map.value[0].number == 1);
    CHECK(map.value[11].state == model::CellState::suppressed);
    CHECK(map.value[15].state == model::CellState::missing);
    CHECK(map.definition->id == "gap-child-poverty");
}

TEST_CASE("ten groups have ten colours") {
    const auto outcome =
        run("gap", test::small_county(), {{"layer", "child-poverty"}, {"by", "score"}, {"groups", "10"}, {"geography", "small-area"}});
    const auto& categories = outcome.results[0]->indicator->definition->categories;
    REQUIRE(categories.size() == 10);
    for (std::size_t i = 0; i < 10; ++i)
        for (std::size_t j = 0; j < i; ++j) CHECK(categories[i].colour != categories[j].colour);
    CHECK(categories.front().colour == "#980043");  // ColorBrewer PuRd, darkest of five
    CHECK(categories.back().colour == "#F1EEF6");   // and its lightest
}

TEST_CASE("a gap needs counts, and another layer to order areas by") {
    const auto county = test::small_county();
    CHECK(refusal("gap", county, {{"layer", "score"}, {"by", "child-poverty"}}).find("has no numerator and denominator") !=
          std::string::npos);
    CHECK(refusal("gap", county, {{"layer", "child-poverty"}, {"by", "child-poverty"}}).find("cannot be compared by itself") !=
          std::string::npos);
    CHECK(refusal("gap", county, {{"layer", "child-poverty"}}).find("There is no layer “deprivation”") != std::string::npos);
    CHECK(refusal("gap", county, {{"layer", "child-poverty"}, {"by", "score"}}).find("cannot be averaged") != std::string::npos);
}
