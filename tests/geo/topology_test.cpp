#include "geo/topology.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "geo/predicates.hpp"
#include "geo/rings.hpp"
#include "support/wobbly_map.hpp"

using namespace needsmap;
using geo::AreaIndex;
using geo::Contiguity;
using geo::MapPoint;

namespace {

constexpr test::TextMapFrame unit = {.cell_m = 1, .west_m = 0, .south_m = 0};
constexpr test::TextMapFrame fields = {.cell_m = 100, .west_m = 450000, .south_m = 200000};

std::vector<AreaIndex> row(const geo::Neighbours& n, AreaIndex a) { return {n.of(a).begin(), n.of(a).end()}; }
using Row = std::vector<AreaIndex>;

double total_m2(const geo::Coverage& coverage) {
    double sum = 0;
    for (AreaIndex a = 0; a < static_cast<AreaIndex>(coverage.area_count()); ++a) sum += coverage.area_m2(a);
    return sum;
}

/// Every arc with its areas, run from its lower end (closed ones as stored), in order: equal for equal coverages.
std::multiset<std::string> canonical(const geo::Coverage& coverage) {
    std::multiset<std::string> arcs;
    for (std::uint32_t arc = 0; arc < coverage.arc_count(); ++arc) {
        std::vector<MapPoint> points(coverage.arc_points(arc).begin(), coverage.arc_points(arc).end());
        AreaIndex left = coverage.arc_left(arc), right = coverage.arc_right(arc);
        const auto key = [](MapPoint p) { return std::pair{p.x, p.y}; };
        const bool turn =
            points.front() == points.back() ? key(points[1]) > key(points[points.size() - 2]) : key(points.front()) > key(points.back());
        if (turn) std::reverse(points.begin(), points.end()), std::swap(left, right);
        std::string text = std::to_string(left) + "|" + std::to_string(right);
        for (const MapPoint p : points) text += " " + std::to_string(p.x) + "," + std::to_string(p.y);
        arcs.insert(text);
    }
    return arcs;
}

/// No two segments of any arcs meet but at a vertex they share, and no ring has collapsed or turned over. Quadratic: small maps only.
void check_sound(const geo::Coverage& coverage) {
    struct Segment {
        MapPoint a, b;
    };
    std::vector<Segment> segments;
    for (std::uint32_t arc = 0; arc < coverage.arc_count(); ++arc) {
        const auto points = coverage.arc_points(arc);
        for (std::size_t i = 1; i < points.size(); ++i) segments.push_back({points[i - 1], points[i]});
    }
    int bad = 0;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        for (std::size_t j = i + 1; j < segments.size(); ++j) {
            const auto& [a, b] = segments[i];
            const auto& [c, d] = segments[j];
            if (a == c || a == d || b == c || b == d) {
                const bool same = (a == c && b == d) || (a == d && b == c);
                if (same) ++bad;
            } else if (geo::segments_meet(a, b, c, d)) {
                ++bad;
            }
        }
    }
    CHECK(bad == 0);
    for (AreaIndex area = 0; area < static_cast<AreaIndex>(coverage.area_count()); ++area) {
        for (std::uint32_t ring = coverage.first_ring(area); ring < coverage.last_ring(area); ++ring) {
            std::vector<MapPoint> points;
            coverage.append_ring(ring, points);
            CHECK(points.size() >= 3);
            CHECK((geo::signed_area_m2(points) < 0) == coverage.is_hole(ring));
            CHECK(geo::signed_area_m2(points) != 0);
        }
    }
}

}  // namespace

TEST_CASE("queen neighbours share a corner, rook neighbours more") {
    const geo::Coverage coverage = test::text_coverage("AB./CDE", unit).coverage;
    const geo::Neighbours queen = geo::neighbours(coverage, Contiguity::queen);
    CHECK(row(queen, 0) == Row{1, 2, 3});
    CHECK(row(queen, 1) == Row{0, 2, 3, 4});
    CHECK(row(queen, 4) == Row{1, 3});
    const geo::Neighbours rook = geo::neighbours(coverage, Contiguity::rook);
    CHECK(row(rook, 0) == Row{1, 2});
    CHECK(row(rook, 1) == Row{0, 3});
    CHECK(row(rook, 4) == Row{3});
}

TEST_CASE("an island has no neighbours, an enclave exactly one") {
    const geo::Coverage coverage = test::text_coverage("AAA.C/ABA../AAA..", unit).coverage;
    for (const Contiguity contiguity : {Contiguity::queen, Contiguity::rook}) {
        const geo::Neighbours n = geo::neighbours(coverage, contiguity);
        CHECK(row(n, 0) == Row{1});
        CHECK(row(n, 1) == Row{0});
        CHECK(row(n, 2).empty());
    }
}

