#include "geo/coverage_builder.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "support/wobbly_map.hpp"

using namespace needsmap;
using geo::AreaIndex;
using geo::MapPoint;

namespace {

constexpr test::TextMapFrame unit = {.cell_m = 1, .west_m = 0, .south_m = 0};

/// Areas of one ring each.
geo::PolygonInput areas(const std::vector<std::vector<MapPoint>>& rings) {
    geo::PolygonInput input;
    input.file = "drawn.geojson";
    input.ring_begin.push_back(0);
    for (const std::vector<MapPoint>& ring : rings) {
        input.points.insert(input.points.end(), ring.begin(), ring.end());
        input.ring_begin.push_back(static_cast<std::uint32_t>(input.points.size()));
        input.ring_area.push_back(static_cast<AreaIndex>(input.area_labels.size()));
        input.ring_part.push_back(static_cast<std::uint32_t>(input.area_labels.size()));
        input.area_labels.push_back(std::string("area ") + static_cast<char>('A' + input.area_labels.size()));
    }
    return input;
}

std::vector<MapPoint> square(double x, double y, double side) { return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}; }

std::size_t count_of(const geo::CoverageReport& report, const std::string& id) {
    std::size_t n = 0;
    for (const base::Diagnostic& d : report.diagnostics.items()) n += d.id == id ? 1 : 0;
    return n;
}

const base::Diagnostic& first_of(const geo::CoverageReport& report, const std::string& id) {
    for (const base::Diagnostic& d : report.diagnostics.items())
        if (d.id == id) return d;
    FAIL("no diagnostic ", id);
    return report.diagnostics.items().front();
}

}  // namespace

TEST_CASE("closed or open, clockwise or not, rings give the same coverage") {
    std::vector<MapPoint> one = square(0, 0, 2), other = square(2, 0, 2);
    const geo::Coverage plain = test::build(areas({one, other})).coverage;
    std::reverse(one.begin(), one.end());
    one.push_back(one.front());
    other.insert(other.begin() + 1, other[0]);  // a vertex twice in a row
    const geo::BuiltCoverage built = test::build(areas({one, other}));
    CHECK(built.report.repaired_areas == 0);
    CHECK(built.coverage.area_m2(0) == plain.area_m2(0));
    CHECK(built.coverage.area_m2(1) == plain.area_m2(1));
    CHECK(built.coverage.arc_count() == plain.arc_count());
    CHECK(built.coverage.area_m2(0) == 4);
}

TEST_CASE("a sound map has nothing to report") {
    for (const char* text : {"A", "AB", "AAB/ACB", "ABA/BAB/ABA", "AAAA/ABCA/AAAA", "A.A/.B./A.A", "AAAAA/A.A.A/AAAAA"}) {
        CAPTURE(std::string(text));
        const geo::CoverageReport report = test::text_coverage(text, unit).report;
        CHECK(report.repaired_areas == 0);
        CHECK(report.overlap_count == 0);
        CHECK(report.gap_count == 0);
        CHECK(report.diagnostics.empty());
    }
}

TEST_CASE("random maps keep the ground of every area") {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        const std::string text = test::random_text_map(seed, 9, 8, 3);
        const geo::BuiltCoverage built = test::text_coverage(text, unit);
        CHECK(built.report.repaired_areas == 0);
        CHECK(built.report.overlap_count == 0);
        for (AreaIndex a = 0; a < static_cast<AreaIndex>(built.coverage.area_count()); ++a)
            CHECK(built.coverage.area_m2(a) == static_cast<double>(std::count(text.begin(), text.end(), "ABC"[a])));
    }
}

TEST_CASE("a bow-tie is repaired to its two halves") {
    const geo::BuiltCoverage built = test::build(areas({{{0, 0}, {4, 4}, {4, 0}, {0, 4}}, square(10, 0, 1)}));
    CHECK(built.report.repaired_areas == 1);
    CHECK(built.coverage.area_m2(0) == doctest::Approx(8));  // two triangles with base 4 and height 2
    const base::Diagnostic& d = first_of(built.report, "invalid-polygon");
    CHECK(d.subject == "area A");
    CHECK(d.file == "drawn.geojson");
    CHECK(d.message ==
          "The outline of area A crosses itself near easting 2, northing 2; it was repaired, its size changed by 8 m² to 8 m².");
}

TEST_CASE("an outline that touches itself is repaired without changing its size") {
    // A ring around a hole drawn in one stroke, as generalised boundaries have it.
    const geo::BuiltCoverage built = test::build(areas({{{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}, {2, 6}, {6, 6}, {6, 2}}}));
    CHECK(built.report.repaired_areas == 1);
    CHECK(built.coverage.area_m2(0) == doctest::Approx(81 - 24));  // the inner loop (0,0) (2,6) (6,6) (6,2) encloses 24
    CHECK(first_of(built.report, "invalid-polygon").message.find("touches itself") != std::string::npos);
    CHECK(first_of(built.report, "invalid-polygon").message.find("unchanged") != std::string::npos);
}

