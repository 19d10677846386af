// Lines laid out for the stroke shader: points with their neighbours, and which runs of four make a segment.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/coverage.hpp"
#include "geo/spaces.hpp"

namespace needsmap::screen {

/// Segment q of a line joins points q + 1 and q + 2; points q and q + 3 tell the shader how to join it. `segments` lists the q's that
/// are to be drawn (the others straddle two lines).
struct StrokePoints {
    struct Point {
        float x, y;   ///< from the origin
        float along;  ///< length of the line up to here, for dashes
        float size;   ///< side of a square as large as the smaller area beside the line; lines in too fine a net fade
    };
    double origin_x = 0, origin_y = 0;  ///< subtracted, so that floats keep centimetres
    std::vector<Point> points;
    std::vector<std::uint32_t> segments;
};
/// The size of lines that never fade.
inline constexpr float never_fades = 1e30F;

/// Collects lines in any space.
class StrokeBuilder {
public:
    StrokeBuilder(double origin_x, double origin_y);

    /// A line with fewer than two different points adds nothing. `closed` joins the last point to the first; a repeated first point at
    /// the end is recognised.
    template <class Tag>
    void add(std::span<const geo::Point<Tag>> line, bool closed, float size = never_fades) {
        m_line.clear();
        for (const geo::Point<Tag>& p : line)
            if (m_line.empty() || p.x != m_line.back()[0] || p.y != m_line.back()[1]) m_line.push_back({p.x, p.y});
        add_line(closed, size);
    }
    [[nodiscard]] const StrokePoints& result() const { return m_result; }
    [[nodiscard]] StrokePoints take() { return std::move(m_result); }

private:
    void add_line(bool closed, float size);
    void push(const std::array<double, 2>& point, double along, float size);
    void push_end();

    std::vector<std::array<double, 2>> m_line;
    StrokePoints m_result;
};

/// The borders of a coverage for culling and fading.
struct BorderMesh {
    StrokePoints stroke;
    std::vector<std::array<geo::AreaIndex, 2>> sides;  ///< by point: the areas left and right of the line
    /// Segments [first, first + count) of stroke.segments, near each other and beside areas of about the same size.
    struct Tile {
        geo::MapBox box;
        std::uint32_t first_segment = 0, segment_count = 0;
        double largest_size_m = 0;  ///< of its lines (StrokePoints::Point::size)
    };
    std::vector<Tile> tiles;
};
/// All arcs, or only those with nothing on one side.
[[nodiscard]] BorderMesh border_mesh(const geo::Coverage& coverage, bool outline_only);

/// The rings of one area.
[[nodiscard]] StrokePoints area_outline(const geo::Coverage& coverage, geo::AreaIndex area);

}  // namespace needsmap::screen