TEST_CASE("two separate common corners make rook neighbours, as spdep counts") {
    // A and B touch at two corners and nowhere else.
    const geo::Coverage coverage = test::text_coverage("A./.B/A.", unit).coverage;
    CHECK(row(geo::neighbours(coverage, Contiguity::queen), 0) == Row{1});
    CHECK(row(geo::neighbours(coverage, Contiguity::rook), 0) == Row{1});
    CHECK(row(geo::neighbours(test::text_coverage("A./.B", unit).coverage, Contiguity::rook), 0).empty());
}

TEST_CASE("dissolving joins areas and drops the borders between them") {
    const geo::Coverage coverage = test::text_coverage("AAB/ACB", unit).coverage;
    const geo::Coverage joined = geo::dissolve(coverage, std::vector<AreaIndex>{0, 1, 0}, 3);
    CHECK(joined.area_count() == 3);
    CHECK(joined.area_m2(0) == 4);
    CHECK(joined.area_m2(1) == 2);
    CHECK(joined.area_m2(2) == 0);
    CHECK(joined.first_ring(2) == joined.last_ring(2));
    CHECK(joined.arc_count() == 3);
}

TEST_CASE("what is left out of a dissolve becomes outside") {
    const geo::Coverage coverage = test::text_coverage("AAA/ABA/AAA", unit).coverage;
    const geo::Coverage left = geo::dissolve(coverage, std::vector<AreaIndex>{0, geo::no_area}, 1);
    CHECK(left.area_m2(0) == 8);
    CHECK(left.ring_count() == 2);
    CHECK(geo::dissolve(coverage, std::vector<AreaIndex>{0, 0}, 1).ring_count() == 1);
}

TEST_CASE("areas that touch at a corner dissolve to separate rings, holes that touch too") {
    const geo::Coverage kiss = geo::dissolve(test::text_coverage("A./.B", unit).coverage, std::vector<AreaIndex>{0, 0}, 1);
    CHECK(kiss.ring_count() == 2);
    CHECK_FALSE(kiss.is_hole(0));
    CHECK_FALSE(kiss.is_hole(1));
    const geo::Coverage holes = geo::dissolve(test::text_coverage("AAAA/A.BA/AA.A/AAAA", unit).coverage, std::vector<AreaIndex>{0, 0}, 1);
    CHECK(holes.area_m2(0) == 14);
    CHECK(holes.ring_count() == 3);
    // A hole that touches the outline is a hole, not a bay.
    const geo::Coverage bay = geo::dissolve(test::text_coverage("AAA/A.A/AB.", unit).coverage, std::vector<AreaIndex>{0, 0}, 1);
    CHECK(bay.ring_count() == 2);
    CHECK(bay.is_hole(1));
}

TEST_CASE("dissolving keeps the total area to a billionth, in one step or two") {
    for (unsigned seed = 1; seed <= 30; ++seed) {
        CAPTURE(seed);
        const geo::Coverage coverage =
            test::build(test::wobbly(test::text_map(test::random_text_map(seed, 10, 10, 8), fields), 4, fields)).coverage;
        std::mt19937 random(seed);
        std::vector<AreaIndex> first(coverage.area_count()), second(4), both;
        for (AreaIndex& g : first) g = static_cast<AreaIndex>(random() % 4);
        for (AreaIndex& g : second) g = static_cast<AreaIndex>(random() % 2);
        for (const AreaIndex g : first) both.push_back(second[static_cast<std::size_t>(g)]);

        const geo::Coverage step = geo::dissolve(coverage, first, 4);
        const geo::Coverage two_steps = geo::dissolve(step, second, 2);
        const geo::Coverage one_step = geo::dissolve(coverage, both, 2);
        const double whole = total_m2(coverage);
        CHECK(std::abs(total_m2(step) - whole) < 1e-9 * whole);
        CHECK(std::abs(total_m2(one_step) - whole) < 1e-9 * whole);
        CHECK(canonical(two_steps) == canonical(one_step));
        check_sound(one_step);
    }
}

TEST_CASE("dissolving everything gives the outline") {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        CAPTURE(seed);
        std::string text = test::random_text_map(seed, 10, 10, 8);
        const geo::Coverage coverage = test::text_coverage(text, fields).coverage;
        for (char& c : text)
            if (c != '.' && c != '/') c = 'A';
        const geo::Coverage outline = test::text_coverage(text, fields).coverage;
        const geo::Coverage dissolved = geo::dissolve(coverage, std::vector<AreaIndex>(coverage.area_count(), 0), 1);
        CHECK(canonical(dissolved) == canonical(outline));
        CHECK(dissolved.ring_count() == outline.ring_count());
    }
}

TEST_CASE("dissolving each area to itself changes nothing") {
    const geo::Coverage coverage = test::build(test::wobbly(test::text_map("AABBC/ADDBC/AEEC./FFE.G", fields), 5, fields)).coverage;
    std::vector<AreaIndex> itself(coverage.area_count());
    for (std::size_t a = 0; a < itself.size(); ++a) itself[a] = static_cast<AreaIndex>(a);
    CHECK(canonical(geo::dissolve(coverage, itself, itself.size())) == canonical(coverage));
}

