#include "geo/triangulate.hpp"

#include <doctest/doctest.h>

#include <numbers>

#include "geo/rings.hpp"
#include "support/wobbly_map.hpp"

using namespace needsmap;
using geo::AreaIndex;
using geo::MapPoint;

namespace {

using Ring = std::vector<MapPoint>;

double triangulate(const std::vector<Ring>& rings, std::vector<std::uint32_t>& indices) {
    const std::vector<std::span<const MapPoint>> spans(rings.begin(), rings.end());
    return geo::triangulate_polygon(spans, indices);
}

/// Sum of triangle sizes from the indices, each counted as counter-clockwise or missing.
double ground_m2(const std::vector<Ring>& rings, const std::vector<std::uint32_t>& indices) {
    Ring all;
    for (const Ring& r : rings) all.insert(all.end(), r.begin(), r.end());
    double sum = 0;
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
        const double m2 = geo::signed_area_m2(Ring{all[indices[i]], all[indices[i + 1]], all[indices[i + 2]]});
        CHECK(m2 > 0);
        sum += m2;
    }
    return sum;
}

}  // namespace

TEST_CASE("a square with a hole becomes eight triangles") {
    const std::vector<Ring> rings = {{{0, 0}, {4, 0}, {4, 4}, {0, 4}}, {{1, 1}, {1, 3}, {3, 3}, {3, 1}}};
    std::vector<std::uint32_t> indices;
    CHECK(triangulate(rings, indices) == 0);
    CHECK(indices.size() == 24);
    CHECK(ground_m2(rings, indices) == 12);
}

TEST_CASE("either orientation will do, and indices count from the caller's points") {
    const std::vector<Ring> rings = {{{0, 4}, {4, 4}, {4, 0}, {0, 0}}, {{1, 1}, {3, 1}, {3, 3}, {1, 3}}};
    std::vector<std::uint32_t> indices = {77};
    CHECK(triangulate(rings, indices) == 0);
    CHECK(indices[0] == 77);
    indices.erase(indices.begin());
    CHECK(ground_m2(rings, indices) == 12);
}

TEST_CASE("holes that touch the outline and each other are cut out exactly") {
    // Two holes touch at (4,4); one touches the outline at (2,0).
    std::vector<Ring> rings = {{{0, 0}, {2, 0}, {8, 0}, {8, 8}, {0, 8}}, {{2, 0}, {1, 3}, {4, 4}}, {{4, 4}, {5, 7}, {7, 5}}};
    for (int turn = 0; turn < 2; ++turn) {
        std::vector<std::uint32_t> indices;
        CHECK(triangulate(rings, indices) < 1e-12);
        CHECK(ground_m2(rings, indices) == doctest::Approx(64 - 5 - 4));  // triangles 2,0 1,3 4,4: 5; 4,4 5,7 7,5: 4
        std::swap(rings[1], rings[2]);
    }
}

TEST_CASE("combs, spirals and saw teeth are covered exactly") {
    Ring comb, spiral;
    for (int i = 0; i < 200; ++i) comb.push_back({static_cast<double>(i), i % 2 ? 1000.0 : 1.0});
    comb.push_back({199, 0}), comb.push_back({0, 0});
    for (int i = 0; i <= 400; ++i) {
        const double angle = i * 0.1;
        spiral.push_back({(10 + i) * std::cos(angle), (10 + i) * std::sin(angle)});
    }
    for (int i = 400; i >= 0; --i) {
        const double angle = i * 0.1;
        spiral.push_back({(5 + i) * std::cos(angle), (5 + i) * std::sin(angle)});
    }
    for (const Ring& ring : {comb, spiral}) {
        std::vector<std::uint32_t> indices;
        CHECK(triangulate({ring}, indices) < 1e-6);
        CHECK(ground_m2({ring}, indices) == doctest::Approx(std::abs(geo::signed_area_m2(ring))).epsilon(1e-12));
    }
}

