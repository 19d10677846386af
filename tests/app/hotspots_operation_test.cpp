// Hot spots from the operation to the result: what is refused, which words, which columns.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "app/hotspots_result.hpp"
#include "app/operation.hpp"
#include "app/planted_county.hpp"
#include "base/error.hpp"
#include "model/result.hpp"

using namespace needsmap;
using namespace needsmap::app;

namespace {

using Values = std::vector<std::pair<const char*, std::string>>;

Outcome run(const std::shared_ptr<const model::Workspace>& workspace, const Values& values) {
    Params params;
    for (const auto& [name, value] : values) params.add(name, value);
    base::QuietJob job;
    const Operation& found = *find_operation("hotspots");
    return found.run(workspace, checked(found, params), job);
}

std::shared_ptr<const model::Result> result_of(const Values& values,
                                               const std::shared_ptr<const model::Workspace>& workspace = test::small_county()) {
    const Outcome outcome = run(workspace, values);
    REQUIRE(outcome.results.size() == 1);
    return outcome.results.front();
}

std::string refusal(const Values& values) {
    try {
        static_cast<void>(run(test::small_county(), values));
    } catch (const base::Error& error) {
        return error.full_text();
    }
    return {};
}

std::vector<std::string> names_of(const model::ResultTable& table) {
    std::vector<std::string> names;
    for (const model::ResultColumn& column : table.columns) names.push_back(column.name);
    return names;
}

std::string text_at(const model::Result& result, const char* column, std::size_t row) { return result.table.find(column)->texts[row]; }

}  // namespace

TEST_CASE("a planted block is found, named by the quarter it lies in, and mapped in kinds") {
    const auto result = result_of({{"layer", "child-poverty"}, {"permutations", "999"}}, test::planted_county());
    CHECK(result->id == "hotspots-child-poverty");
    CHECK(result->title == "Hot spots: Children in poverty");
    CHECK(result->finding.find("of 144 squares are hot spots; all of them lie in South West") != std::string::npos);
    const std::vector<std::string> listed = {"code",       "name",          "value", "statistic", "z",
                                             "p_analytic", "p_permutation", "q_fdr", "class",     "neighbours"};
    const auto names = names_of(result->table);
    CHECK(std::vector<std::string>(names.begin(), names.begin() + 10) == listed);
    CHECK(text_at(*result, "class", 0) == "hot");
    CHECK(text_at(*result, "code", 0) == "Q1026");  // the block's middle, x = 2, y = 2: all nine of its neighbourhood are raised
    CHECK(result->table.find("value")->numbers[0] == 20);
    CHECK(result->table.find("neighbours")->numbers[0] == 8);
    CHECK(text_at(*result, "national", 0) == "worst 25 % in England");  // 20 is at least 15, not 30
    const model::Indicator& map = *result->indicator;
    REQUIRE(map.definition->categories.size() == 3);
    CHECK(map.definition->categories[static_cast<std::size_t>(map.value[26].number)].label == "hot");
    CHECK(map.value[143].number == 2);  // far away: not significant
    CHECK(result->method_lines.front().find("seed 1") != std::string::npos);
    CHECK(result->method_lines.back().starts_with("Border areas: 44 squares"));  // 4 x 11 squares along the edge
    CHECK(result->command == "needsmap hotspots child-poverty -w small.toml --permutations 999");
    CHECK_NOTHROW(model::check_result(*result));
}

TEST_CASE("the same seed gives the same figures, and p from formulas needs none") {
    const auto first = result_of({{"layer", "child-poverty"}, {"permutations", "99"}}, test::planted_county());
    const auto again = result_of({{"layer", "child-poverty"}, {"permutations", "99"}}, test::planted_county());
    CHECK(first->table.find("p_permutation")->numbers == again->table.find("p_permutation")->numbers);
    const auto formulas = result_of({{"layer", "child-poverty"}, {"permutations", "0"}}, test::planted_county());
    CHECK_FALSE(formulas->table.find("p_permutation")->numbers[0].has_value());
    CHECK(formulas->table.find("q_fdr")->numbers[0].value() < 0.05);
}

