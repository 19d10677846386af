#include "geo/coverage.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "support/wobbly_map.hpp"

using namespace needsmap;
using geo::MapPoint;

namespace {

constexpr test::TextMapFrame unit = {.cell_m = 1, .west_m = 0, .south_m = 0};

}  // namespace

TEST_CASE("text maps give areas, parts and holes as drawn") {
    const geo::Coverage coverage = test::text_coverage("AAA.B/ACA../AAA.B", unit).coverage;
    REQUIRE(coverage.area_count() == 3);
    CHECK(coverage.area_m2(0) == 8);
    CHECK(coverage.area_m2(1) == 2);
    CHECK(coverage.area_m2(2) == 1);
    CHECK(coverage.last_ring(0) - coverage.first_ring(0) == 2);
    CHECK_FALSE(coverage.is_hole(coverage.first_ring(0)));
    CHECK(coverage.is_hole(coverage.first_ring(0) + 1));
    CHECK(coverage.last_ring(1) - coverage.first_ring(1) == 2);
    CHECK(coverage.area_bounds(1) == geo::MapBox{4, 0, 5, 3});
    CHECK(coverage.bounds() == geo::MapBox{0, 0, 5, 3});
}

TEST_CASE("a border is stored once, with the areas on its sides") {
    const geo::Coverage coverage = test::text_coverage("AB", unit).coverage;
    REQUIRE(coverage.arc_count() == 3);
    int shared = 0;
    for (std::uint32_t arc = 0; arc < 3; ++arc) {
        if (coverage.arc_right(arc) == geo::no_area) continue;
        ++shared;
        CHECK(coverage.arc_left(arc) == 0);
        CHECK(coverage.arc_right(arc) == 1);
        CHECK(coverage.arc_points(arc).size() == 2);
    }
    CHECK(shared == 1);
}

TEST_CASE("an island is one closed arc that starts in the south-west, wherever the file starts") {
    geo::PolygonInput input = test::text_map("A", unit);
    std::rotate(input.points.begin(), input.points.begin() + 2, input.points.end());
    const geo::Coverage coverage = test::build(input).coverage;
    REQUIRE(coverage.arc_count() == 1);
    CHECK(coverage.arc_points(0).front() == MapPoint{0, 0});
    CHECK(coverage.arc_points(0).back() == MapPoint{0, 0});
    std::vector<MapPoint> ring;
    coverage.append_ring(0, ring);
    CHECK(ring == std::vector<MapPoint>{{0, 0}, {1, 0}, {1, 1}, {0, 1}});
}

TEST_CASE("a label sits well inside the largest part") {
    const geo::Coverage coverage = test::text_coverage("A.BBBBB/..B.BBB/..BBBBB/..BBBBB", unit).coverage;
    CHECK(coverage.label_point(0).x == doctest::Approx(0.5));
    CHECK(coverage.label_point(0).y == doctest::Approx(3.5));
    // B: a 5 x 4 block with a hole at (3..4, 2..3). The largest circle touches the east and south sides and the hole's south-eastern
    // corner (4, 2): centre (7 - r, r) with r - 0 = distance to (4, 2), so (3 - r)^2 + (r - 2)^2 = r^2, r = 5 - sqrt(12).
    const double r = 5 - std::sqrt(12.0);
    const MapPoint label = coverage.label_point(1);
    const double to_sides = std::min(7 - label.x, label.y);
    const double to_hole = std::hypot(label.x - 4, label.y - 2);
    CHECK(std::min(to_sides, to_hole) > r - 0.04 * 1.01);  // to 1 % of the shorter side, 4
    CHECK(coverage.label_point(1) == coverage.label_point(1));
}

TEST_CASE("the label of an area without ground is at the centre of the map") {
    geo::PolygonInput input = test::text_map("AA", unit);
    input.area_labels.push_back("nowhere");
    const geo::Coverage coverage = test::build(input).coverage;
    CHECK(coverage.area_m2(1) == 0);
    CHECK(coverage.area_bounds(1).empty());
    CHECK(coverage.label_point(1) == MapPoint{1, 0.5});
}

TEST_CASE("stored data survives a round trip and damaged data is refused") {
    const geo::Coverage coverage = test::text_coverage("AAB/ACB", unit).coverage;
    const geo::Coverage again(coverage.data());
    CHECK(again.area_m2(2) == coverage.area_m2(2));
    CHECK(again.bounds() == coverage.bounds());

    const auto broken = [&](auto damage) {
        geo::CoverageData data = coverage.data();
        damage(data);
        return data;
    };
    CHECK_THROWS_AS(geo::Coverage(broken([](auto& d) { d.ring_arcs[0] = 99; })), base::Error);
    CHECK_THROWS_AS(geo::Coverage(broken([](auto& d) { d.ring_arcs[0] = ~99; })), base::Error);
    CHECK_THROWS_AS(geo::Coverage(broken([](auto& d) { d.arc_left[0] = 7; })), base::Error);
    CHECK_THROWS_AS(geo::Coverage(broken([](auto& d) { d.arc_right.pop_back(); })), base::Error);
    CHECK_THROWS_AS(geo::Coverage(broken([](auto& d) { d.points.pop_back(); })), base::Error);
    CHECK_THROWS_AS(geo::Coverage(broken([](auto& d) { d.arc_begin[1] = 0; })), base::Error);
    CHECK_THROWS_AS(geo::Coverage(broken([](auto& d) { d.ring_is_hole.push_back(0); })), base::Error);
    CHECK_THROWS_AS(geo::Coverage(broken([](auto& d) { d.area_ring_begin.back() = 1000; })), base::Error);
    CHECK_THROWS_AS(geo::Coverage(broken([](auto& d) { d.arc_begin.clear(); })), base::Error);
    CHECK_THROWS_AS(geo::Coverage(broken([](auto& d) { d.ring_arc_begin[1] = 0; })), base::Error);
}

TEST_CASE("no coverage is an empty coverage") {
    const geo::Coverage nothing;
    CHECK(nothing.area_count() == 0);
    CHECK(nothing.arc_count() == 0);
    CHECK(nothing.bounds().empty());
    CHECK(geo::Coverage(geo::CoverageData{}).area_count() == 0);
}
