#include <doctest/doctest.h>

#include "app/operation_run.hpp"
#include "app/small_county.hpp"

using namespace needsmap;
using test::refusal;
using test::run;

namespace {

std::string value(const model::Result& result, const char* column, std::size_t row) {
    REQUIRE(result.table.find(column) != nullptr);
    return model::cell_text(*result.table.find(column), row);
}

/// With a layer that counts children.
std::shared_ptr<model::Workspace> counted_county() {
    auto county = test::small_county();
    auto layer = std::make_shared<model::LayerDefinition>(*county->layers[2]);
    layer->unit = "children";
    county->layers[2] = layer;
    return county;
}

/// The county with other places in its first set; detail "quality".
std::shared_ptr<model::Workspace> county_with(std::vector<model::Place> places) {
    auto county = counted_county();
    auto set = std::make_shared<model::PlaceSet>(*county->places[0]);
    set->details = {{"quality", "Quality", {}}, {"capacity", "Capacity", {}}};
    set->places = std::move(places);
    county->places[0] = set;
    return county;
}

}  // namespace

TEST_CASE("minutes, people within reach and beyond are those of the ward's points") {
    // The Willows lies 1 km from the corner; label points of the ward's four small areas are 0.35355, 2.76134 (twice) and 3.88909 km away in a
    // straight line, times 1.3: 0.45962, 3.58974, 3.58974, 5.05582; 100 children at each.
    const auto outcome = run("access", counted_county(), {{"places", "centres"}, {"mode", "line"}, {"demand", "children"}});
    REQUIRE(outcome.results.size() == 1);
    const model::Result& result = *outcome.results[0];
    CHECK(result.id == "access-centres-line");
    CHECK(result.indicator->geography->id == "ward");
    CHECK(result.indicator->value[0].number == doctest::Approx(3.17373).epsilon(1e-5));
    CHECK(value(result, "km", 0) == "3.2");
    CHECK(value(result, "nearest", 0) == "The Willows");
    CHECK(value(result, "demand", 0) == "400");
    CHECK(value(result, "demand_within", 0) == "100");
    CHECK(value(result, "beyond_2", 0) == "300");
    CHECK(value(result, "beyond_5", 0) == "100");
    CHECK(value(result, "beyond_10", 0) == "0");
    CHECK(value(result, "km_nth", 0).empty());  // there is no second one
    CHECK(result.finding.starts_with("100 of 1,600"));
    CHECK(result.method_lines[0] == "Straight line times 1.3 for the detour of roads");
}

TEST_CASE("minutes at a speed and another bound") {
    const auto outcome = run("access", test::small_county(),
                             {{"places", "centres"}, {"mode", "line"}, {"speed", "4.8"}, {"within", "45"}, {"demand", "children"}});
    // 3.58974 km at 80 m a minute are 44.87 minutes: three of the four points.
    CHECK(value(*outcome.results[0], "demand_within", 0) == "300");
    CHECK(value(*outcome.results[0], "beyond_45", 0) == "100");
}

TEST_CASE("no site at all covers nobody") {
    const auto outcome = run("access", county_with({}), {{"places", "centres"}, {"mode", "line"}, {"demand", "children"}});
    const model::Result& result = *outcome.results[0];
    CHECK(value(result, "demand_within", 0) == "0");
    CHECK(value(result, "no_service", 0) == "400");
    CHECK(value(result, "km", 0).empty());
    CHECK(result.indicator->value[0].state == model::CellState::not_applicable);
    CHECK(result.indicator->definition->not_applicable_label == "No service");
    CHECK(result.finding == "Nobody can reach a Children's Centre by estimated distance: there is none.");
}