TEST_CASE("a wrong table of groups is refused") {
    const geo::Coverage coverage = test::text_coverage("AB", unit).coverage;
    CHECK_THROWS_AS((void)geo::dissolve(coverage, std::vector<AreaIndex>{0}, 1), base::Error);
    CHECK_THROWS_AS((void)geo::dissolve(coverage, std::vector<AreaIndex>{0, 1}, 1), base::Error);
}

TEST_CASE("simplified neighbours still share every border and nothing crosses") {
    for (unsigned seed = 1; seed <= 25; ++seed) {
        const geo::Coverage coverage =
            test::build(test::wobbly(test::text_map(test::random_text_map(seed, 8, 8, 6), fields), 7, fields)).coverage;
        const geo::Neighbours queen = geo::neighbours(coverage, Contiguity::queen), rook = geo::neighbours(coverage, Contiguity::rook);
        std::size_t points = coverage.data().points.size();
        for (const double tolerance_m : {2.0, 8.0, 30.0, 1000.0}) {
            CAPTURE(seed);
            CAPTURE(tolerance_m);
            const geo::Coverage simple = geo::simplify(coverage, tolerance_m);
            CHECK(simple.data().points.size() < points);
            points = simple.data().points.size();
            CHECK(geo::neighbours(simple, Contiguity::queen).index == queen.index);
            CHECK(geo::neighbours(simple, Contiguity::rook).index == rook.index);
            check_sound(simple);
        }
    }
}

TEST_CASE("simplifying moves ground between areas but loses none at inner borders") {
    const geo::Coverage coverage = test::build(test::wobbly(test::text_map("AAB/CAB/CDD", fields), 8, fields)).coverage;
    const geo::Coverage simple = geo::simplify(coverage, 20);
    const geo::Coverage outline = geo::dissolve(simple, std::vector<AreaIndex>(4, 0), 1);
    CHECK(std::abs(total_m2(simple) - total_m2(outline)) < 1e-9 * total_m2(simple));
    CHECK(simple.data().points.size() < coverage.data().points.size() / 2);
}

TEST_CASE("without tolerance nothing is simplified") {
    const geo::Coverage coverage = test::build(test::wobbly(test::text_map("AAB/CAB/CDD", fields), 8, fields)).coverage;
    CHECK(geo::simplify(coverage, 0).data().points == coverage.data().points);
    CHECK_THROWS_AS((void)geo::simplify(coverage, -1), base::Error);
    CHECK_THROWS_AS((void)geo::simplify(coverage, std::nan("")), base::Error);
}

TEST_CASE("a border is not pulled across an island beside it") {
    // The bay of A would be cut off by a coarse tolerance, but B lies in it.
    geo::PolygonInput input;
    input.points = {{0, 0}, {100, 0}, {100, 50}, {60, 50}, {55, 20}, {50, 50}, {0, 50}, {54, 40}, {56, 40}, {55, 42}};
    input.ring_begin = {0, 7, 10};
    input.ring_area = {0, 1};
    input.ring_part = {0, 1};
    input.area_labels = {"A", "B"};
    const geo::Coverage coverage = test::build(input).coverage;
    // The bay's triangle has 150 square metres, the corners of the outline have 2,500 and more.
    const geo::Coverage simple = geo::simplify(coverage, 20);
    check_sound(simple);
    CHECK(simple.area_m2(0) == coverage.area_m2(0));
    // Without B the bay goes.
    input.ring_begin.pop_back(), input.ring_area.pop_back(), input.ring_part.pop_back(), input.area_labels.pop_back(),
        input.points.resize(7);
    CHECK(geo::simplify(test::build(input).coverage, 20).area_m2(0) == doctest::Approx(5000));
}

TEST_CASE("drawing levels get coarser and keep every area") {
    const auto full = std::make_shared<const geo::Coverage>(
        test::build(test::wobbly(test::text_map("AABBC/ADDBC/AEECC/FFEGG", {.cell_m = 3000}), 60, {.cell_m = 3000})).coverage);
    base::QuietJob job;
    const geo::CoverageLevels levels = geo::make_levels(full, job);
    REQUIRE(levels.levels().size() >= 3);
    CHECK(&levels.full() == full.get());
    for (std::size_t i = 1; i < levels.levels().size(); ++i) {
        const auto& finer = levels.levels()[i - 1];
        const auto& coarser = levels.levels()[i];
        CHECK(coarser.tolerance_m > finer.tolerance_m);
        const std::size_t ends = 2 * full->arc_count();  // of arcs, which stay
        CHECK((coarser.coverage->data().points.size() - ends) * 3 <= (finer.coverage->data().points.size() - ends) * 2);
        CHECK(coarser.coverage->area_count() == full->area_count());
    }
    CHECK(levels.level_for(0) == 0);
    CHECK(levels.level_for(1e9) == levels.levels().size() - 1);
}
