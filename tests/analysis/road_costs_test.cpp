#include "analysis/road_costs.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "analysis/road_snap.hpp"
#include "base/error.hpp"
#include "support/tiny_roads.hpp"

using namespace needsmap;
using geo::MapPoint;
using model::no_way;
using model::RoadMode;

namespace {

// A road of 800 m to the east from (0, 0), driven in 60 s each way; a lane of 400 m north from its end, 60 s, one-way to the north;
// and a road back from there to the beginning, 120 s.
model::RoadNetwork triangle() {
    return test::network_of({{0, 0}, {800, 0}, {800, 400}}, {{0, 1, 60000, 60000}, {1, 2, 60000, no_way}, {2, 0, 120000, no_way}});
}

analysis::RoadCosts costs_of(const model::RoadNetwork& network, std::vector<MapPoint> demand, std::vector<MapPoint> sites,
                             double limit_m = 500) {
    base::QuietJob job;
    return analysis::road_costs(network, demand, sites, {RoadMode::drive, limit_m}, job);
}

}  // namespace

TEST_CASE("a journey is the walk to the road, the road, and the walk to the site") {
    // 80 m at 80 m a minute = 1 min; from x = 200 to the end 3/4 of 60 s; up the lane half of 60 s; 40 m on foot 0.5 min.
    const auto out = costs_of(triangle(), {{200, -80}}, {{840, 200}});
    CHECK(out.costs.at(0, 0) == doctest::Approx(1 + 0.75 + 0.5 + 0.5).epsilon(1e-9));
    CHECK(out.costs.unit == model::CostUnit::minutes);
    CHECK(out.diagnostics.empty());
}

TEST_CASE("a one-way lane is not driven back, not even between two points on it") {
    // Along the lane: a quarter of 60 s. Against it: from (800, 200) half a lane up (30 s), round by 120 s and 60 s, then a quarter up (15 s).
    const auto out = costs_of(triangle(), {{800, 100}, {800, 200}}, {{800, 200}, {800, 100}});
    CHECK(out.costs.at(0, 0) == doctest::Approx(15.0 / 60).epsilon(1e-9));
    CHECK(out.costs.at(1, 1) == doctest::Approx((30 + 120 + 60 + 15) / 60.0).epsilon(1e-9));
    CHECK(out.costs.at(1, 0) == 0);
}

TEST_CASE("crossing a junction costs its penalty, half of it where a journey begins or ends there") {
    auto network = triangle();
    network.junction_penalty_ms = 10000;
    network.is_junction[1] = 1;
    // As io builds the graph: each road's time with half of the penalties at its ends.
    network.graphs[1] = test::graph_of(3, {{0, 1, 65000, 65000}, {1, 2, 65000, no_way}, {2, 0, 120000, no_way}});
    const auto out = costs_of(network, {{400, 0}}, {{800, 200}});
    CHECK(out.costs.at(0, 0) == doctest::Approx((30 + 10 + 30) / 60.0).epsilon(1e-9));
    base::QuietJob job;
    const auto on_foot =
        analysis::road_costs(network, std::vector<MapPoint>{{400, 0}}, std::vector<MapPoint>{{800, 200}}, {RoadMode::walk, 500}, job);
    CHECK(on_foot.costs.at(0, 0) == doctest::Approx(1.0).epsilon(1e-9));
}

TEST_CASE("a point further than the limit is listed and unreachable, never joined to a road") {
    const auto out = costs_of(triangle(), {{400, -100}, {400, -101}}, {{0, 0}, {5000, 5000}}, 100);
    CHECK(out.costs.at(0, 0) == doctest::Approx(1.25 + 0.5).epsilon(1e-9));  // exactly at the limit
    CHECK(out.costs.at(1, 0) == model::unreachable);
    CHECK(out.costs.at(0, 1) == model::unreachable);
    CHECK(out.unreachable_demand == std::vector<std::uint32_t>{1});
    CHECK(out.unreachable_sites == std::vector<std::uint32_t>{1});
    REQUIRE(out.diagnostics.items().size() == 2);
    CHECK(out.diagnostics.items()[0].message.find("1 of 2 demand points lies further than 100 m") != std::string::npos);
}

TEST_CASE("roads outside the main part are not joined to, however near they are") {
    auto network = test::network_of({{0, 0}, {800, 0}, {0, 300}, {800, 300}}, {{0, 1, 60000, 60000}, {2, 3, 60000, 60000}});
    for (auto& part : network.part_of) part = {0, 0, 1, 1};
    const analysis::RoadSnapper snapper(network, RoadMode::drive);
    const auto access = snapper.nearest({400, 290}, 500);
    REQUIRE(access);
    CHECK(access->edge == 0);
    CHECK(access->distance_m == doctest::Approx(290));
    CHECK_FALSE(snapper.nearest({400, 290}, 200));
}

TEST_CASE("nobody joins a motorway from the field beside it") {
    auto network =
        test::network_of({{0, 0}, {800, 0}, {800, 300}, {0, 300}}, {{0, 1, 60000, 60000}, {1, 2, 60000, 60000}, {2, 3, 60000, 60000}});
    network.report.classes.push_back({"motorway", 100, 0, 0, true});
    network.edge_class[2] = 1;
    const analysis::RoadSnapper snapper(network, RoadMode::drive);
    const auto access = snapper.nearest({400, 290}, 500);
    REQUIRE(access);
    CHECK(access->edge == 0);
}

TEST_CASE("no sites or no demand give an empty matrix, and a network without roads an error") {
    CHECK(costs_of(triangle(), {{0, 0}}, {}).costs.costs.empty());
    CHECK(costs_of(triangle(), {}, {{0, 0}}).costs.costs.empty());
    CHECK_THROWS_WITH_AS(costs_of(test::network_of({{0, 0}}, {}), {{0, 0}}, {{0, 0}}), "The road network has no road that can be driven.",
                         base::Error);
}

TEST_CASE("the nearest road of the grid of buckets is the nearest of all") {
    const auto network = test::random_town(15, 3);
    const analysis::RoadSnapper snapper(network, RoadMode::walk);
    std::mt19937 random(8);
    std::uniform_real_distribution<double> x(449800, 451700), y(199800, 201700);
    for (int i = 0; i < 300; ++i) {
        const MapPoint p{x(random), y(random)};
        // Every segment measured by itself.
        double best = 1e9;
        for (model::RoadEdge e = 0; e < network.edge_count(); ++e) {
            const MapPoint a = network.shape(e)[0], b = network.shape(e)[1], d = b - a, q = p - a;
            const double t = std::clamp((q.x * d.x + q.y * d.y) / (d.x * d.x + d.y * d.y), 0.0, 1.0);
            best = std::min(best, std::hypot(a.x + t * d.x - p.x, a.y + t * d.y - p.y));
        }
        const auto access = snapper.nearest(p, 150);
        REQUIRE(access.has_value() == (best <= 150));
        if (access) CHECK(access->distance_m == doctest::Approx(best).epsilon(1e-9));
    }
}

TEST_CASE("positions that are no numbers join no road") {
    const auto network = triangle();
    const analysis::RoadSnapper snapper(network, RoadMode::walk);
    CHECK_FALSE(snapper.nearest({std::nan(""), 0}, 500));
}
