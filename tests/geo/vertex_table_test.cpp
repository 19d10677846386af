#include "geo/vertex_table.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>

using namespace needsmap;
using geo::MapPoint;

TEST_CASE("identical points become one vertex, numbered as they first occur") {
    const std::vector<MapPoint> points = {{1, 2}, {3, 4}, {1, 2}, {0.0, 5}, {-0.0, 5}, {3, 4}};
    const geo::VertexTable table = geo::unique_vertices(points);
    CHECK(table.id_of_point == std::vector<geo::VertexId>{0, 1, 0, 2, 2, 1});
    CHECK(table.vertices == std::vector<MapPoint>{{1, 2}, {3, 4}, {0, 5}});
}

TEST_CASE("many points give the same table as an ordered map") {
    std::mt19937 random(3);
    std::vector<MapPoint> points(200000);
    for (MapPoint& p : points) p = {-1.5 + static_cast<double>(random() % 400) * 1e-6, 51.7 + static_cast<double>(random() % 300) * 1e-6};
    const geo::VertexTable table = geo::unique_vertices(points);
    std::map<std::pair<double, double>, geo::VertexId> expected;
    bool same = true;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto [at, is_new] = expected.emplace(std::pair{points[i].x, points[i].y}, static_cast<geo::VertexId>(expected.size()));
        same = same && at->second == table.id_of_point[i] && table.vertices[at->second] == points[i];
    }
    CHECK(same);
    CHECK(table.vertices.size() == expected.size());
}

TEST_CASE("snapping merges what is nearer than the tolerance and nothing else") {
    const std::vector<MapPoint> points = {{0, 0}, {0.3, 0}, {0.6, 0}, {10, 10}, {9.7, 10}, {std::nan(""), 1}};
    geo::VertexTable table = geo::unique_vertices(points);
    geo::snap_vertices(table, 0.5);
    // 0.3 joins 0; 0.6 is 0.6 from the kept vertex 0 and so stays: chains of near points do not collapse into one.
    CHECK(table.id_of_point == std::vector<geo::VertexId>{0, 0, 1, 2, 2, 3});
    CHECK(table.vertices[1] == MapPoint{0.6, 0});
    CHECK(table.vertices[2] == MapPoint{10, 10});
}

TEST_CASE("exactly the tolerance apart is not near enough") {
    geo::VertexTable table = geo::unique_vertices(std::vector<MapPoint>{{0, 0}, {0.5, 0}});
    geo::snap_vertices(table, 0.5);
    CHECK(table.vertices.size() == 2);
}
