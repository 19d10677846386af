// Which points of all rings are the same vertex.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/spaces.hpp"

namespace needsmap::geo {

using VertexId = std::uint32_t;

struct VertexTable {
    std::vector<VertexId> id_of_point;  ///< one per input point
    std::vector<MapPoint> vertices;     ///< by id; ids are given in the order of first occurrence, so neighbours lie close together
};

/// Points are the same vertex when both coordinates are bitwise equal (-0 counts as 0). In parallel; the result does not depend on
/// the number of threads.
[[nodiscard]] VertexTable unique_vertices(std::span<const MapPoint> points);

/// Merges vertices that are nearer than `tolerance_m` to one with a lower id (the nearest such, then the lowest); ids stay dense.
/// Points that are not finite stay on their own. tolerance_m > 0.
void snap_vertices(VertexTable& table, double tolerance_m);

}  // namespace needsmap::geo
