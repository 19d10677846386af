#include "app/site_map.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "app/site_county.hpp"
#include "app/site_question.hpp"
#include "app/site_result.hpp"

using namespace needsmap;
using test::county_of_four;

TEST_CASE("a sheet has a line from where people live to their site, and one for each area where there are many points") {
    const auto county = county_of_four();
    base::QuietJob job;
    app::SiteQuestion question = app::site_question(*county, {.places = "centres", .open = 4, .candidates = ""}, job);
    const analysis::SitingPlan plan = analysis::solve_siting(question.problem, {}, job);
    const auto spokes = app::plan_spokes(question, plan);
    REQUIRE(spokes);
    CHECK(spokes->lines.size() == 16);  // one for each small area with children
    CHECK(spokes->title == "From each small area to its site");
    for (std::size_t i = 0; i < spokes->lines.size(); ++i) {
        CHECK(spokes->lines[i].from == question.demand.demand.points[i].position);
        CHECK(spokes->lines[i].to == question.sites[plan.assigned[i]].position);
    }
    // A hundred points in each area, half of them a little east and half a little west: still one line from their middle.
    analysis::SitingPlan many = plan;
    model::Demand& demand = question.demand.demand;
    const std::vector<model::DemandPoint> points = demand.points;
    demand.points.clear(), many.assigned.clear(), many.assigned_cost.clear();
    for (int k = 0; k < 100; ++k)
        for (std::size_t i = 0; i < points.size(); ++i) {
            demand.points.push_back({{points[i].position.x + (k % 2 == 0 ? 10 : -10), points[i].position.y}, points[i].area, 1});
            many.assigned.push_back(plan.assigned[i]), many.assigned_cost.push_back(plan.assigned_cost[i]);
        }
    const auto by_area = app::plan_spokes(question, many);
    REQUIRE(by_area);
    REQUIRE(by_area->lines.size() == 16);
    CHECK(by_area->lines[5].from.x == doctest::Approx(points[5].position.x));
    many.assigned.assign(many.assigned.size(), analysis::no_site);
    CHECK(app::plan_spokes(question, many) == nullptr);
}

TEST_CASE("a site with few people does not tell how many, nor does the one that would give it away") {
    const auto county = county_of_four();
    base::QuietJob job;
    app::SiteQuestion question = app::site_question(*county, {.places = "centres", .open = 4, .candidates = ""}, job);
    auto layer = std::make_shared<model::LayerDefinition>(*question.demand.layer);
    layer->suppress_below = 5, question.demand.layer = layer, question.demand.demand.unit = "children";
    analysis::SitingPlan plan = analysis::solve_siting(question.problem, {}, job);
    plan.outcomes[1].weight = 3, plan.weight_total -= 397;
    const model::Result result = *app::site_result(*county, question, plan, {}, {});
    const auto& people = result.table.find("assigned_children")->numbers;
    REQUIRE(people.size() == 4);
    CHECK_FALSE(people[1]);
    CHECK(std::count(people.begin(), people.end(), std::nullopt) == 2);
}
