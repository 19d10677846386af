#include "paper/area_accumulator.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "paper/stroke_edges.hpp"

using needsmap::paper::AreaAccumulator;
using needsmap::paper::dashes;
using needsmap::paper::LineEnds;
using needsmap::paper::PixelVertex;
using needsmap::paper::stroke_edges;

namespace {

using Polygon = std::vector<PixelVertex>;

void add(AreaAccumulator<1>& sums, const Polygon& polygon, float weight = 1) {
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const PixelVertex a = polygon[i], b = polygon[(i + 1) % polygon.size()];
        sums.add_edge(a.x, a.y, b.x, b.y, {weight});
    }
}

/// The window's coverage, row by row.
std::vector<float> swept(AreaAccumulator<1>& sums, int width, int height) {
    std::vector<float> out(static_cast<std::size_t>(width * height), 0.0F);
    sums.sweep([&](int y, int from, int to, const AreaAccumulator<1>::Weight& sum) {
        for (int x = from; x < to; ++x) out[static_cast<std::size_t>(y * width + x)] = sum[0];
    });
    return out;
}

double total(const std::vector<float>& values) {
    double sum = 0;
    for (const float v : values) sum += std::abs(v);
    return sum;
}

/// Coverage of a stroke, limited to 1 as painters do.
double stroked_area(const Polygon& line, bool closed, float half_width, LineEnds ends) {
    AreaAccumulator<1> sums;
    sums.reset(60, 60);
    stroke_edges(line, closed, half_width, ends, [&](PixelVertex a, PixelVertex b) { sums.add_edge(a.x, a.y, b.x, b.y, {1}); });
    double area = 0;
    for (const float v : swept(sums, 60, 60)) area += std::min(std::abs(v), 1.0F);
    return area;
}

}  // namespace

TEST_CASE("a pixel takes exactly the area that a polygon holds of it") {
    AreaAccumulator<1> sums;
    sums.reset(4, 2);
    // Clockwise with y down: a rectangle from (0.5, 0.25) to (3.25, 1.5).
    add(sums, {{0.5F, 0.25F}, {0.5F, 1.5F}, {3.25F, 1.5F}, {3.25F, 0.25F}});
    const std::vector<float> expected = {0.375F, 0.75F, 0.75F, 0.1875F, 0.25F, 0.5F, 0.5F, 0.125F};
    const std::vector<float> found = swept(sums, 4, 2);
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(found[i] == doctest::Approx(expected[i]).epsilon(1e-6));
}

TEST_CASE("slanted polygons keep their area") {
    AreaAccumulator<1> sums;
    sums.reset(40, 40);
    // Half of |cross product| of the sides (30, 7) and (11, 31): (930 - 77) / 2.
    add(sums, {{2, 1}, {32, 8}, {13, 32}});
    CHECK(total(swept(sums, 40, 40)) == doctest::Approx(426.5).epsilon(1e-5));
}

TEST_CASE("what lies left of the window still counts, what lies around it does not") {
    AreaAccumulator<1> sums;
    sums.reset(10, 10);
    add(sums, {{-50, -20}, {-50, 5}, {4, 5}, {4, -20}});  // covers [0, 4] x [0, 5]
    add(sums, {{12, -5}, {12, 30}, {40, 30}, {40, -5}});  // right of it
    add(sums, {{-30, 2}, {-30, 4}, {-10, 4}, {-10, 2}});  // left of it: cancels out
    add(sums, {{1, 20}, {1, 30}, {9, 30}, {9, 20}});      // below
    add(sums, {{6, 6}, {6, 8}, {100, 8}, {100, 6}});      // runs out on the right: [6, 10] x [6, 8]
    add(sums, {{-4, 8.5F}, {4, 9.5F}, {-4, 9.5F}});       // a slanted edge across the left rim: 4 x 0.5 / 2 inside
    CHECK(total(swept(sums, 10, 10)) == doctest::Approx(20 + 8 + 1).epsilon(1e-5));
}

TEST_CASE("neighbours that share an edge add up to a full coat in every pixel") {
    AreaAccumulator<1> sums;
    sums.reset(20, 20);
    add(sums, {{0, 0}, {0, 20}, {7.3F, 20}, {12.9F, 0}});
    add(sums, {{12.9F, 0}, {7.3F, 20}, {20, 20}, {20, 0}});
    for (const float v : swept(sums, 20, 20)) CHECK(v == doctest::Approx(1).epsilon(1e-5));
}

TEST_CASE("a sweep leaves the window empty for the next shape") {
    AreaAccumulator<1> sums;
    sums.reset(10, 10);
    add(sums, {{1, 1}, {1, 9}, {30, 9}, {30, 1}});
    (void)swept(sums, 10, 10);
    CHECK(total(swept(sums, 10, 10)) == 0);
    sums.reset(8, 12);
    CHECK(total(swept(sums, 8, 12)) == 0);
}

TEST_CASE("a stroke covers its length times its width, and round ends add half a disc each") {
    const Polygon line{{10, 10}, {40, 10}};
    CHECK(stroked_area(line, false, 2, LineEnds::butt) == doctest::Approx(120).epsilon(1e-4));
    // Chords of the fan may stand off the circle by an eighth of a pixel, so a little of pi * 4 is missing.
    CHECK(stroked_area(line, false, 2, LineEnds::round) == doctest::Approx(120 + 3.14159 * 4).epsilon(0.01));
    CHECK(stroked_area({{20, 20}}, false, 5, LineEnds::round) == doctest::Approx(3.14159 * 25).epsilon(0.03));
}

TEST_CASE("a closed square's outline has no gap and no hole at its corners") {
    // Outer square 24 with corners rounded to radius 2, minus the inner square 16: 576 - (4 - pi) * 4 - 256.
    CHECK(stroked_area({{10, 10}, {30, 10}, {30, 30}, {10, 30}}, true, 2, LineEnds::butt) == doctest::Approx(316.57).epsilon(0.01));
}

TEST_CASE("thousands of short bends neither thin nor fray a thick line") {
    Polygon circle;
    for (int i = 0; i < 400; ++i) {
        const float a = 6.2831853F * static_cast<float>(i) / 400;
        circle.push_back({30 + 20 * std::cos(a), 30 + 20 * std::sin(a)});
    }
    // A ring between radii 17 and 23.
    CHECK(stroked_area(circle, true, 3, LineEnds::butt) == doctest::Approx(3.14159 * (23 * 23 - 17 * 17)).epsilon(0.01));
}

TEST_CASE("dashes start with the first mark and run on around corners") {
    const Polygon line{{0, 0}, {10, 0}, {10, 10}};
    const std::vector<float> pattern{4, 2};
    std::vector<std::vector<PixelVertex>> found;
    dashes(line, false, pattern, [&](std::span<const PixelVertex> dash) { found.emplace_back(dash.begin(), dash.end()); });
    // Marks at 0-4, 6-10, 12-16, 18-20 along the line; the second ends exactly in the corner.
    REQUIRE(found.size() == 4);
    CHECK(found[0].front() == PixelVertex{0, 0});
    CHECK(found[0].back() == PixelVertex{4, 0});
    CHECK(found[2].front() == PixelVertex{10, 2});
    CHECK(found[3].back() == PixelVertex{10, 10});
}
