// A coverage: areas that share their borders. Each border is stored once, as an arc between two nodes; each area is a list
// of rings of signed arcs (the idea of TopoJSON). Neighbours, dissolving and sliver-free simplification follow from it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "geo/spaces.hpp"

namespace needsmap::geo {

using AreaIndex = std::int32_t;           ///< 0..area_count-1
inline constexpr AreaIndex no_area = -1;  ///< outside the coverage

/// Reference to an arc with direction: index >= 0 runs forward, ~index backward.
using SignedArc = std::int32_t;
[[nodiscard]] constexpr std::uint32_t arc_of(SignedArc a) { return static_cast<std::uint32_t>(a >= 0 ? a : ~a); }
[[nodiscard]] constexpr bool is_reversed(SignedArc a) { return a < 0; }

/// Flat storage of a coverage: plain vectors, so it can be written to a cache and read back as it is.
/// An area's outer rings run counter-clockwise (area on the left of every signed arc), holes clockwise; y to the north.
struct CoverageData {
    std::vector<MapPoint> points;          ///< points of all arcs, end nodes included in each arc
    std::vector<std::uint32_t> arc_begin;  ///< arc i has points [arc_begin[i], arc_begin[i+1]); size arcs + 1
    std::vector<AreaIndex> arc_left;       ///< area on the left of the arc run forward, or no_area
    std::vector<AreaIndex> arc_right;
    std::vector<std::uint32_t> area_ring_begin;  ///< area a has rings [..[a], ..[a+1]); size areas + 1
    std::vector<std::uint32_t> ring_arc_begin;   ///< ring r has signed arcs [..[r], ..[r+1]); size rings + 1
    std::vector<std::uint8_t> ring_is_hole;
    std::vector<SignedArc> ring_arcs;
};

/// Immutable. Copies are expensive: share with shared_ptr<const Coverage>.
class Coverage {
public:
    Coverage() = default;
    /// Takes consistent data (from the builder, dissolve, simplify or the cache) and derives boxes and areas.
    /// Throws base::Error when offsets or indices do not fit together (a corrupt cache).
    explicit Coverage(CoverageData data);

    [[nodiscard]] std::size_t area_count() const { return m_data.area_ring_begin.empty() ? 0 : m_data.area_ring_begin.size() - 1; }
    [[nodiscard]] std::size_t arc_count() const { return m_data.arc_left.size(); }
    [[nodiscard]] std::size_t ring_count() const { return m_data.ring_is_hole.size(); }

    [[nodiscard]] std::span<const MapPoint> arc_points(std::uint32_t arc) const {
        return {m_data.points.data() + m_data.arc_begin[arc], m_data.points.data() + m_data.arc_begin[arc + 1]};
    }
    [[nodiscard]] AreaIndex arc_left(std::uint32_t arc) const { return m_data.arc_left[arc]; }
    [[nodiscard]] AreaIndex arc_right(std::uint32_t arc) const { return m_data.arc_right[arc]; }

    /// First and one-past-last ring of an area. Rings of one area: each outer ring is followed by its holes.
    [[nodiscard]] std::uint32_t first_ring(AreaIndex area) const { return m_data.area_ring_begin[static_cast<std::size_t>(area)]; }
    [[nodiscard]] std::uint32_t last_ring(AreaIndex area) const { return m_data.area_ring_begin[static_cast<std::size_t>(area) + 1]; }
    [[nodiscard]] bool is_hole(std::uint32_t ring) const { return m_data.ring_is_hole[ring] != 0; }
    [[nodiscard]] std::span<const SignedArc> ring_arcs(std::uint32_t ring) const {
        return {m_data.ring_arcs.data() + m_data.ring_arc_begin[ring], m_data.ring_arcs.data() + m_data.ring_arc_begin[ring + 1]};
    }
    /// Appends the ring's points, closing point left out.
    void append_ring(std::uint32_t ring, std::vector<MapPoint>& out) const;

    [[nodiscard]] const MapBox& bounds() const { return m_bounds; }
    [[nodiscard]] const MapBox& area_bounds(AreaIndex area) const { return m_area_bounds[static_cast<std::size_t>(area)]; }
    /// Square metres, holes subtracted, from full planar coordinates; 0 for an area without geometry.
    [[nodiscard]] double area_m2(AreaIndex area) const { return m_area_m2[static_cast<std::size_t>(area)]; }
    /// A point well inside the area's largest part (pole of inaccessibility, computed on demand; the box centre for an area
    /// without geometry). Deterministic.
    [[nodiscard]] MapPoint label_point(AreaIndex area) const;

    [[nodiscard]] const CoverageData& data() const { return m_data; }
    [[nodiscard]] std::size_t memory_bytes() const;

private:
    CoverageData m_data;
    MapBox m_bounds;
    std::vector<MapBox> m_area_bounds;
    std::vector<double> m_area_m2;
};

/// The same areas drawn at several levels of detail, finest (full geometry) first. Statistics use full(); painters pick a level.
class CoverageLevels {
public:
    struct Level {
        double tolerance_m = 0;  ///< what was simplified away is smaller than this; 0 = full geometry
        std::shared_ptr<const Coverage> coverage;
    };
    CoverageLevels() = default;
    explicit CoverageLevels(std::vector<Level> levels) : m_levels(std::move(levels)) {}
    [[nodiscard]] const Coverage& full() const { return *m_levels.front().coverage; }
    [[nodiscard]] std::shared_ptr<const Coverage> full_ptr() const { return m_levels.front().coverage; }
    [[nodiscard]] std::span<const Level> levels() const { return m_levels; }
    /// Index of the coarsest level whose tolerance is at most `tolerance_m`.
    [[nodiscard]] std::size_t level_for(double tolerance_m) const {
        std::size_t best = 0;
        for (std::size_t i = 0; i < m_levels.size(); ++i)
            if (m_levels[i].tolerance_m <= tolerance_m) best = i;
        return best;
    }

private:
    std::vector<Level> m_levels;
};

}  // namespace needsmap::geo
