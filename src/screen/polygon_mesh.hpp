// Triangles for polygons that are not areas of a coverage: built-up land, legend boxes, arrows, bars.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "geo/spaces.hpp"

namespace needsmap::screen {

struct PolygonMesh {
    double origin_x = 0, origin_y = 0;
    std::vector<std::array<float, 2>> points;
    std::vector<std::uint32_t> indices;  ///< three per triangle
};

/// Even-odd fill of rings that do not cross each other (one ring may lie within another, to any depth). A repeated first point at a
/// ring's end is recognised; rings with fewer than three points are left out.
[[nodiscard]] PolygonMesh polygon_mesh(const std::vector<std::vector<geo::MapPoint>>& rings);
[[nodiscard]] PolygonMesh polygon_mesh(const std::vector<std::vector<geo::PagePoint>>& rings);

}  // namespace needsmap::screen
