#include "analysis/road_walks.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "analysis/road_costs.hpp"
#include "support/tiny_roads.hpp"

using namespace needsmap;
using geo::MapPoint;

namespace {
std::vector<analysis::StopWalk> walks_of(const analysis::StopWalks& walks, std::size_t point) {
    return {walks.of(point).begin(), walks.of(point).end()};
}
}  // namespace

TEST_CASE("walks to stops follow the roads, within the limit along the way") {
    // An L: 800 m east, then 800 m north, walked at 80 m a minute (600 s each).
    const auto network = test::network_of({{0, 0}, {800, 0}, {800, 800}}, {{0, 1, 600000, 600000}, {1, 2, 600000, 600000}});
    const analysis::RoadSnapper snapper(network, model::RoadMode::walk);
    const std::vector<MapPoint> homes = {{400, 0}, {5000, 5000}};
    const std::vector<MapPoint> stops = {{0, 0}, {800, 200}, {800, 500}, {400, 40}, {-2000, 0}};
    base::QuietJob job;
    const auto out = analysis::road_access(snapper, homes, stops, {.limit_m = 800, .snap_limit_m = 500}, job);
    // 400 m = 300 s; 600 m = 450 s; 900 m is too far, though only 640 m in a straight line; 40 m beside the same spot 30 s.
    CHECK(walks_of(out.walks, 0) == std::vector<analysis::StopWalk>{{0, 300}, {1, 450}, {3, 30}});
    CHECK(out.walks.of(1).empty());
    CHECK(out.stops_absent == 1);
    const auto back = analysis::road_egress(snapper, homes, stops, {.limit_m = 800, .snap_limit_m = 500}, job);
    CHECK(back.walks == out.walks);  // all roads go both ways
}

TEST_CASE("walks along one-way footways differ by direction") {
    const auto network =
        test::network_of({{0, 0}, {800, 0}, {800, 100}, {0, 100}},
                         {{0, 1, 600000, model::no_way}, {1, 2, 75000, 75000}, {2, 3, 600000, 600000}, {3, 0, 75000, 75000}});
    const analysis::RoadSnapper snapper(network, model::RoadMode::walk);
    const std::vector<MapPoint> home = {{200, 0}}, stop = {{600, 0}};
    base::QuietJob job;
    const analysis::RoadWalkOptions options{.limit_m = 2000, .snap_limit_m = 40};
    // There 400 m (300 s). Back: 200 m on, 100 m, 800 m, 100 m, 200 m = 1,400 m (1,050 s).
    CHECK(walks_of(analysis::road_access(snapper, home, stop, options, job).walks, 0) == std::vector<analysis::StopWalk>{{0, 300}});
    CHECK(walks_of(analysis::road_egress(snapper, home, stop, options, job).walks, 0) == std::vector<analysis::StopWalk>{{0, 1050}});
}

TEST_CASE("walks in a random town are those of the matrix of all pairs") {
    const auto network = test::random_town(12, 7);
    const analysis::RoadSnapper snapper(network, model::RoadMode::walk);
    std::mt19937 random(3);
    const auto points = [&](int count) {
        std::vector<MapPoint> out;
        for (int i = 0; i < count; ++i)
            out.push_back({450000 + static_cast<double>(random() % 1100), 200000 + static_cast<double>(random() % 1100)});
        return out;
    };
    const auto homes = points(40), stops = points(30);
    base::QuietJob job;
    constexpr double limit_m = 300;
    const auto walks = analysis::road_access(snapper, homes, stops, {.limit_m = limit_m, .snap_limit_m = 500}, job).walks;
    const auto matrix = analysis::road_costs(snapper, homes, stops, 500, job).costs;
    std::size_t found = 0;
    for (std::size_t h = 0; h < homes.size(); ++h) {
        std::vector<analysis::StopWalk> expected;
        for (std::size_t s = 0; s < stops.size(); ++s) {
            const double ms = std::round(matrix.at(h, s) * model::ms_per_minute);
            // Streets of the town may be walked faster than 4.8 km/h, so the straight line bounds the search, too.
            if (ms <= limit_m * 750 && geo::distance(homes[h], stops[s]) <= limit_m)
                expected.push_back({static_cast<model::StopIndex>(s), static_cast<std::int32_t>(std::ceil(ms / 1000))});
        }
        found += expected.size();
        CAPTURE(h);
        CHECK(std::vector<analysis::StopWalk>(walks.of(h).begin(), walks.of(h).end()) == expected);
    }
    CHECK(found > 50);
}
