#include "paper/page_arcs.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "pages.hpp"
#include "paper/coats.hpp"
#include "paper/thinner.hpp"

using namespace needsmap;
using paper::GridLines;
using paper::PageArcs;

namespace {

/// One cell of a text map is 10 mm on this page; the grid has 100 steps a millimetre, so a cell holds 1e6 square steps.
const geo::PageFromMap page_from_map{0.01, -4000, 2040, -1};
const geo::PageBox page = pages::box(-1, -1, 61, 41);

double doubled_area(const GridLines& lines) {
    double sum = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto ring = lines[i];
        for (std::size_t p = 0; p < ring.size(); ++p) {
            const auto a = ring[p], b = ring[(p + 1) % ring.size()];
            sum += static_cast<double>(a.x) * b.y - static_cast<double>(b.x) * a.y;
        }
    }
    return std::abs(sum);
}

double cells(const GridLines& lines) { return doubled_area(lines) / 2 / 1e6; }

}  // namespace

TEST_CASE("borders between areas of one class are left out of the outline") {
    const auto levels = pages::coverage_of("AAB/ACB");
    const PageArcs arcs(levels->full(), page_from_map, page, 100, 0);
    const GridLines all = arcs.outlines(std::vector<std::uint8_t>{1, 1, 1});
    CHECK(all.size() == 1);
    CHECK(cells(all) == doctest::Approx(6));
    const GridLines a_and_c = arcs.outlines(std::vector<std::uint8_t>{1, 0, 1});
    CHECK(a_and_c.size() == 1);
    CHECK(cells(a_and_c) == doctest::Approx(4));
    CHECK(arcs.outlines(std::vector<std::uint8_t>{0, 0, 0}).size() == 0);
}

TEST_CASE("holes and separate parts come out as rings of their own") {
    const auto levels = pages::coverage_of("AAA.B/ACA../AAA.B");
    const PageArcs arcs(levels->full(), page_from_map, page, 100, 0);
    const GridLines a = arcs.outlines(std::vector<std::uint8_t>{1, 0, 0});
    CHECK(a.size() == 2);                   // the outer ring and the hole around C
    CHECK(cells(a) == doctest::Approx(8));  // the hole runs the other way round
    CHECK(arcs.outlines(std::vector<std::uint8_t>{0, 1, 0}).size() == 2);
}

TEST_CASE("areas that touch at a corner only are closed rings, whichever way they are joined") {
    const auto levels = pages::coverage_of("AB/BA");
    const PageArcs arcs(levels->full(), page_from_map, page, 100, 0);
    CHECK(cells(arcs.outlines(std::vector<std::uint8_t>{1, 0})) == doctest::Approx(2));
}

TEST_CASE("what lies outside the window is cut away and leaves the inside alone") {
    const auto levels = pages::coverage_of("ABCDEF/ABCDEF");
    // The window shows the middle two columns; 2 mm of margin stay on each side.
    const PageArcs arcs(levels->full(), page_from_map, pages::box(20, 20, 40, 40), 100, 0);
    const GridLines all = arcs.outlines(std::vector<std::uint8_t>(6, 1));
    for (const paper::GridPoint p : all.points) CHECK((p.x >= 1800 && p.x <= 4200));
    CHECK(cells(all) == doctest::Approx(2.4 * 2));
    const GridLines far = arcs.outlines(std::vector<std::uint8_t>{1, 0, 0, 0, 0, 0});
    CHECK(far.size() == 0);
    for (const paper::GridPoint p : arcs.lines(false).points) CHECK((p.x >= 800 && p.x <= 5200));
}

TEST_CASE("each border is stroked once, or only the rim") {
    const auto levels = pages::coverage_of("AB");
    const PageArcs arcs(levels->full(), page_from_map, page, 100, 0);
    const auto length_mm = [](const GridLines& lines) {
        double sum = 0;
        for (std::size_t i = 0; i < lines.size(); ++i)
            for (std::size_t p = 1; p < lines[i].size(); ++p)
                sum += std::hypot(lines[i][p].x - lines[i][p - 1].x, lines[i][p].y - lines[i][p - 1].y) / 100;
        return sum;
    };
    CHECK(length_mm(arcs.lines(false)) == doctest::Approx(70));  // rim 60, shared border 10
    CHECK(length_mm(arcs.lines(true)) == doctest::Approx(60));
}

TEST_CASE("leaving out points keeps rings closed and areas whole") {
    const auto levels = pages::sheared("AABB/ACCB/ADDB");
    const PageArcs fine(levels->full(), page_from_map, page, 100, 0), coarse(levels->full(), page_from_map, page, 100, 0.3);
    for (const auto& member : {std::vector<std::uint8_t>{1, 1, 1, 1}, std::vector<std::uint8_t>{0, 0, 1, 0}})
        CHECK(doubled_area(coarse.outlines(member)) == doctest::Approx(doubled_area(fine.outlines(member))).epsilon(0.02));
}

TEST_CASE("coats are nested from the lightest colour to the darkest") {
    const auto levels = pages::coverage_of("ABCD");
    const auto coats = paper::coats(pages::fill(levels, {0, 1, 2, 3},
                                                {{pages::blue, scene::Pattern::none, {}},
                                                 {pages::pale, scene::Pattern::none, {}},
                                                 {pages::pale, scene::Pattern::dots, pages::black},
                                                 {pages::red, scene::Pattern::none, {}}}));
    REQUIRE(coats.size() == 4);
    CHECK(coats[0].colour == pages::pale);
    CHECK(coats[0].member == std::vector<std::uint8_t>{1, 1, 1, 1});
    CHECK(coats[1].colour == pages::red);  // lighter than the blue by weight of red and green
    CHECK(coats[1].member == std::vector<std::uint8_t>{1, 0, 0, 1});
    CHECK(coats[2].colour == pages::blue);
    CHECK(coats[2].member == std::vector<std::uint8_t>{1, 0, 0, 0});
    CHECK(coats[3].pattern == scene::Pattern::dots);
    CHECK(coats[3].member == std::vector<std::uint8_t>{0, 0, 1, 0});
}

TEST_CASE("translucent colours are painted by themselves and invisible ones not at all") {
    const auto levels = pages::coverage_of("ABC");
    const auto coats = paper::coats(pages::fill(
        levels, {0, 1, 2},
        {{pages::blue, scene::Pattern::none, {}}, {{255, 0, 0, 100}, scene::Pattern::none, {}}, {{0, 0, 0, 0}, scene::Pattern::none, {}}}));
    REQUIRE(coats.size() == 2);
    CHECK(coats[0].member == std::vector<std::uint8_t>{1, 0, 0});
    CHECK(coats[1].member == std::vector<std::uint8_t>{0, 1, 0});
}

TEST_CASE("a line keeps its ends and every bend larger than the tolerance") {
    paper::Thinner thinner(10);
    std::vector<paper::GridPoint> out;
    // A flat stretch with a wobble of 5, a bend of 40, and a spike that runs back beyond the chord's end.
    thinner.append({{0, 0}, {50, 5}, {100, 0}, {150, 40}, {200, 0}, {260, 0}, {200, 0}}, out);
    CHECK(out == std::vector<paper::GridPoint>{{0, 0}, {100, 0}, {150, 40}, {200, 0}, {260, 0}, {200, 0}});
    out.clear();
    thinner.append({{7, 7}}, out);
    CHECK(out == std::vector<paper::GridPoint>{{7, 7}});
}
