// The boundaries of one area as polygons with holes, the way exchange formats want them.
#pragma once

#include <vector>

#include "geo/coverage.hpp"

namespace needsmap::io {

/// Rings of one polygon, outer ring first; each ring is closed (its first point stands at its end again).
using PolygonRings = std::vector<std::vector<geo::MapPoint>>;

/// Empty for an area without geometry. Outer rings run counter-clockwise, holes clockwise, as in the coverage.
[[nodiscard]] inline std::vector<PolygonRings> polygons_of(const geo::Coverage& coverage, geo::AreaIndex area) {
    std::vector<PolygonRings> out;
    for (std::uint32_t ring = coverage.first_ring(area); ring < coverage.last_ring(area); ++ring) {
        if (!coverage.is_hole(ring) || out.empty()) out.emplace_back();
        std::vector<geo::MapPoint>& points = out.back().emplace_back();
        coverage.append_ring(ring, points);
        if (!points.empty()) points.push_back(points.front());
    }
    return out;
}

}  // namespace needsmap::io
