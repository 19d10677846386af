#include "analysis/stop_walks.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "support/tiny_timetable.hpp"

using namespace needsmap;
using namespace needsmap::analysis;

namespace {
std::vector<StopWalk> walks_of(const StopWalks& walks, std::size_t point) { return {walks.of(point).begin(), walks.of(point).end()}; }
}  // namespace

TEST_CASE("stops within the limit along the way are in reach, and seconds are rounded up") {
    tiny::TimetableMaker maker;
    maker.stop("near", 100, 0), maker.stop("edge", 0, 400), maker.stop("beyond", 401, 0);
    const std::vector<geo::MapPoint> homes = {{0, 0}, {5000, 5000}};
    const StopWalks walks = straight_line_access(homes, maker.edit().stops, {.limit_m = 800, .detour_factor = 2, .speed_m_per_s = 1.5});
    REQUIRE(walks.size() == 2);
    // 200 m and 800 m at 1.5 m/s: 133.3 and 533.3 s.
    CHECK(walks_of(walks, 0) == std::vector<StopWalk>{{0, 134}, {1, 534}});
    CHECK(walks.of(1).empty());
    CHECK_THROWS_AS((void)straight_line_access(homes, maker.edit().stops, {.speed_m_per_s = 0}), base::Error);
}

TEST_CASE("the nearest of several services is the shortest walk from each stop") {
    StopWalks walks;
    walks.add_point(std::vector<StopWalk>{{3, 100}, {5, 50}});
    walks.add_point(std::vector<StopWalk>{{1, 10}, {3, 40}});
    CHECK(walks_of(merged(walks), 0) == std::vector<StopWalk>{{1, 10}, {3, 40}, {5, 50}});
}

TEST_CASE("changes go by distance, stations hold together, and what the feed says goes first") {
    tiny::TimetableMaker maker;
    const auto a = maker.stop("A", 0, 0), b = maker.stop("B", 100, 0), c = maker.stop("C", 3000, 0);
    maker.edit().stops[c].station = a;  // a large station
    const ChangeOptions options{.walk = {.limit_m = 400, .detour_factor = 1, .speed_m_per_s = 1}, .least_change_s = 60};
    CHECK(walks_of(straight_line_changes(maker.edit(), options), a) == std::vector<StopWalk>{{a, 60}, {b, 160}, {c, 3060}});
    maker.edit().transfers = {{a, b, -1}, {a, c, 300}, {a, a, 20}};
    CHECK(walks_of(straight_line_changes(maker.edit(), options), a) == std::vector<StopWalk>{{a, 20}, {c, 300}});
    CHECK(walks_of(straight_line_changes(maker.edit(), options), b) == std::vector<StopWalk>{{a, 160}, {b, 60}});
}