TEST_CASE("clusters say high and low by the value, and need keeps its colour when low is worse") {
    auto county = test::planted_county();
    const auto high = result_of({{"layer", "child-poverty"}, {"statistic", "moran"}, {"permutations", "999"}}, county);
    CHECK(high->id == "moran-child-poverty");
    CHECK(text_at(*high, "class", 0) == "high-high");
    CHECK(high->indicator->definition->categories[0].label == "high-high");
    auto layer = std::make_shared<model::LayerDefinition>(*county->layers[0]);
    layer->direction = model::Direction::low_is_worse;
    county->layers = {layer};
    const auto low = result_of({{"layer", "child-poverty"}, {"statistic", "moran"}, {"permutations", "999"}}, county);
    CHECK(low->indicator->definition->categories[0].label == "low-low");
    CHECK(low->indicator->definition->categories[0].colour == high->indicator->definition->categories[0].colour);
    CHECK(low->finding.starts_with("No square is a cluster of need"));
    // Gi*: the block of high values is cold when low is worse.
    const auto gi = result_of({{"layer", "child-poverty"}, {"permutations", "999"}}, county);
    CHECK(text_at(*gi, "class", 0) == "cold");
}

TEST_CASE("a scan draws its circles and calls what lies in them hot") {
    const auto result = result_of({{"layer", "child-poverty"}, {"statistic", "scan"}, {"permutations", "99"}}, test::planted_county());
    CHECK(result->id == "scan-child-poverty");
    REQUIRE_FALSE(result->outlines.empty());
    CHECK(result->outlines[0].label == "1");
    // The most likely circle is the planted block: 180 cases in 9 squares, about 5 % elsewhere.
    CHECK(result->table.find("observed")->numbers[0] == 180);
    CHECK(result->table.find("relative_risk")->numbers[0].value() == doctest::Approx(20 / 5.0).epsilon(0.05));
    CHECK(result->table.find("p_permutation")->numbers[0] == 0.01);
    CHECK(text_at(*result, "class", 0) == "hot");
    CHECK(text_at(*result, "class", 143) == "not significant");
    CHECK(result->finding.starts_with("1 cluster is beyond chance; the most likely one is 9 squares around Square 26 with "));
    CHECK(result->finding.ends_with(" times the rate elsewhere (p = 0.01)"));
    for (const geo::MapPoint& point : result->outlines[0].rings[0])
        CHECK(std::hypot(point.x - 432'500, point.y - 202'500) == doctest::Approx(1442).epsilon(0.01));  // 2 % beyond a diagonal
}

TEST_CASE("a consensus says how robust each hot spot is") {
    const auto result =
        result_of({{"layer", "child-poverty"}, {"statistic", "consensus"}, {"permutations", "999"}}, test::planted_county());
    CHECK(result->id == "consensus-child-poverty");
    CHECK(text_at(*result, "class", 0) == "robust");
    CHECK(result->table.find("specifications")->numbers[0] == 32);  // four kinds of neighbours, two statistics, thresholds, raw and EB
    CHECK(result->indicator->definition->categories.size() == 4);
    CHECK(result->finding.find(" robust hot spots; all of them lie in South West; ") != std::string::npos);
}

TEST_CASE("a consensus asks earlier periods too, about areas that have a figure now") {
    auto county = test::planted_county();
    auto table = std::make_shared<model::Table>(*county->tables[0]);
    auto layer = std::make_shared<model::LayerDefinition>(*county->layers[0]);
    // Before, the same figures everywhere; now the first square of the planted block is hidden.
    table->columns.push_back({"poor_before", table->columns[0].cells});
    constexpr std::size_t hidden = 26;
    table->columns[0].cells[hidden] = model::Cell::none(model::CellState::suppressed);
    layer->earlier = {{"before", "poor_before", layer->denominator, 1}};
    county->tables = {table};
    county->layers = {layer};
    const auto result = result_of({{"layer", "child-poverty"}, {"statistic", "consensus"}, {"permutations", "199"}}, county);
    CHECK(result->table.find("specifications")->numbers[0] == 64);  // twice the 32 of one period
    for (std::size_t row = 0; row < result->table.row_count(); ++row) {
        if (static_cast<std::size_t>(result->table.area[row]) != hidden) continue;
        CHECK(text_at(*result, "class", row) == "no statistic");
        CHECK_FALSE(result->table.find("value")->numbers[row]);
    }
}

TEST_CASE("where all areas are alike or too few nothing is hot, and nothing but words is said") {
    auto county = test::planted_county();
    auto table = std::make_shared<model::Table>(*county->tables[0]);
    for (model::Cell& cell : table->columns[0].cells) cell = model::Cell::of(10);
    county->tables = {table};
    for (const char* statistic : {"gi*", "gi", "moran", "scan", "consensus"}) {
        const auto result = result_of({{"layer", "child-poverty"}, {"statistic", statistic}, {"permutations", "99"}}, county);
        CHECK_NOTHROW(model::check_result(*result));
        for (const std::string& word : result->table.find("class")->texts)
            CHECK((word == "no statistic" || word == "not significant" || word == "never"));
    }
    const auto one = result_of({{"layer", "child-poverty"}, {"geography", "county"}, {"permutations", "99"}});
    CHECK(one->finding == "Nothing could be tested");
    CHECK_FALSE(one->diagnostics.empty());
}

