#include "analysis/travel_costs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "analysis/counter_random.hpp"
#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::analysis;

TEST_CASE("straight lines are metres times the detour, or minutes at a speed") {
    const std::vector<geo::MapPoint> demand = {{0, 0}}, sites = {{300, 400}};
    CHECK(straight_line_costs(demand, sites).at(0, 0) == 500);  // 3-4-5 triangle
    const model::TravelCosts walk = straight_line_costs(demand, sites, {.detour_factor = 1.6, .speed_m_per_min = 80});
    CHECK(walk.unit == model::CostUnit::minutes);
    CHECK(walk.at(0, 0) == doctest::Approx(10));  // 800 m at 80 m a minute
    CHECK(straight_line_column(demand, sites[0]) == std::vector<double>{500});
}

TEST_CASE("pairs within a limit found on a grid are those of the whole table") {
    CounterRandom random(1, 0);
    const auto place = [&] { return geo::MapPoint{double(random.below(40)) * 5, double(random.below(40)) * 5}; };
    std::vector<geo::MapPoint> demand, sites;
    for (int i = 0; i < 300; ++i) demand.push_back(place());
    for (int j = 0; j < 80; ++j) sites.push_back(place());
    demand.push_back({-1000, 5000});  // far from every site
    for (const double limit : {1.0, 5.0, 25.0, 70.0, 1e6}) {
        CAPTURE(limit);
        const SiteReach grid = straight_line_reach(demand, sites, limit), table = site_reach(straight_line_costs(demand, sites), limit);
        CHECK(grid.first == table.first);
        CHECK(grid.sites == table.sites);
        CHECK(grid.costs == table.costs);
    }
}

TEST_CASE("rows of a reach are sorted, keep what lies exactly at the limit and leave out what cannot be reached") {
    const model::TravelCosts costs{.demand_count = 1, .site_count = 4, .costs = {7, model::unreachable, 3, 5}};
    const SiteReach reach = site_reach(costs, 5);
    CHECK(reach.sites == std::vector<SiteIndex>{2, 3});
    CHECK(site_reach(costs).sites == std::vector<SiteIndex>{2, 3, 0});
}

TEST_CASE("a detour below one, a negative speed and a position that is no number are refused") {
    const std::vector<geo::MapPoint> point = {{0, 0}}, nowhere = {{std::nan(""), 0}};
    CHECK_THROWS_AS((void)straight_line_costs(point, point, {.detour_factor = 0.5}), base::Error);
    CHECK_THROWS_AS((void)straight_line_costs(point, point, {.speed_m_per_min = -1}), base::Error);
    CHECK_THROWS_AS((void)straight_line_costs(nowhere, point), base::Error);
    CHECK_THROWS_AS((void)straight_line_reach(point, point, 0), base::Error);
}
