#include "analysis/siting_live.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "analysis/counter_random.hpp"
#include "analysis/travel_costs.hpp"
#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::analysis;

namespace {

struct Places {
    std::vector<geo::MapPoint> demand, sites;
    std::vector<double> weights;
};

Places random_places(std::size_t demand, std::size_t sites, std::uint64_t seed) {
    CounterRandom random(seed, 0);
    const auto place = [&] { return geo::MapPoint{double(random.below(30)), double(random.below(30))}; };
    Places out;
    for (std::size_t i = 0; i < demand; ++i) out.demand.push_back(place()), out.weights.push_back(random.below(5));
    for (std::size_t j = 0; j < sites; ++j) out.sites.push_back(place());
    return out;
}

}  // namespace

TEST_CASE("after any edits the live plan is what a new one would be") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        Places places = random_places(60, 9, seed);
        const std::vector<SiteIndex> start = {1, 4, 7};
        LivePlan plan(straight_line_costs(places.demand, places.sites), places.weights, start, 8);
        CounterRandom random(seed, 1);
        for (int edit = 0; edit < 40; ++edit) {
            const auto site = static_cast<SiteIndex>(random.below(9));
            switch (random.below(3)) {
                case 0: plan.add(site); break;
                case 1: plan.remove(site); break;
                default:
                    places.sites[site] = {double(random.below(30)), double(random.below(30))};
                    plan.move(site, straight_line_column(places.demand, places.sites[site]));
            }
        }
        const LivePlan fresh(straight_line_costs(places.demand, places.sites), places.weights, plan.open_sites(), 8);
        CHECK(std::ranges::equal(plan.nearest(), fresh.nearest()));
        CHECK(std::ranges::equal(plan.second_nearest(), fresh.second_nearest()));
        CHECK(std::ranges::equal(plan.nearest_cost(), fresh.nearest_cost()));
        CHECK(std::ranges::equal(plan.second_cost(), fresh.second_cost()));
    }
}

TEST_CASE("winners and losers are counted in persons against the plan at the start") {
    // Demand at 0, 10, 20 with 1, 2 and 3 children; sites at 0 and 20. Only the first is open at first.
    const std::vector<geo::MapPoint> demand = {{0, 0}, {10, 0}, {20, 0}}, sites = {{0, 0}, {20, 0}};
    LivePlan plan(straight_line_costs(demand, sites), {1, 2, 3}, std::vector<SiteIndex>{0}, 10);
    CHECK(plan.summary().weight_covered == 3);                      // 0 m and exactly 10 m
    CHECK(*plan.summary().mean_cost == doctest::Approx(80.0 / 6));  // (0 + 2 x 10 + 3 x 20) / 6
    plan.add(1);
    LiveSummary now = plan.summary();
    CHECK(now.weight_gaining == 3);  // the one at 20; at 10 both sites are as far
    CHECK(*now.mean_gain == 20);
    CHECK(now.weight_losing == 0);
    CHECK_FALSE(now.mean_loss.has_value());
    CHECK(now.weight_covered == 6);
    CHECK(*now.worst_cost == 10);
    plan.remove(0);
    now = plan.summary();
    CHECK(now.weight_losing == 1);  // at 0: from 0 m to 20 m
    CHECK(*now.mean_loss == 20);
}

TEST_CASE("no open site gives no coverage and no mean") {
    const std::vector<geo::MapPoint> demand = {{0, 0}, {10, 0}};
    LivePlan plan(straight_line_costs(demand, demand), {1, 2}, std::vector<SiteIndex>{0}, 10);
    plan.remove(0);
    const LiveSummary summary = plan.summary();
    CHECK(summary.weight_covered == 0);
    CHECK(summary.weight_served == 0);
    CHECK_FALSE(summary.mean_cost.has_value());
    CHECK(summary.weight_losing == 3);
    CHECK_FALSE(summary.mean_loss.has_value());  // lost altogether: no length to tell
    CHECK(plan.nearest()[0] == no_site);
}

TEST_CASE("a live plan refuses costs that are not for its demand points") {
    const std::vector<geo::MapPoint> demand = {{0, 0}, {10, 0}};
    LivePlan plan(straight_line_costs(demand, demand), {1, 2}, std::vector<SiteIndex>{0}, 10);
    CHECK_THROWS_AS(plan.move(0, std::vector<double>{1}), base::Error);
    CHECK_THROWS_AS(plan.move(0, std::vector<double>{1, -1}), base::Error);
    CHECK_THROWS_AS(LivePlan(straight_line_costs(demand, demand), {1}, std::vector<SiteIndex>{0}, 10), base::Error);
    CHECK_THROWS_AS(LivePlan(straight_line_costs(demand, demand), {1, 2}, std::vector<SiteIndex>{2}, 10), base::Error);
}