TEST_CASE("areas without a statistic keep the reason why") {
    // Small areas of Tinyshire: 11 and 14 are suppressed, 15 is missing.
    const auto result = result_of({{"layer", "child-poverty"}, {"geography", "small-area"}, {"permutations", "99"}});
    CHECK(result->indicator->value[11].state == model::CellState::suppressed);
    CHECK(result->indicator->value[15].state == model::CellState::missing);
    for (std::size_t row = 0; row < 16; ++row) {
        if (text_at(*result, "code", row) != "S11") continue;
        CHECK(text_at(*result, "class", row) == "no statistic");
        for (const char* column : {"value", "statistic", "z", "q_fdr", "tested_value"})
            CHECK_FALSE(result->table.find(column)->numbers[row].has_value());
    }
}

TEST_CASE("what cannot be tested is refused with a way out") {
    CHECK(refusal({{"layer", "score"}, {"statistic", "scan"}}).starts_with("Deprivation score cannot be scanned"));
    CHECK(refusal({{"layer", "child-poverty"}, {"statistic", "scan"}, {"permutations", "0"}}).starts_with("A scan has no formula"));
    CHECK(refusal({{"layer", "child-poverty"}, {"statistic", "scan"}, {"weights", "rook"}}).starts_with("A scan goes by distance"));
    CHECK(refusal({{"layer", "child-poverty"}, {"statistic", "consensus"}, {"weights", "rook"}}).starts_with("A consensus asks"));
    CHECK(refusal({{"layer", "child-poverty"}, {"statistic", "consensus"}})
              .starts_with("A consensus needs more than 6 areas; there are 4 wards."));
    CHECK(refusal({{"layer", "child-poverty"}, {"output", "x.xlsx"}}).find(".csv") != std::string::npos);
    CHECK(refusal({{"layer", "child-poverty"}, {"weights", "knight"}}).find("queen") != std::string::npos);
}

TEST_CASE("counts and locally shrunk rates come with a caution") {
    const auto says = [](const model::Result& result, std::string_view id) {
        return std::ranges::any_of(result.diagnostics.items(), [&](const base::Diagnostic& d) { return d.id == id; });
    };
    CHECK(says(*result_of({{"layer", "children"}, {"geography", "small-area"}, {"permutations", "99"}}), "counts-tested"));
    const auto local = result_of({{"layer", "child-poverty"}, {"shrink", "local"}, {"permutations", "99"}}, test::planted_county());
    CHECK(says(*local, "locally-shrunk"));
    CHECK(local->method_lines.front().starts_with("Rates shrunk to their neighbours' mean"));
    const auto usual = result_of({{"layer", "child-poverty"}, {"permutations", "99"}}, test::planted_county());
    CHECK_FALSE(says(*usual, "locally-shrunk"));
    CHECK(usual->method_lines.front().find("EB-standardised") != std::string::npos);
    const auto raw = result_of({{"layer", "child-poverty"}, {"shrink", "none"}, {"permutations", "99"}}, test::planted_county());
    CHECK(raw->method_lines.front().find("EB-standardised") == std::string::npos);
}

TEST_CASE("where areas lie is said only when few larger areas hold most of them") {
    const auto county = test::planted_county();
    const model::Geography& squares = *county->geographies[0];
    CHECK(where_they_lie(*county, squares, {0, 1}) == "; both of them lie in South West");
    CHECK(where_they_lie(*county, squares, {0, 1, 143}) == "; 2 of them lie in South West");
    CHECK(where_they_lie(*county, squares, {0, 6, 72, 78}) == "; 3 of them lie in South West, South East and North West");
    CHECK(where_they_lie(*county, squares, {0}).empty());  // its own name says it
}

TEST_CASE("the kinds of hot spots differ in lightness, so that a photocopy still tells them apart") {
    const auto result = result_of({{"layer", "child-poverty"}, {"permutations", "99"}}, test::planted_county());
    const auto lightness = [](const std::string& colour) {  // Rec. 709 luma of #RRGGBB
        const auto part = [&](std::size_t at) { return std::stoi(colour.substr(at, 2), nullptr, 16) / 255.0; };
        return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
    };
    for (const bool dark : {false, true}) {
        std::vector<double> greys;
        for (const model::CategoryStyle& kind : result->indicator->definition->categories)
            greys.push_back(lightness(dark ? kind.dark_colour : kind.colour));
        std::ranges::sort(greys);
        for (std::size_t i = 1; i < greys.size(); ++i) CHECK(greys[i] - greys[i - 1] > 0.1);
    }
}
