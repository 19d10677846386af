#include "analysis/demand.hpp"

#include <doctest/doctest.h>

#include "analysis/cells.hpp"
#include "base/error.hpp"
#include "support/tiny_workspace.hpp"

using namespace needsmap;
using namespace needsmap::analysis;

namespace {

/// Four wards: 10, 20, suppressed and 40 poor children.
std::shared_ptr<model::Indicator> poor_children(model::LayerKind kind = model::LayerKind::proportion) {
    auto layer = std::make_shared<model::LayerDefinition>();
    layer->id = "poverty", layer->title = "Children in poverty", layer->kind = kind;
    layer->numerator_title = "children in poverty", layer->unit = "%";
    auto out = std::make_shared<model::Indicator>();
    out->definition = layer, out->geography = tiny::workspace()->geographies.front();
    out->numerator = cells("10 20 * 40"), out->denominator = cells("100 100 * 100"), out->value = cells("10 20 * 40");
    return out;
}

model::PopulationPoints points_of(const model::Indicator& indicator, std::vector<model::PopulationPoint> points) {
    return {.geography = indicator.geography, .points = std::move(points), .title = "Homes", .diagnostics = {}};
}

/// Ward 0: 30 people at x = 0, 60 at 100, 10 at 400; ward 1: two empty points. Wards 2 and 3: none.
model::PopulationPoints some_points(const model::Indicator& indicator) {
    return points_of(indicator, {{{0, 0}, 0, 30}, {{100, 0}, 0, 60}, {{400, 0}, 0, 10}, {{1000, 0}, 1, 0}, {{1200, 0}, 1, 0}});
}

bool tells(const model::Demand& demand, std::string_view text) {
    return std::ranges::any_of(demand.diagnostics.items(), [&](const auto& d) { return d.message.find(text) != std::string::npos; });
}

}  // namespace

TEST_CASE("an area's point is the population point nearest to the mean centre of its people") {
    const auto poor = poor_children();
    const model::Demand demand = area_demand(*poor, some_points(*poor));
    REQUIRE(demand.points.size() == 3);
    // (0 * 30 + 100 * 60 + 400 * 10) / 100 = 100.
    CHECK(demand.points[0] == model::DemandPoint{{100, 0}, 0, 10});
    // Nobody at either point: both count the same, the middle 1,100 is as near to both, the first is taken.
    CHECK(demand.points[1] == model::DemandPoint{{1000, 0}, 1, 20});
    CHECK(demand.points[2].position == poor->geography->label_points[3]);
    CHECK(demand.unit == "children in poverty");
    CHECK(demand.title == "Children in poverty");
    CHECK(tells(demand, "1 ward without a population point"));
}

TEST_CASE("an area's children are spread over its points as its people are") {
    const auto poor = poor_children();
    const model::Demand demand = point_demand(*poor, some_points(*poor));
    REQUIRE(demand.points.size() == 6);
    CHECK(demand.points[0].weight == doctest::Approx(3));  // 30 of 100 people: 3 of 10 children
    CHECK(demand.points[1].weight == doctest::Approx(6));
    CHECK(demand.points[2].weight == doctest::Approx(1));
    CHECK(demand.points[3].weight == doctest::Approx(10));  // no people: evenly
    CHECK(demand.points[4].weight == doctest::Approx(10));
    CHECK(demand.points[5].weight == 40);
}

TEST_CASE("a suppressed area has no demand point and is told by name, never by number") {
    const auto poor = poor_children();
    for (const model::Demand& demand : {area_demand(*poor, some_points(*poor)), point_demand(*poor, some_points(*poor))}) {
        CHECK(std::ranges::none_of(demand.points, [](const auto& p) { return p.area == 2; }));
        CHECK(tells(demand, "1 ward without a number (1 suppressed) not counted: Ward 2."));
    }
}

TEST_CASE("without population points the middle of the area serves, and that is said") {
    const auto poor = poor_children();
    const model::Demand demand = point_demand(*poor, {});
    REQUIRE(demand.points.size() == 3);
    CHECK(demand.points[0].position == poor->geography->label_points[0]);
    CHECK(tells(demand, "No population points"));
}

TEST_CASE("a score is a bare weight without a unit") {
    const auto score = poor_children(model::LayerKind::score);
    score->value = cells("1.5 2 - 0");
    const model::Demand demand = area_demand(*score, {});
    CHECK(demand.unit.empty());
    CHECK(demand.points[0].weight == 1.5);
    CHECK(demand.points[2].weight == 0);
    score->value = cells("1.5 -2 - 0");
    CHECK_THROWS_AS((void)area_demand(*score, {}), base::Error);
}

TEST_CASE("ranks, categories and layers without any number cannot be demand") {
    CHECK_THROWS_AS((void)area_demand(*poor_children(model::LayerKind::rank), {}), base::Error);
    CHECK_THROWS_AS((void)area_demand(*poor_children(model::LayerKind::category), {}), base::Error);
    const auto poor = poor_children();
    poor->numerator = cells("- * - -");
    CHECK_THROWS_AS((void)area_demand(*poor, {}), base::Error);
}

TEST_CASE("new homes add as many children as a home has today") {
    const auto poor = poor_children();
    // Ward 2 is suppressed and left out: (10 + 20 + 40) / (100 + 200 + 400) = 0.1.
    const double per_home = persons_per_home(*poor, cells("100 200 300 400"));
    CHECK(per_home == doctest::Approx(0.1));
    const Growth growth{.homes = cells("50 - 100 10"), .per_home = per_home, .title = "160 homes to come"};
    const model::Demand demand = area_demand(*poor, {}, growth);
    REQUIRE(demand.points.size() == 3);
    CHECK(demand.points[0].weight == doctest::Approx(15));  // 10 + 50 * 0.1
    CHECK(demand.points[1].weight == doctest::Approx(20));  // nothing known
    CHECK(demand.points[2].weight == doctest::Approx(41));
    CHECK(demand.title == "Children in poverty with 160 homes to come");
    CHECK(tells(demand, "each new home adds 0.100 children in poverty, an assumption; nothing is known about new homes in 1 ward."));
    CHECK_THROWS_AS((void)persons_per_home(*poor, cells("0 0 0 0")), base::Error);
    CHECK_THROWS_AS((void)area_demand(*poor_children(model::LayerKind::score), {}, growth), base::Error);
}