TEST_CASE("a spike and a sliver without ground are dealt with") {
    const geo::BuiltCoverage built =
        test::build(areas({{{0, 0}, {4, 0}, {9, 0}, {4, 0}, {4, 4}, {0, 4}}, {{0, 9}, {5, 9}, {2, 9}}, {{7, 7}}}));
    CHECK(built.coverage.area_m2(0) == doctest::Approx(16));
    CHECK(built.coverage.area_m2(1) == 0);
    CHECK(built.coverage.area_m2(2) == 0);
    CHECK(built.coverage.first_ring(1) == built.coverage.last_ring(1));
    CHECK(built.report.repaired_areas == 3);
    CHECK(count_of(built.report, "no-ground") == 2);
}

TEST_CASE("points that are not numbers are left out and reported") {
    const geo::BuiltCoverage built =
        test::build(areas({{{0, 0}, {4, 0}, {NAN, 2}, {4, 4}, {0, 4}}, {{NAN, NAN}, {NAN, 1}, {INFINITY, 2}, {1e300, -1e300}}}));
    CHECK(built.coverage.area_m2(0) == 16);
    CHECK(built.coverage.area_m2(1) == 0);
    CHECK(count_of(built.report, "invalid-coordinates") == 2);
}

TEST_CASE("holes outside, nested parts and parts that overlap are repaired") {
    geo::PolygonInput input = areas({square(0, 0, 10), square(20, 0, 2)});
    input.ring_area = {0, 0};
    input.ring_part = {0, 0};
    input.area_labels.pop_back();
    CHECK(test::build(input).report.repaired_areas == 1);  // a hole outside is a part that was written wrongly
    CHECK(test::build(input).coverage.area_m2(0) == doctest::Approx(104));
    input.ring_part = {0, 1};
    CHECK(test::build(input).report.repaired_areas == 0);  // two parts
    geo::PolygonInput nested = areas({square(0, 0, 10), square(2, 2, 2)});
    nested.ring_area = {0, 0};
    nested.area_labels.pop_back();
    nested.ring_part = {0, 1};
    CHECK(test::build(nested).report.repaired_areas == 1);
    CHECK(test::build(nested).coverage.area_m2(0) == doctest::Approx(100));  // counted once, not cut out
    geo::PolygonInput crossing = areas({square(0, 0, 10), square(5, 5, 10)});
    crossing.ring_area = {0, 0};
    crossing.area_labels.pop_back();
    CHECK(test::build(crossing).report.repaired_areas == 1);
    CHECK(test::build(crossing).coverage.area_m2(0) == doctest::Approx(175));
}

TEST_CASE("an island in a lake of the same area is sound") {
    const geo::BuiltCoverage built = test::text_coverage("AAAAA/A...A/A.A.A/A...A/AAAAA", unit);
    CHECK(built.report.repaired_areas == 0);
    CHECK(built.coverage.area_m2(0) == 17);
    CHECK(built.coverage.ring_count() == 3);
}

TEST_CASE("areas that overlap are measured in each way they can") {
    SUBCASE("borders cross") {
        const geo::CoverageReport report = test::build(areas({square(0, 0, 10), square(8, 8, 10)})).report;
        CHECK(report.overlap_count == 1);
        CHECK(report.overlap_m2 == doctest::Approx(4));
        CHECK(first_of(report, "overlap").message == "area A and area B overlap by 4.00 m².");
    }
    SUBCASE("one inside the other") {
        const geo::CoverageReport report = test::build(areas({square(0, 0, 10), square(2, 2, 3)})).report;
        CHECK(report.overlap_count == 1);
        CHECK(report.overlap_m2 == doctest::Approx(9));
    }
    SUBCASE("the same outline twice") {
        const geo::CoverageReport report = test::build(areas({square(0, 0, 10), square(0, 0, 10)})).report;
        CHECK(report.overlap_count == 1);
        CHECK(report.overlap_m2 == doctest::Approx(100));
        CHECK(first_of(report, "overlap").message == "area A and area B overlap by 100 m²: one lies wholly on the other.");
    }
    SUBCASE("between common vertices") {
        // Both reach into the same lens between (4,0) and (4,8).
        const geo::CoverageReport report =
            test::build(areas({{{0, 0}, {4, 0}, {5, 4}, {4, 8}, {0, 8}}, {{4, 0}, {8, 0}, {8, 8}, {4, 8}, {3, 4}}})).report;
        CHECK(report.overlap_count == 1);
        CHECK(report.overlap_m2 == doctest::Approx(8));
    }
    SUBCASE("a border through a third area's inside") {
        const geo::CoverageReport report = test::build(areas({square(0, 0, 10), square(-5, 4, 10), square(5, 4, 10)})).report;
        CHECK(report.overlap_count == 2);
        CHECK(report.overlap_m2 == doctest::Approx(60));
    }
}

TEST_CASE("touching without a common vertex is no overlap") {
    const geo::CoverageReport report = test::build(areas({square(0, 0, 10), {{10, 3}, {15, 3}, {15, 6}, {10, 6}}})).report;
    CHECK(report.overlap_count == 0);
    CHECK(report.diagnostics.empty());
}

