// Triangles for filling areas on screen.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/job.hpp"
#include "geo/coverage.hpp"

namespace needsmap::geo {

/// Ear clipping of one polygon with holes. `rings`: outer first. Appends indices into the concatenated ring points, three per
/// triangle. Never fails: a degenerate rest is closed as well as it can be; `uncovered_m2` returns the difference in area.
double triangulate_polygon(std::span<const std::span<const MapPoint>> rings, std::vector<std::uint32_t>& indices);

/// One mesh for a whole coverage. Areas lie in spatial order (Hilbert curve of their box centres) so that nearby areas are nearby in
/// memory and a view draws few ranges.
struct Mesh {
    struct Vertex {
        float x = 0;  ///< metres from `origin`
        float y = 0;
        std::uint32_t area = 0;
    };
    /// A run of consecutive areas with a common box, for culling: draw indices [first, first + count) when `box` is in view.
    struct Tile {
        MapBox box;
        std::uint32_t first_index = 0;
        std::uint32_t index_count = 0;
    };
    MapPoint origin;  ///< subtracted so that floats keep centimetres
    std::vector<Vertex> vertices;
    std::vector<std::uint32_t> indices;
    std::vector<Tile> tiles;
    double uncovered_m2 = 0;  ///< total |polygon area - triangle area|
};
/// From several threads; the result does not depend on their number.
[[nodiscard]] Mesh triangulate(const Coverage& coverage, base::JobContext& job);

/// All segments of all arcs, with tiles as above, for borders. Each border once. Arcs lie in spatial order.
struct LineMesh {
    struct Vertex {
        float x = 0;
        float y = 0;
    };
    struct Tile {
        MapBox box;
        std::uint32_t first_segment = 0;  ///< segment s joins vertices[2s] and vertices[2s+1]
        std::uint32_t segment_count = 0;
    };
    MapPoint origin;
    std::vector<Vertex> vertices;
    std::vector<Tile> tiles;
};
/// From several threads; the result does not depend on their number.
[[nodiscard]] LineMesh line_mesh(const Coverage& coverage);

}  // namespace needsmap::geo
