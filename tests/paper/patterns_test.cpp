#include "paper/patterns.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "pages.hpp"

using namespace needsmap;
using scene::Pattern;

namespace {

/// Mean coverage over a square whose side is a multiple of every repeat, so that only whole repeats are counted.
double ink(Pattern pattern) {
    const double repeat = scene::pattern_geometry(pattern).spacing_mm * (pattern == Pattern::dots ? 1 : std::numbers::sqrt2);
    const int steps = 400;
    double sum = 0;
    for (int y = 0; y < steps; ++y)
        for (int x = 0; x < steps; ++x)
            sum += paper::pattern_coverage(pattern, {(x + 0.5) * 2 * repeat / steps, (y + 0.5) * 2 * repeat / steps}, 2 * repeat / steps);
    return sum / steps / steps;
}

}  // namespace

TEST_CASE("a pattern's ink is the share its geometry says") {
    const auto dots = scene::pattern_geometry(Pattern::dots);
    CHECK(
        ink(Pattern::dots) ==
        doctest::Approx(std::numbers::pi * dots.thickness_mm * dots.thickness_mm / 4 / (dots.spacing_mm * dots.spacing_mm)).epsilon(0.01));
    for (const Pattern lines : {Pattern::hatch, Pattern::fine_hatch}) {
        const auto g = scene::pattern_geometry(lines);
        CHECK(ink(lines) == doctest::Approx(g.thickness_mm / g.spacing_mm).epsilon(0.02));
    }
    const auto cross = scene::pattern_geometry(Pattern::cross_hatch);
    const double one = cross.thickness_mm / cross.spacing_mm;
    CHECK(ink(Pattern::cross_hatch) == doctest::Approx(2 * one - one * one).epsilon(0.03));
    CHECK(paper::pattern_coverage(Pattern::none, {1, 1}, 0.1) == 0);
}

TEST_CASE("lines and dots of a vector file stand where the pixels have them") {
    const geo::PageBox box = pages::box(30, 40, 42, 51);
    for (const Pattern pattern : {Pattern::hatch, Pattern::fine_hatch, Pattern::cross_hatch}) {
        const auto marks = paper::pattern_marks(pattern, box);
        REQUIRE(!marks.lines.empty());
        for (const auto& [from, to] : marks.lines) {
            const geo::PagePoint middle = (from + to) * 0.5;
            CHECK(paper::pattern_coverage(pattern, middle, marks.thickness_mm) == doctest::Approx(1));
            CHECK(box.padded(1e-6).contains(from));
            CHECK(box.padded(1e-6).contains(to));
        }
    }
    const auto marks = paper::pattern_marks(Pattern::dots, box);
    CHECK(marks.dots.size() > 30);
    for (const geo::PagePoint dot : marks.dots) CHECK(paper::pattern_coverage(Pattern::dots, dot, 0.05) == doctest::Approx(1));
}

TEST_CASE("hatch lines rise to the right") {
    for (const auto& [from, to] : paper::pattern_marks(Pattern::hatch, pages::box(0, 0, 20, 20)).lines)
        CHECK((to.x - from.x) * (to.y - from.y) < 0);  // y counts down the page
}

TEST_CASE("dots nobody asks for are not made") {
    const auto wanted = [](geo::PagePoint p) { return p.x < 10; };
    const auto some = paper::pattern_marks(Pattern::dots, pages::box(0, 0, 20, 20), wanted);
    const auto all = paper::pattern_marks(Pattern::dots, pages::box(0, 0, 20, 20));
    CHECK(!some.dots.empty());
    CHECK(some.dots.size() < all.dots.size());
}
