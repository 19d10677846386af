// Delaunay triangulation of integer points with exact arithmetic; its dual, the Voronoi diagram, is the county's mosaic of parcels.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace needsmap::county {

/// A point on the integer grid of the triangulation (decimetres).
struct GridPoint {
    std::int64_t x = 0;
    std::int64_t y = 0;
};

/// A triangle: its corners anticlockwise, and across from each corner the neighbour (or -1).
struct Triangle {
    std::array<int, 3> corner{};
    std::array<int, 3> neighbour{-1, -1, -1};
};

struct Triangulation {
    /// Indices of the given points; the three helper corners far outside are numbered points.size() and up.
    std::vector<Triangle> triangles;
    /// Circumcentre of each triangle, rounded down to the grid.
    std::vector<GridPoint> centres;
};

/// Triangulates distinct points by incremental insertion (Bowyer 1981, Watson 1981) with exact 128-bit predicates, so that the result
/// is the same on every machine. Coordinates must lie within +-2^24.
Triangulation triangulate(const std::vector<GridPoint>& points);

}  // namespace needsmap::county
