#include "screen/stroke_points.hpp"

#include <doctest/doctest.h>

#include "support/text_map.hpp"

using namespace needsmap;
using geo::PagePoint;

TEST_CASE("an open line has a segment between each two points and nothing beyond its ends") {
    screen::StrokeBuilder builder(0, 0);
    builder.add(std::span<const PagePoint>(std::vector<PagePoint>{{0, 0}, {3, 4}, {3, 4}, {3, 10}}), false);
    const auto& s = builder.result();
    REQUIRE(s.segments.size() == 2);  // the repeated point adds nothing
    const auto first = s.segments[0];
    CHECK(s.points[first].x > 1e30F);
    CHECK(s.points[first + 1].x == 0);
    CHECK(s.points[first + 2].y == 4);
    CHECK(s.points[first + 3].y == 10);
    CHECK(s.points[s.segments[1] + 3].x > 1e30F);
    CHECK(s.points[s.segments[1] + 2].along == 11);  // 5 + 6
}

TEST_CASE("a closed line joins its end to its beginning") {
    screen::StrokeBuilder builder(0, 0);
    builder.add(std::span<const PagePoint>(std::vector<PagePoint>{{0, 0}, {2, 0}, {2, 2}, {0, 0}}), true);
    const auto& s = builder.result();
    REQUIRE(s.segments.size() == 3);
    CHECK(s.points[s.segments[0]].y == 2);  // before the first point comes the last
    CHECK(s.points[s.segments[2] + 2].x == 0);
    CHECK(s.points[s.segments[2] + 3].x == 2);  // and after it the second
}

TEST_CASE("a line without length is left out") {
    screen::StrokeBuilder builder(0, 0);
    builder.add(std::span<const PagePoint>(std::vector<PagePoint>{{1, 1}, {1, 1}}), true);
    builder.add(std::span<const PagePoint>(std::vector<PagePoint>{}), false);
    CHECK(builder.result().segments.empty());
}

TEST_CASE("every border of a coverage is there once, and outer borders can be had alone") {
    const auto coverage = test::text_coverage("AB").coverage;  // two squares: six outer sides of 1 km, one inner
    const auto length = [](const screen::BorderMesh& mesh) {
        double sum = 0;
        for (const auto& tile : mesh.tiles)
            for (std::uint32_t i = 0; i < tile.segment_count; ++i) {
                const auto q = mesh.stroke.segments[tile.first_segment + i];
                const auto &a = mesh.stroke.points[q + 1], &b = mesh.stroke.points[q + 2];
                sum += std::hypot(b.x - a.x, b.y - a.y);
            }
        return sum;
    };
    CHECK(length(screen::border_mesh(coverage, false)) == doctest::Approx(7000));
    CHECK(length(screen::border_mesh(coverage, true)) == doctest::Approx(6000));
}

TEST_CASE("borders know the size of the smaller area beside them, outer ones never fade") {
    const auto mesh = screen::border_mesh(test::text_coverage("AAB").coverage, false);
    bool inner = false, outer = false;
    for (const auto& tile : mesh.tiles) {
        inner |= tile.largest_size_m == doctest::Approx(1000);
        outer |= tile.largest_size_m == static_cast<double>(screen::never_fades);
    }
    CHECK(inner);
    CHECK(outer);
}
