// The boundaries of one area as polygons with holes, the way exchange formats want them.
#pragma once

#include <vector>

#include "geo/coverage.hpp"
#include "model/result.hpp"

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

/// The rings of a shape of its own, an outer ring (counter-clockwise) before its holes (clockwise).
[[nodiscard]] inline std::vector<PolygonRings> polygons_of(const model::Outline& shape) {
    std::vector<PolygonRings> out;
    for (const auto& ring : shape.rings) {
        double twice_area = 0;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const geo::MapPoint a = ring[i] - ring.front(), b = ring[(i + 1) % ring.size()] - ring.front();
            twice_area += a.x * b.y - b.x * a.y;
        }
        if (twice_area > 0 || out.empty()) out.emplace_back();
        std::vector<geo::MapPoint>& points = out.back().emplace_back(ring);
        if (!points.empty()) points.push_back(points.front());
    }
    return out;
}

/// Of a row: its area's boundaries, or its own shape where the rows have shapes. Empty for a row about no area.
[[nodiscard]] inline std::vector<PolygonRings> polygons_of(const model::ResultTable& table, const std::vector<model::Outline>& shapes,
                                                           std::size_t row) {
    if (row < shapes.size()) return polygons_of(shapes[row]);
    return table.area[row] == geo::no_area ? std::vector<PolygonRings>() : polygons_of(table.geography->coverage->full(), table.area[row]);
}

}  // namespace needsmap::io
