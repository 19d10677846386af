#include <doctest/doctest.h>

#include <numbers>

#include "app/isochrone_result.hpp"
#include "app/operation_run.hpp"
#include "app/small_county.hpp"
#include "base/files.hpp"
#include "io/temporary_folder.hpp"

using namespace needsmap;
using test::refusal;
using test::run;

namespace {
/// With a layer that counts children.
std::shared_ptr<model::Workspace> counted_county() {
    auto county = test::small_county();
    auto layer = std::make_shared<model::LayerDefinition>(*county->layers[2]);
    layer->unit = "children";
    county->layers[2] = layer;
    return county;
}

std::string value(const model::Result& result, const char* column, std::size_t row) {
    REQUIRE(result.table.find(column) != nullptr);
    return model::cell_text(*result.table.find(column), row);
}
}  // namespace

TEST_CASE("circles in a straight line, with the children whose way is short enough") {
    // At 80 m a minute with a detour of 1: 10 minutes are 800 m, 40 are 3,200 m. s0 lies 354 m away, s1 and s4 2,761 m, s5 3,889 m; 100 children each.
    const auto outcome = run("isochrone", counted_county(),
                             {{"places", "centres"}, {"mode", "line"}, {"detour", "1"}, {"minutes", "40,10"}, {"demand", "children"}});
    const model::Result& result = *outcome.results[0];
    REQUIRE(result.table.row_count() == 2);
    CHECK(value(result, "minutes", 0) == "10");
    CHECK(value(result, "people", 0) == "100");
    CHECK(value(result, "people", 1) == "300");
    CHECK(value(result, "share", 1) == "18.8");     // of 1,600
    CHECK(value(result, "area_km2", 0) == "2.01");  // π 0.8²
    CHECK(value(result, "road_km", 0).empty());
    REQUIRE(result.outlines.size() == 2);
    CHECK(result.outlines[1].label == "40");
    CHECK(result.indicator->value[0].number == doctest::Approx(75));
    CHECK(result.finding == "300 of 1,600 children live within 40 minutes of a Children's Centre by estimated distance.");
}

TEST_CASE("bands nest and are written as shapes") {
    const io::TemporaryFolder folder;
    const std::string file = (folder.path() / "out.geojson").string();
    const auto outcome =
        run("isochrone", test::small_county(), {{"places", "centres"}, {"mode", "line"}, {"demand", "children"}, {"output", file}});
    REQUIRE(outcome.files.size() == 1);
    const std::string text = base::read_file(file);
    CHECK(text.find(R"("minutes":5)") != std::string::npos);
    CHECK(text.find(R"("minutes":15)") != std::string::npos);
    CHECK(text.find(R"("type":"MultiPolygon")") != std::string::npos);
}

TEST_CASE("small numbers are left out, and so are those that tell them by difference") {
    const auto county = test::small_county();
    model::Demand demand;
    demand.geography = county->geographies[1], demand.title = "Children", demand.unit = "children";
    demand.points = {{{}, 0, 50}, {{}, 0, 3}, {{}, 1, 4}, {{}, 2, 60}};
    const model::TravelCosts costs{.demand_count = 4, .site_count = 1, .costs = {4, 8, 3, 40}};
    app::IsochroneShapes shapes;
    for (const double minutes : {3.0, 5.0, 10.0}) shapes.bands.push_back({minutes, {}, std::nullopt});
    app::IsochroneQuestion question{
        .id = "isochrone-x", .site_singular = "site", .site_count = 1, .geography = county->geographies[1], .suppress_below = 5};
    const auto result = app::isochrone_result(demand, costs, shapes, question);
    CHECK(value(*result, "people", 0).empty());  // 4
    CHECK(value(*result, "people", 1).empty());  // 54: three less than the longest, which the finding tells
    CHECK(value(*result, "people", 2) == "57");
    CHECK(result->indicator->value[0].state == model::CellState::suppressed);  // 53 of 53: the rest of the 57 would be the 4
    CHECK(result->indicator->value[1].state == model::CellState::suppressed);  // 4
    // Both of these are wholly inside: with the 57 and how many live in each, 4 were certain again, so the third area has to stay unsaid as well.
    CHECK(result->indicator->value[2].state == model::CellState::suppressed);
    CHECK(result->indicator->value[3].state == model::CellState::missing);
    question.suppress_below = 61;
    CHECK(app::isochrone_result(demand, costs, shapes, question)->finding.starts_with("Fewer than 61 of 117 children"));
}

TEST_CASE("no site gives no ground; odd minutes and unknown sites are refused") {
    auto county = test::small_county();
    CHECK(refusal("isochrone", county, {{"places", "centres"}, {"mode", "line"}, {"site", "9"}})
              .find("no Children's Centre with the id “9”") != std::string::npos);
    CHECK(refusal("isochrone", county, {{"places", "centres"}, {"mode", "line"}, {"minutes", "0,5"}}).find("--minutes") !=
          std::string::npos);
    CHECK(refusal("isochrone", county, {{"places", "centres"}, {"mode", "line"}, {"minutes", "five"}}).find("minutes") !=
          std::string::npos);
    auto none = std::make_shared<model::PlaceSet>(*county->places[0]);
    none->places.clear();
    county->places[0] = none;
    const auto outcome = run("isochrone", county, {{"places", "centres"}, {"mode", "line"}, {"demand", "children"}});
    CHECK(value(*outcome.results[0], "people", 2) == "0");
    CHECK(value(*outcome.results[0], "area_km2", 2) == "0");
    CHECK(outcome.results[0]->finding.starts_with("There is no Children's Centre"));
}
