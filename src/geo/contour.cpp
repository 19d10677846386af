// Method: each grid square is cut into two triangles, in which the quantity is taken as linear ("marching triangles", after W. E. Lorensen,
// H. E. Cline, "Marching cubes", SIGGRAPH 1987). Triangles know none of the ambiguous cases of squares, so rings are simple.
#include "geo/contour.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>

#include "geo/rings.hpp"

namespace needsmap::geo {

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// Edges of the triangulation by the grid point at their west or south end: three each.
enum EdgeKind : std::uint32_t { eastward = 0, northward = 1, diagonal = 2 };

class Tracing {
public:
    Tracing(const GridFrame& frame, const std::vector<float>& values)
        : m_frame(&frame), m_values(&values), m_columns(static_cast<std::uint32_t>(frame.columns)), m_next(3 * frame.size(), none) {
        for (std::uint32_t row = 0; row + 1 < frame.rows; ++row)
            for (std::uint32_t column = 0; column + 1 < m_columns; ++column) cut_square(column, row);
    }
    std::vector<std::vector<MapPoint>> rings() {
        std::vector<std::vector<MapPoint>> out;
        for (std::uint32_t edge = 0; edge < m_next.size(); ++edge) {
            if (m_next[edge] == none) continue;
            std::vector<MapPoint>& ring = out.emplace_back();
            for (std::uint32_t at = edge; m_next[at] != none;) {
                ring.push_back(crossing(at));
                at = std::exchange(m_next[at], none);
            }
        }
        return out;
    }

private:
    [[nodiscard]] bool inside(std::uint32_t point) const {
        const std::uint32_t column = point % m_columns, row = point / m_columns;
        const bool rim = column == 0 || row == 0 || column + 1 == m_columns || row + 1 == m_frame->rows;
        return !rim && (*m_values)[point] <= 0;
    }
    void cut_square(std::uint32_t column, std::uint32_t row) {
        const std::uint32_t sw = row * m_columns + column, se = sw + 1, nw = sw + m_columns, ne = nw + 1;
        const std::uint32_t bits = inside(sw) + 2u * inside(se) + 4u * inside(nw) + 8u * inside(ne);
        if (bits == 0 || bits == 15) return;
        cut_triangle({sw, se, ne}, {3 * sw + eastward, 3 * se + northward, 3 * sw + diagonal});
        cut_triangle({sw, ne, nw}, {3 * sw + diagonal, 3 * nw + eastward, 3 * sw + northward});
    }
    /// Corners counter-clockwise; edge i leads from corner i to the next. The outline goes from where the rim of the triangle leaves the
    /// area to where it comes back, so the area is on its left.
    void cut_triangle(const std::array<std::uint32_t, 3>& corners, const std::array<std::uint32_t, 3>& edges) {
        std::uint32_t leaves = none, returns = none;
        for (std::size_t i = 0; i < 3; ++i) {
            const bool here = inside(corners[i]), there = inside(corners[(i + 1) % 3]);
            if (here && !there) leaves = edges[i];
            if (!here && there) returns = edges[i];
        }
        if (leaves != none) m_next[leaves] = returns;
    }
    [[nodiscard]] MapPoint crossing(std::uint32_t edge) const {
        const std::uint32_t a = edge / 3;
        const std::uint32_t b = a + std::array<std::uint32_t, 3>{1, m_columns, m_columns + 1}[edge % 3];
        const bool a_inside = inside(a);
        const double in = std::min<double>((*m_values)[a_inside ? a : b], 0), out = std::max<double>((*m_values)[a_inside ? b : a], 0);
        // Never quite at a grid point, where rings could touch.
        constexpr double margin = 0.01;
        const double part = std::clamp(out > in ? -in / (out - in) : 0.5, margin, 1 - margin);
        const MapPoint from = m_frame->point(a % m_columns, a / m_columns), to = m_frame->point(b % m_columns, b / m_columns);
        return a_inside ? from + (to - from) * part : to + (from - to) * part;
    }

    const GridFrame* m_frame;
    const std::vector<float>* m_values;
    std::uint32_t m_columns;
    std::vector<std::uint32_t> m_next;  ///< by edge that the outline crosses: the edge that it crosses next
};

/// Holes to the smallest outer ring around them.
std::vector<RingsOfPart> assemble(std::vector<std::vector<MapPoint>> rings) {
    std::vector<RingsOfPart> parts;
    std::vector<std::vector<MapPoint>> holes;
    std::vector<double> area_m2;
    std::vector<MapBox> boxes;
    for (auto& ring : rings) {
        const double area = signed_area_m2(ring);
        if (area <= 0) {
            holes.push_back(std::move(ring));
            continue;
        }
        MapBox& box = boxes.emplace_back();
        for (const MapPoint& p : ring) box.add(p);
        area_m2.push_back(area);
        parts.emplace_back().push_back(std::move(ring));
    }
    std::vector<std::size_t> by_area(parts.size());
    std::iota(by_area.begin(), by_area.end(), std::size_t{0});
    std::ranges::stable_sort(by_area, {}, [&](std::size_t i) { return area_m2[i]; });
    for (auto& hole : holes) {
        const MapPoint p = hole.front();
        const auto around =
            std::ranges::find_if(by_area, [&](std::size_t i) { return boxes[i].contains(p) && ring_contains(parts[i].front(), p); });
        if (around != by_area.end()) parts[*around].push_back(std::move(hole));
    }
    return parts;
}

}  // namespace

std::vector<RingsOfPart> areas_at_most_zero(const GridFrame& frame, const std::vector<float>& values) {
    if (frame.columns < 3 || frame.rows < 3) return {};
    return assemble(Tracing(frame, values).rings());
}

}  // namespace needsmap::geo
