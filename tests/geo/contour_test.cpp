#include "geo/contour.hpp"

#include <doctest/doctest.h>

#include <random>

#include "geo/geos_handle.hpp"
#include "geo/rings.hpp"

using namespace needsmap::geo;

TEST_CASE("one point inside is a hexagon around it, cut halfway to its neighbours") {
    const GridFrame frame{{100, 200}, 10, 3, 3};
    std::vector<float> values(9, 1.0f);
    values[4] = -1;
    const auto parts = areas_at_most_zero(frame, values);
    REQUIRE(parts.size() == 1);
    REQUIRE(parts[0].size() == 1);
    // Six triangles meet at a point of the grid: neighbours at 0, 45, 90, 180, 225 and 270 degrees, all cut at their middles.
    CHECK(parts[0][0].size() == 6);
    CHECK(signed_area_m2(parts[0][0]) == doctest::Approx(0.75 * 100));
}

TEST_CASE("a ring of ground has a hole, and an island in the hole is a part of its own") {
    const GridFrame frame{{0, 0}, 1, 9, 9};
    std::vector<float> values(81, 1.0f);
    for (std::size_t r = 1; r < 8; ++r)
        for (std::size_t c = 1; c < 8; ++c)
            if (r == 1 || r == 7 || c == 1 || c == 7 || (r == 4 && c == 4)) values[r * 9 + c] = -1;
    const auto parts = areas_at_most_zero(frame, values);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].size() + parts[1].size() == 3);
}

TEST_CASE("outlines of noise are valid, and larger values lie within smaller ones") {
    std::mt19937 random(12);
    const GridFrame frame{{450000, 200000}, 25, 60, 50};
    std::vector<float> low(frame.size()), high(frame.size());
    for (std::size_t i = 0; i < low.size(); ++i) {
        low[i] = static_cast<float>(static_cast<int>(random() % 21) - 10);  // whole numbers, so that exact zeros occur
        high[i] = low[i] + static_cast<float>(random() % 5);
    }
    const Geos geos;
    const auto large = geos.multi_polygon(areas_at_most_zero(frame, low)), small = geos.multi_polygon(areas_at_most_zero(frame, high));
    CHECK_MESSAGE(geos.validity(*large).valid, geos.validity(*large).reason);
    CHECK_MESSAGE(geos.validity(*small).valid, geos.validity(*small).reason);
    CHECK(geos.area_m2(*small) > 0);
    CHECK(geos.area_m2(*geos.difference(*small, *large)) < 1e-3);
}

TEST_CASE("nothing inside, or a grid too small for an inside, gives nothing") {
    CHECK(areas_at_most_zero({{0, 0}, 1, 4, 4}, std::vector<float>(16, 1.0f)).empty());
    CHECK(areas_at_most_zero({{0, 0}, 1, 2, 2}, std::vector<float>(4, -1.0f)).empty());
}
