#include "app/finding.hpp"

#include <doctest/doctest.h>

#include "analysis/evaluate_layer.hpp"
#include "app/small_county.hpp"

using namespace needsmap;
using namespace needsmap::app;

namespace {

std::string finding(const std::function<void(model::LayerDefinition&)>& change, const char* geography, std::vector<double> poor = {}) {
    auto county = test::small_county();
    auto layer = test::poverty_layer();
    change(*layer);
    county->layers = {layer};
    if (!poor.empty()) {
        auto table = std::make_shared<model::Table>(*county->tables[0]);
        for (std::size_t i = 0; i < poor.size(); ++i) table->columns[0].cells[i] = model::Cell::of(poor[i]);
        county->tables = {table};
    }
    return finding_of(*analysis::evaluate_layer(*county, "child-poverty", geography), county->county);
}
const auto as_it_is = [](model::LayerDefinition&) {};

}  // namespace

TEST_CASE("areas beyond each threshold are counted, the worst is named, the county stands beside it") {
    CHECK(finding(as_it_is, "ward") ==
          "Children in poverty: 1 of 4 wards in Tinyshire is in the worst 10 % in England and 2 in the worst 25 % in England; the highest "
          "is Banbury Ruscote, "
          "35.0 % (Tinyshire 18.1 %).");
}

TEST_CASE("areas without a figure are counted by reason and never given one") {
    // s11 and s14 are suppressed (3 and 4 children), s15 is missing.
    const std::string text = finding(as_it_is, "small-area");
    CHECK(text ==
          "Children in poverty: 4 of 16 small areas in Tinyshire are in the worst 10 % in England and 8 in the worst 25 % in England; the "
          "highest is Small area "
          "0, 40.0 % (Tinyshire 18.1 %). "
          "3 small areas have no figure (2 suppressed and 1 missing).");
}

TEST_CASE("without thresholds both ends are named") {
    CHECK(finding([](auto& layer) { layer.thresholds.clear(); }, "ward") ==
          "Children in poverty: of 4 wards in Tinyshire, the highest is Banbury Ruscote, 35.0 % and the lowest is Upper Cherwell, 4.0 % "
          "(Tinyshire 18.1 %).");
}

TEST_CASE("where low is worse the lowest leads") {
    const auto low = [](model::LayerDefinition& layer) {
        layer.direction = model::Direction::low_is_worse;
        layer.thresholds = {{10, "England average"}};
    };
    CHECK(finding(low, "ward") ==
          "Children in poverty: 2 of 4 wards in Tinyshire are at or below “England average” (10.0 %); the lowest is Upper Cherwell, 4.0 % "
          "(Tinyshire 18.1 %).");
}

TEST_CASE("nobody beyond the threshold is said so") {
    CHECK(finding(
              [](auto& layer) {
                  layer.thresholds = {{90, "worst 1 % in England"}};
              },
              "ward")
              .starts_with("Children in poverty: none of 4 wards in Tinyshire is in the worst 1 % in England; the highest is"));
}

TEST_CASE("an area counts as beyond a threshold by its printed value") {
    // 34.96 % prints as 35.0 %: a reader who sees 35.0 must find it beyond a threshold of 35.
    std::vector<double> poor(16, 10.0);
    poor[0] = 34.96;
    const auto change = [](model::LayerDefinition& layer) { layer.thresholds = {{35, "worst 5 % in England"}}; };
    CHECK(finding(change, "small-area", poor)
              .starts_with("Children in poverty: 1 of 16 small areas in Tinyshire is in the worst 5 % in England; the highest is Small "
                           "area 0, 35.0 %"));
}

TEST_CASE("equal figures share an end") {
    std::vector<double> poor(16, 10.0);
    poor[3] = poor[7] = 20;
    const auto no_thresholds = [](model::LayerDefinition& layer) { layer.thresholds.clear(); };
    CHECK(finding(no_thresholds, "small-area", poor)
              .find("the highest are Small area 3 and Small area 7, 20.0 % each and 14 small areas share the lowest, 10.0 %") !=
          std::string::npos);
    CHECK(finding(no_thresholds, "small-area", std::vector<double>(16, 10.0)) ==
          "Children in poverty: all 16 small areas in Tinyshire have the same, 10.0 % (Tinyshire 10.0 %).");
}

TEST_CASE("one area is a plain statement, and no figures at all are said so") {
    CHECK(finding(as_it_is, "county") == "Children in poverty in Tinyshire: 18.1 %.");
    CHECK(finding(as_it_is, "small-area", std::vector<double>(16, 2.0)) ==
          "No small area in Tinyshire has a figure for Children in poverty (suppressed).");
}

TEST_CASE("a single figure among many areas is not compared with itself") {
    std::vector<double> poor(16, 2.0);
    poor[5] = 50;
    CHECK(finding(as_it_is, "small-area", poor) ==
          "Children in poverty in Small area 5: 50.0 %. 15 small areas have no figure (suppressed).");
}

TEST_CASE("a national rank is named as a rank and has no county figure") {
    auto county = test::small_county();
    auto layer = test::score_layer();
    layer->kind = model::LayerKind::rank, layer->value = "poor", layer->decimals = 0, layer->direction = model::Direction::low_is_worse;
    county->layers = {layer};
    CHECK(
        finding_of(*analysis::evaluate_layer(*county, "score", "small-area"), "Tinyshire") ==
        "Deprivation score: of 16 small areas in Tinyshire, the lowest is Small area 11, rank 3 and the highest is Small area 0, rank 40. "
        "1 small area has no figure (missing).");
}
