#include "analysis/point_grid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace needsmap::analysis {

using geo::AreaIndex;
using geo::MapPoint;

namespace {

/// About this many points to a cell on average: few empty cells to visit in the country, few points to skip in a city.
constexpr double points_per_cell = 2;

double squared_distance(MapPoint a, MapPoint b) {
    const MapPoint d = a - b;
    return d.x * d.x + d.y * d.y;
}

}  // namespace

PointGrid::PointGrid(std::span<const MapPoint> points) : m_points(points) {
    MapPoint low{0, 0}, high{0, 0};
    if (!points.empty()) low = high = points[0];
    for (const MapPoint p : points) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    m_origin = low;
    const double width = high.x - low.x, height = high.y - low.y;
    const double cells = std::max(1.0, static_cast<double>(points.size()) / points_per_cell);
    // Points on a line have no surface: the longer side alone then decides.
    m_side_m = std::max({std::sqrt(width * height / cells), std::max(width, height) / cells, 1e-6});
    m_columns = static_cast<int>(width / m_side_m) + 1;
    m_rows = static_cast<int>(height / m_side_m) + 1;

    const auto number = [&](MapPoint p) {
        const Cell cell = cell_of(p);
        return static_cast<std::size_t>(cell.row) * static_cast<std::size_t>(m_columns) + static_cast<std::size_t>(cell.column);
    };
    m_begin.assign(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows) + 1, 0);
    for (const MapPoint p : points) ++m_begin[number(p) + 1];
    for (std::size_t i = 1; i < m_begin.size(); ++i) m_begin[i] += m_begin[i - 1];
    m_index.resize(points.size());
    std::vector<std::uint32_t> next(m_begin.begin(), m_begin.end() - 1);
    for (std::size_t i = 0; i < points.size(); ++i) m_index[next[number(points[i])]++] = static_cast<AreaIndex>(i);
}

PointGrid::Cell PointGrid::cell_of(MapPoint point) const {
    const auto step = [&](double distance, int count) { return std::clamp(static_cast<int>(distance / m_side_m), 0, count - 1); };
    return {step(point.x - m_origin.x, m_columns), step(point.y - m_origin.y, m_rows)};
}

std::span<const AreaIndex> PointGrid::members(Cell cell) const {
    if (cell.column < 0 || cell.row < 0 || cell.column >= m_columns || cell.row >= m_rows) return {};
    const std::size_t number =
        static_cast<std::size_t>(cell.row) * static_cast<std::size_t>(m_columns) + static_cast<std::size_t>(cell.column);
    return {m_index.data() + m_begin[number], m_index.data() + m_begin[number + 1]};
}

template <class Visit>
void PointGrid::visit_ring(Cell around, int ring, Visit visit) const {
    const int first_row = std::max(around.row - ring, 0), last_row = std::min(around.row + ring, m_rows - 1);
    for (int row = first_row; row <= last_row; ++row) {
        const bool whole_row = std::abs(row - around.row) == ring;
        const int step = whole_row || ring == 0 ? 1 : 2 * ring;
        for (int column = around.column - ring; column <= around.column + ring; column += step)
            for (const AreaIndex member : members({column, row})) visit(member);
    }
}

std::vector<AreaIndex> PointGrid::nearest(AreaIndex centre, std::size_t count) const {
    using Candidate = std::pair<double, AreaIndex>;
    const MapPoint at = m_points[static_cast<std::size_t>(centre)];
    const Cell cell = cell_of(at);
    std::vector<Candidate> heap;  // the worst of the best so far is on top
    for (int ring = 0; ring <= std::max(m_columns, m_rows); ++ring) {
        // Points of this ring are at least ring - 1 whole cells away.
        const double at_least_m = std::max(0, ring - 1) * m_side_m;
        if (heap.size() == count && (count == 0 || at_least_m * at_least_m > heap.front().first)) break;
        visit_ring(cell, ring, [&](AreaIndex other) {
            if (other == centre) return;
            const Candidate candidate{squared_distance(at, m_points[static_cast<std::size_t>(other)]), other};
            if (heap.size() == count) {
                if (!(candidate < heap.front())) return;
                std::pop_heap(heap.begin(), heap.end());
                heap.pop_back();
            }
            heap.push_back(candidate);
            std::push_heap(heap.begin(), heap.end());
        });
    }
    std::sort_heap(heap.begin(), heap.end());
    std::vector<AreaIndex> out;
    out.reserve(heap.size());
    for (const Candidate& candidate : heap) out.push_back(candidate.second);
    return out;
}

std::vector<AreaIndex> PointGrid::within(AreaIndex centre, double radius_m) const {
    const MapPoint at = m_points[static_cast<std::size_t>(centre)];
    const MapPoint reach{radius_m, radius_m};
    const Cell first = cell_of(at - reach), last = cell_of(at + reach);
    std::vector<AreaIndex> out;
    for (int row = first.row; row <= last.row; ++row)
        for (int column = first.column; column <= last.column; ++column)
            for (const AreaIndex other : members({column, row}))
                if (other != centre && squared_distance(at, m_points[static_cast<std::size_t>(other)]) <= radius_m * radius_m)
                    out.push_back(other);
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace needsmap::analysis