TEST_CASE("a ring of a hundred thousand points with many holes is no trouble") {
    Ring outline;
    for (int i = 0; i < 100000; ++i) {
        const double angle = i * 2 * std::numbers::pi / 100000;
        const double radius = 50000 + 400 * test::wobble(i, 0, 5);
        outline.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    std::vector<Ring> rings = {outline};
    for (int column = -10; column < 10; ++column)
        for (int row = -10; row < 10; ++row) {
            const MapPoint c{column * 3000.0, row * 3000.0};
            rings.push_back({{c.x, c.y}, {c.x + 900, c.y + 100 * test::wobble(column, row, 6)}, {c.x + 500, c.y + 800}});
        }
    std::vector<std::uint32_t> indices;
    const double uncovered = triangulate(rings, indices);
    CHECK(uncovered < 1e-6 * geo::signed_area_m2(outline));
    CHECK(ground_m2(rings, indices) > 0);
}

TEST_CASE("degenerate input ends and invents no ground") {
    std::vector<std::uint32_t> indices;
    CHECK(triangulate({}, indices) == 0);
    CHECK(triangulate({{}}, indices) == 0);
    CHECK(triangulate({{{0, 0}, {1, 1}}}, indices) == 0);
    CHECK(triangulate({{{0, 0}, {0, 0}, {0, 0}, {0, 0}}}, indices) == 0);
    CHECK(triangulate({{{0, 0}, {1, 0}, {2, 0}, {3, 0}}}, indices) == 0);
    CHECK(indices.empty());
    // Straight and doubled vertices, a spike, and a hole without ground.
    CHECK(triangulate({{{0, 0}, {2, 0}, {4, 0}, {4, 0}, {4, 4}, {4, 6}, {4, 4}, {0, 4}}, {{1, 1}, {2, 2}, {1, 1}}}, indices) < 1e-12);
    CHECK(ground_m2({{{0, 0}, {2, 0}, {4, 0}, {4, 0}, {4, 4}, {4, 6}, {4, 4}, {0, 4}}}, indices) == 16);
    indices.clear();
    (void)triangulate({{{0, 0}, {NAN, 1}, {4, 0}, {4, 4}, {INFINITY, 0}}}, indices);
    for (const std::uint32_t i : indices) CHECK(i < 5);
}

TEST_CASE("what crosses itself is closed as well as can be, and the difference is returned") {
    std::vector<std::uint32_t> indices;
    const double uncovered = triangulate({{{0, 0}, {4, 4}, {4, 0}, {0, 4}}}, indices);
    CHECK(uncovered > 0);
    for (unsigned seed = 0; seed < 200; ++seed) {
        std::mt19937 random(seed);
        std::vector<Ring> rings(1 + seed % 3);
        for (Ring& ring : rings)
            for (int i = 0; i < 20; ++i) ring.push_back({static_cast<double>(random() % 8), static_cast<double>(random() % 8)});
        indices.clear();
        CHECK(std::isfinite(triangulate(rings, indices)));
        CHECK(indices.size() % 3 == 0);
    }
}

TEST_CASE("every area of random maps is covered exactly") {
    base::QuietJob job;
    constexpr test::TextMapFrame fields = {.cell_m = 100, .west_m = 450000, .south_m = 200000};
    for (unsigned seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        const geo::Coverage coverage =
            test::build(test::wobbly(test::text_map(test::random_text_map(seed, 12, 12, 3), fields), 5, fields)).coverage;
        const geo::Mesh mesh = geo::triangulate(coverage, job);
        CHECK(mesh.uncovered_m2 < 1e-6);
        // The mesh itself, in floats: a tenth of a millimetre at 1.2 km, so well under 1e-4 of a cell of 10,000 square metres.
        std::vector<double> size(coverage.area_count());
        for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
            const auto &a = mesh.vertices[mesh.indices[i]], &b = mesh.vertices[mesh.indices[i + 1]],
                       &c = mesh.vertices[mesh.indices[i + 2]];
            CHECK((a.area == b.area && b.area == c.area));
            size[a.area] += (double(b.x - a.x) * double(c.y - a.y) - double(c.x - a.x) * double(b.y - a.y)) / 2;
        }
        for (std::size_t a = 0; a < size.size(); ++a)
            CHECK(size[a] == doctest::Approx(coverage.area_m2(static_cast<AreaIndex>(a))).epsilon(1e-4));
    }
}

TEST_CASE("tiles cover the mesh in order and hold what they index") {
    base::QuietJob job;
    constexpr test::TextMapFrame fields = {.cell_m = 100, .west_m = 450000, .south_m = 200000};
    const geo::Coverage coverage =
        test::build(test::wobbly(test::text_map(test::random_text_map(5, 20, 20, 20), fields), 12, fields)).coverage;
    const geo::Mesh mesh = geo::triangulate(coverage, job);
    REQUIRE(mesh.tiles.size() > 1);
    std::uint32_t next = 0;
    for (const geo::Mesh::Tile& tile : mesh.tiles) {
        CHECK(tile.first_index == next);
        next += tile.index_count;
        for (std::uint32_t i = tile.first_index; i < tile.first_index + tile.index_count; ++i) {
            const auto& v = mesh.vertices[mesh.indices[i]];
            CHECK(tile.box.padded(0.01).contains({mesh.origin.x + v.x, mesh.origin.y + v.y}));
        }
    }
    CHECK(next == mesh.indices.size());
}

TEST_CASE("every border segment is in the line mesh once") {
    const geo::Coverage coverage = test::text_coverage("AAB/ACB", {.cell_m = 1, .west_m = 0, .south_m = 0}).coverage;
    const geo::LineMesh lines = geo::line_mesh(coverage);
    // 10 sides on the outline, 4 inside: B's west side (2), A-C (2) less none.
    double length = 0;
    for (std::size_t i = 0; i < lines.vertices.size(); i += 2)
        length += std::hypot(double(lines.vertices[i + 1].x - lines.vertices[i].x), double(lines.vertices[i + 1].y - lines.vertices[i].y));
    CHECK(lines.vertices.size() == 28);
    CHECK(length == 14);
    std::uint32_t segments = 0;
    for (const auto& tile : lines.tiles) {
        CHECK(tile.first_segment == segments);
        segments += tile.segment_count;
    }
    CHECK(segments == 14);
}

TEST_CASE("an empty coverage has an empty mesh") {
    base::QuietJob job;
    const geo::Coverage nothing;
    CHECK(geo::triangulate(nothing, job).indices.empty());
    CHECK(geo::triangulate(nothing, job).tiles.empty());
    CHECK(geo::line_mesh(nothing).vertices.empty());
}
