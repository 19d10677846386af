#include "analysis/line_isochrone.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <numbers>

#include "geo/rings.hpp"

using namespace needsmap;

namespace {
double area_m2(const std::vector<geo::RingsOfPart>& parts) {
    double sum = 0;
    for (const auto& part : parts)
        for (const auto& ring : part) sum += geo::signed_area_m2(ring);
    return sum;
}
std::vector<geo::RingsOfPart> draw(const std::vector<analysis::Reach>& circles) {
    base::QuietJob job;
    return analysis::union_of_circles(circles, job);
}
}  // namespace

TEST_CASE("one circle has a circle's area") {
    const auto parts = draw({{{450000, 200000}, 1000}});
    REQUIRE(parts.size() == 1);
    CHECK(parts[0].size() == 1);
    // A hundred cells to the radius: chords of 10 m lose one part in 80,000.
    CHECK(area_m2(parts) == doctest::Approx(std::numbers::pi * 1e6).epsilon(1e-3));
}

TEST_CASE("two circles that cross are one part with the area of both less what they share") {
    // Radius 1,000 m, centres 1,000 m apart: the lens has r² (2π/3 − √3/2) = 1,228,370 m².
    const auto parts = draw({{{0, 0}, 1000}, {{1000, 0}, 1000}});
    CHECK(parts.size() == 1);
    CHECK(area_m2(parts) == doctest::Approx(2 * std::numbers::pi * 1e6 - 1228370).epsilon(1e-3));
}

TEST_CASE("circles round a gap leave a hole, circles apart are parts, and nothing is reached without metres") {
    // Four circles of 1,000 m at the corners of a square of 1,900 m: its middle is 1,343 m from each.
    const auto ring = draw({{{0, 0}, 1000}, {{1900, 0}, 1000}, {{1900, 1900}, 1000}, {{0, 1900}, 1000}});
    REQUIRE(ring.size() == 1);
    CHECK(ring[0].size() == 2);
    CHECK(draw({{{0, 0}, 400}, {{5000, 0}, 400}}).size() == 2);
    CHECK(draw({}).empty());
    CHECK(draw({{{0, 0}, 0}, {{0, 0}, -5}, {{std::numeric_limits<double>::quiet_NaN(), 0}, 100}}).empty());
}
