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
    double origin_x = 0, origin_y = 0;              ///< subtracted, so that floats keep centimetres
    std::vector<std::array<float, 2>> points;
    std::vector<float> along;                       ///< length of the line up to each point; empty unless asked for
    std::vector<std::uint32_t> segments;
};

/// Collects lines in any space.
class StrokeBuilder {
public:
    StrokeBuilder(double origin_x, double origin_y, bool with_along);

    /// A line with fewer than two different points adds nothing. `closed` joins the last point to the first; a repeated first point at
    /// the end is recognised.
    template <class Tag>
    void add(std::span<const geo::Point<Tag>> line, bool closed) {
        m_line.clear();
        for (const geo::Point<Tag>& p : line)
            if (m_line.empty() || p.x != m_line.back()[0] || p.y != m_line.back()[1]) m_line.push_back({p.x, p.y});
        add_line(closed);
    }
    [[nodiscard]] const StrokePoints& result() const { return m_result; }
    [[nodiscard]] StrokePoints take() { return std::move(m_result); }

private:
    void add_line(bool closed);
    void push(const std::array<double, 2>& point, double along);
    void push_end();

    bool m_with_along;
    std::vector<std::array<double, 2>> m_line;
    StrokePoints m_result;
};

/// The borders of a coverage for culling and fading.
struct BorderMesh {
    StrokePoints stroke;
    /// Segments [first, first + count) of stroke.segments, near each other and beside areas of about the same size.
    struct Tile {
        geo::MapBox box;
        std::uint32_t first_segment = 0, segment_count = 0;
        double size_m = 0;   ///< side of a square as large as the smaller area beside these borders; infinite for outer borders
    };
    std::vector<Tile> tiles;
};
/// All arcs, or only those with nothing on one side.
[[nodiscard]] BorderMesh border_mesh(const geo::Coverage& coverage, bool outline_only);

/// The rings of one area.
[[nodiscard]] StrokePoints area_outline(const geo::Coverage& coverage, geo::AreaIndex area);

}  // namespace needsmap::screen