TEST_CASE("slivers between areas are gaps, lakes are not") {
    // A's eastern and B's western side should be the same, but B has one vertex fewer: a triangle of 0.5 x 10 / 2.
    const geo::CoverageReport sliver =
        test::build(areas({{{0, 0}, {10, 0}, {9.5, 5}, {10, 10}, {0, 10}}, {{10, 0}, {20, 0}, {20, 10}, {10, 10}}})).report;
    CHECK(sliver.gap_count == 1);
    CHECK(sliver.gap_m2 == doctest::Approx(2.5));
    CHECK(first_of(sliver, "gap").message.find("2.50 m²") != std::string::npos);
    CHECK(sliver.overlap_count == 0);
    CHECK(test::text_coverage("AAA/A.A/AAA", unit).report.gap_count == 0);
    CHECK(test::text_coverage("AAB/A.B/ABB", unit).report.gap_count == 0);
}

TEST_CASE("snapping closes a crack and says nothing more") {
    const geo::PolygonInput input = areas({square(0, 0, 10), {{10.2, 0}, {20, 0}, {20, 10}, {10.2, 10}}});
    CHECK(test::build(input).coverage.arc_count() == 2);
    const geo::BuiltCoverage snapped = test::build(input, {.snap_tolerance_m = 0.5});
    CHECK(snapped.coverage.arc_count() == 3);
    CHECK(snapped.coverage.area_m2(1) == doctest::Approx(100));
}

TEST_CASE("an area without an outline keeps its place and is reported") {
    geo::PolygonInput input = areas({square(0, 0, 10)});
    input.area_labels.push_back("area B");
    const geo::BuiltCoverage built = test::build(input);
    CHECK(built.coverage.area_count() == 2);
    CHECK(first_of(built.report, "no-geometry").subject == "area B");
}

TEST_CASE("no polygon at all is an error that names the file") {
    CHECK_THROWS_WITH_AS(test::build(areas({})), doctest::Contains("drawn.geojson"), base::Error);
    CHECK_THROWS_WITH_AS(test::build(areas({{{0, 0}, {1, 1}}})), doctest::Contains("drawn.geojson"), base::Error);
    geo::PolygonInput disordered = areas({square(0, 0, 1), square(2, 0, 1)});
    std::swap(disordered.ring_area[0], disordered.ring_area[1]);
    CHECK_THROWS_AS(test::build(disordered), base::Error);
}

TEST_CASE("a cancelled job yields nothing") {
    class Stopped final : public base::JobContext {
        void progress(double, std::string_view) override {}
        [[nodiscard]] bool cancelled() const override { return true; }
    } stopped;
    CHECK_THROWS_AS((void)geo::build_coverage(areas({square(0, 0, 1)}), geo::MapFromCrs("EPSG:27700"), {}, stopped), base::Cancelled);
}

TEST_CASE("shared degrees become shared metres") {
    geo::PolygonInput input =
        areas({{{-1.3, 51.7}, {-1.2, 51.7}, {-1.2, 51.8}, {-1.3, 51.8}}, {{-1.2, 51.7}, {-1.1, 51.7}, {-1.1, 51.8}, {-1.2, 51.8}}});
    base::QuietJob job;
    const geo::Coverage coverage = geo::build_coverage(input, geo::MapFromCrs("EPSG:4326"), {}, job).coverage;
    CHECK(coverage.arc_count() == 3);
    // 0.1 degrees of latitude are 11.12 km, of longitude at 51.75 degrees 6.90 km; the chord polygons differ by less than 1 %.
    CHECK(coverage.area_m2(0) == doctest::Approx(11.12e3 * 6.90e3).epsilon(0.01));
}

TEST_CASE("two whole maps on top of each other overlap everywhere") {
    // Nine unit squares, and the same shifted by half a cell north-east: inner borders of both lie where ground is covered twice.
    geo::PolygonInput input = test::text_map("ABC/DEF/GHI", unit);
    const geo::PolygonInput shifted = test::text_map("ABC/DEF/GHI", {.cell_m = 1, .west_m = 0.5, .south_m = 0.5});
    for (std::size_t r = 0; r < 9; ++r) {
        input.ring_begin.push_back(input.ring_begin.back() + shifted.ring_begin[r + 1] - shifted.ring_begin[r]);
        input.ring_area.push_back(static_cast<AreaIndex>(9 + r));
        input.ring_part.push_back(static_cast<std::uint32_t>(9 + r));
        input.area_labels.push_back("shifted " + shifted.area_labels[r]);
    }
    input.points.insert(input.points.end(), shifted.points.begin(), shifted.points.end());
    const geo::CoverageReport report = test::build(input).report;
    // The common ground is 2.5 x 2.5; each of 25 quarter cells belongs to its own pair.
    CHECK(report.overlap_m2 == doctest::Approx(2.5 * 2.5));
    CHECK(report.overlap_count == 25);
    CHECK(count_of(report, "overlap") == 21);  // 20 pairs and a line that says how many there are
}
