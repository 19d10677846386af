// Plain computations on one closed ring of points (closing point left out): area, orientation, point in ring.
#pragma once

#include <span>

#include "geo/spaces.hpp"

namespace needsmap::geo {

/// Square metres, positive when the ring runs counter-clockwise. Summed relative to the first point, so that a small ring far
/// from the origin keeps its digits. 0 for fewer than three points.
[[nodiscard]] inline double signed_area_m2(std::span<const MapPoint> ring) {
    if (ring.size() < 3) return 0;
    const MapPoint origin = ring[0];
    double doubled = 0;
    MapPoint a = ring[1] - origin;
    for (std::size_t i = 2; i < ring.size(); ++i) {
        const MapPoint b = ring[i] - origin;
        doubled += a.x * b.y - b.x * a.y;
        a = b;
    }
    return doubled / 2;
}

/// True when the ray from `p` to the east meets the edge a-b. Written so that both directions of an edge give the same answer,
/// and an edge owns its lower end only: of two areas that share a border exactly one contains a point on it.
[[nodiscard]] inline bool ray_meets_edge(MapPoint p, MapPoint a, MapPoint b) {
    if ((a.y > p.y) == (b.y > p.y)) return false;
    if (a.y > b.y) std::swap(a, b);
    return p.x < a.x + (p.y - a.y) * ((b.x - a.x) / (b.y - a.y));
}

/// Even-odd rule.
[[nodiscard]] inline bool ring_contains(std::span<const MapPoint> ring, MapPoint p) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        if (ray_meets_edge(p, ring[j], ring[i])) inside = !inside;
    return inside;
}

}  // namespace needsmap::geo
