#include "screen/polygon_mesh.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace needsmap;
using Ring = std::vector<geo::PagePoint>;

namespace {

Ring square(double low, double high) { return {{low, low}, {high, low}, {high, high}, {low, high}}; }

double area(const screen::PolygonMesh& mesh) {
    double sum = 0;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        const auto &a = mesh.points[mesh.indices[i]], &b = mesh.points[mesh.indices[i + 1]], &c = mesh.points[mesh.indices[i + 2]];
        sum += std::abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
    }
    return sum;
}

}  // namespace

TEST_CASE("rings within rings alternate between ground and hole, in any order and direction") {
    const Ring outer = square(0, 10), hole = square(2, 8), island = square(4, 6);
    const Ring turned(hole.rbegin(), hole.rend());
    CHECK(area(screen::polygon_mesh({outer})) == doctest::Approx(100));
    CHECK(area(screen::polygon_mesh({outer, hole})) == doctest::Approx(64));
    CHECK(area(screen::polygon_mesh({island, turned, outer})) == doctest::Approx(68));
}

TEST_CASE("separate polygons are separate, a repeated last point counts once, slivers of two points are left out") {
    Ring closed = square(0, 2);
    closed.push_back(closed.front());
    CHECK(area(screen::polygon_mesh({closed, square(5, 6), {{8, 8}, {9, 9}}})) == doctest::Approx(5));
    CHECK(screen::polygon_mesh(std::vector<Ring>{}).indices.empty());
}
