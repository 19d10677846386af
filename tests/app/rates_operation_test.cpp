#include <doctest/doctest.h>

#include <algorithm>

#include "app/operation_run.hpp"
#include "app/small_county.hpp"

using namespace needsmap;
using test::refusal;
using test::run;

namespace {

std::string column(const model::Result& result, const char* name, std::size_t row) {
    const model::ResultColumn* found = result.table.find(name);
    REQUIRE_MESSAGE(found != nullptr, name);
    return model::cell_text(*found, row);
}

std::shared_ptr<const model::Workspace> county_with_england() {
    const auto county = test::small_county();
    auto layer = test::poverty_layer();
    layer->comparators = {{"England", 21.6, "2007/08"}};
    county->layers[1] = layer;
    return county;
}

}  // namespace

TEST_CASE("rates give both intervals, worst first, and say who is worse than the county") {
    const auto outcome = run("rates", test::small_county(), {{"layer", "child-poverty"}});
    REQUIRE(outcome.results.size() == 1);
    const model::Result& result = *outcome.results[0];
    CHECK(result.id == "rates-child-poverty");
    CHECK(column(result, "name", 0) == "Banbury Ruscote");
    // Wilson for 140 of 400, worked out by hand: centre (0.35 + z^2 / 800) / (1 + z^2 / 400), z = 1.959964.
    CHECK(column(result, "low", 0) == "30.48856");
    CHECK(column(result, "high", 0) == "39.7968");
    CHECK(column(result, "low", 0) == column(result, "low_95", 0));
    CHECK(result.table.find("low_998") != nullptr);
    // The county is 272 of 1,500 = 18.13 %. Riverside, 80 of 400, reaches from 16.4 to 24.2: not told apart.
    CHECK(column(result, "comparison", 0) == "worse");
    CHECK(column(result, "comparison", 1) == "similar");
    CHECK(column(result, "comparison", 2) == "better");
    CHECK(column(result, "numerator", 0) == "140");
    CHECK(result.finding.starts_with("Children in poverty: of 4 wards, 1 is worse than Tinyshire (18.1 %), 2 better and 1 similar"));
    CHECK(result.command == "needsmap rates child-poverty -w small.toml");
}

TEST_CASE("an area whose interval is too wide is hatched and said so") {
    const auto outcome = run("rates", test::small_county(), {{"layer", "child-poverty"}, {"geography", "ward"}});
    const model::Result& result = *outcome.results[0];
    // Upper Cherwell, 12 of 300 = 4 %: Wilson 2.3 to 6.9, half the width is 0.57 of the value, above one half.
    CHECK(result.indicator->unreliable == std::vector<std::uint8_t>{0, 0, 0, 1});
    CHECK(column(result, "reliable", 3) == "no");
    CHECK(result.finding.ends_with("in 1 the interval is too wide to trust the figure by itself"));
}

TEST_CASE("suppressed areas have nothing in any column, and the county's counts are in no file") {
    const auto outcome = run("rates", test::small_county(), {{"layer", "child-poverty"}, {"geography", "small-area"}, {"shrink", "local"}});
    const model::Result& result = *outcome.results[0];
    for (std::size_t row = 0; row < result.table.row_count(); ++row) {
        if (column(result, "state", row) != "suppressed") continue;
        for (const model::ResultColumn& each : result.table.columns)
            if (each.type != model::ColumnType::text) CHECK(model::cell_text(each, row).empty());
    }
    CHECK_FALSE(result.indicator->county_numerator.has_number());
    CHECK_FALSE(result.indicator->county_denominator.has_number());
    for (const std::string& line : result.method_lines) CHECK(line.find("272") == std::string::npos);
}

TEST_CASE("shrinking maps the shrunk rates, without the counts they no longer are") {
    const auto outcome = run("rates", test::small_county(), {{"layer", "child-poverty"}, {"shrink", "global"}});
    const model::Indicator& map = *outcome.results[0]->indicator;
    CHECK(map.definition->title == "Children in poverty, shrunk");
    CHECK(map.numerator.empty());
    CHECK(map.value[0].number < 35);
    CHECK(map.value[3].number > 4);
    CHECK(map.rank == std::vector<int>{1, 3, 2, 4});
}

TEST_CASE("a comparator goes by its name, and an unknown one is refused with what there is") {
    const auto county = county_with_england();
    const auto outcome = run("rates", county, {{"layer", "child-poverty"}, {"compare", "england"}});
    CHECK(outcome.results[0]->finding.find("worse than England (21.6 %)") != std::string::npos);
    CHECK(refusal("rates", county, {{"layer", "child-poverty"}, {"compare", "Enland"}}).find("Did you mean England?") != std::string::npos);
}

TEST_CASE("the wider interval decides when it is asked for") {
    const auto outcome = run("rates", test::small_county(), {{"layer", "child-poverty"}, {"interval", "99.8"}});
    const model::Result& result = *outcome.results[0];
    CHECK(column(result, "low", 0) == column(result, "low_998", 0));
    CHECK(result.method_lines[0].find("99.8 % interval") != std::string::npos);
}

TEST_CASE("scores have no rates, and counts are not compared") {
    CHECK(refusal("rates", test::small_county(), {{"layer", "score"}}).find("there are no counts behind it") != std::string::npos);
    const auto counts = run("rates", test::small_county(), {{"layer", "children"}});
    CHECK(counts.results[0]->finding.starts_with("Children: 4 wards with an interval"));
    CHECK(counts.diagnostics.empty());
}