TEST_CASE("only places of a quality, with a capacity, and those outside the county are told") {
    const auto county = county_with({{"A", "A", {431'000, 201'000}, {"good", "150"}},
                                     {"B", "B", {431'250, 201'250}, {"poor", "10"}},
                                     {"C", "C", {500'000, 300'000}, {"good", "0"}}});
    const auto outcome =
        run("access", county,
            {{"places", "centres"}, {"mode", "line"}, {"demand", "children"}, {"where", "quality=good"}, {"capacity", "capacity"}});
    const model::Result& result = *outcome.results[0];
    CHECK(result.id == "access-centres-line-quality-good");  // beside the one of all centres
    CHECK(value(result, "km", 0) == "3.2");                  // as A alone
    // 100 children within 2 km of A's 150 places have one; the other 300 of the ward, and C has none for anybody.
    CHECK(value(result, "unmet", 0) == "300");
    bool told = false;
    for (const auto& d : outcome.diagnostics.items())
        told = told || d.message == "C lies outside Tinyshire; people may go there all the same.";
    CHECK(told);
    CHECK(refusal("access", county, {{"places", "centres"}, {"where", "qualty=good"}}).find("Did you mean \"quality\"?") !=
          std::string::npos);
    CHECK(refusal("access", county, {{"places", "centres"}, {"where", "quality"}}).find("is no condition") != std::string::npos);
    CHECK(
        refusal("access", county, {{"places", "centres"}, {"mode", "line"}, {"capacity", "quality"}}).find("The quality of A is “good”") !=
        std::string::npos);
}

TEST_CASE("one grade of a graded set is called by its name, in words and title") {
    auto county = county_with({{"A", "A", {431'000, 201'000}, {"good", "150"}}, {"B", "B", {431'250, 201'250}, {"poor", "10"}}});
    auto graded = *county->find_places("centres");
    graded.graded_by = "quality", graded.grades = {{"good", "Good"}, {"poor", "Poor"}};
    auto changed = std::make_shared<model::Workspace>(*county);
    for (auto& set : changed->places)
        if (set->id == "centres") set = std::make_shared<const model::PlaceSet>(graded);
    const auto outcome =
        run("access", changed, {{"places", "centres"}, {"mode", "line"}, {"demand", "children"}, {"where", "quality=good"}});
    CHECK(outcome.results[0]->title.find("good Children's Centre") != std::string::npos);
    CHECK(outcome.results[0]->title.find("quality=") == std::string::npos);
    CHECK(outcome.summary.find("have a good Children's Centre within") != std::string::npos);
}

TEST_CASE("a scenario says which are open, and its name is part of the result's") {
    auto county = county_with({{"A", "A", {431'000, 201'000}, {"good", "150"}}, {"B", "B", {439'000, 209'000}, {"poor", "10"}}});
    auto scenario = std::make_shared<model::Scenario>();
    scenario->id = "only-b", scenario->title = "Only B", scenario->places = "centres";
    scenario->rule = model::Scenario::Rule::open, scenario->ids = {"B"};
    county->scenarios = {scenario};
    const auto outcome = run("access", county, {{"places", "centres"}, {"mode", "line"}, {"demand", "children"}, {"scenario", "only-b"}});
    CHECK(outcome.results[0]->id == "access-centres-only-b-line");
    CHECK(value(*outcome.results[0], "nearest", 0) == "B");
    CHECK(refusal("access", county, {{"places", "schools"}, {"scenario", "only-b"}}).find("is about the places") != std::string::npos);
    CHECK(refusal("access", county, {{"places", "centres"}, {"scenario", "only-a"}}).find("Did you mean only-b?") != std::string::npos);
}

TEST_CASE("what cannot be is refused before the work") {
    const auto county = test::small_county();
    CHECK(refusal("access", county, {{"places", "centre"}}).find("Did you mean centres?") != std::string::npos);
    CHECK(refusal("access", county, {{"places", "centres"}}).find("Measure in a straight line (--mode line)") != std::string::npos);
    CHECK(refusal("access", county, {{"places", "centres"}, {"mode", "line"}, {"demand", "children"}, {"growth", "on"}}).find("planned") !=
          std::string::npos);
    CHECK(refusal("access", county, {{"places", "centres"}, {"mode", "line"}, {"geography", "wards"}}).find("Did you mean ward?") !=
          std::string::npos);
    CHECK(refusal("access", county, {{"places", "centres"}, {"mode", "line"}, {"output", "x.doc"}}).find(".csv") != std::string::npos);
}
