#include "analysis/line_isochrone.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace needsmap::analysis {

using geo::MapPoint;

namespace {

/// Corners at whole multiples of the cell, so that bands of one map share their grid where their cells are the same.
geo::GridFrame frame_around(const geo::MapBox& box, double largest_m) {
    constexpr double cells_per_radius = 100, most_cells = 4e6, finest_m = 1;
    constexpr double rim = 3;  // outside on every side, so that no outline is cut off
    geo::GridFrame frame;
    frame.cell_m = std::max({finest_m, largest_m / cells_per_radius, std::sqrt(box.width() * box.height() / most_cells)});
    frame.origin = {(std::floor(box.min_x / frame.cell_m) - rim) * frame.cell_m,
                    (std::floor(box.min_y / frame.cell_m) - rim) * frame.cell_m};
    frame.columns = static_cast<std::size_t>(std::ceil((box.max_x - frame.origin.x) / frame.cell_m) + rim) + 1;
    frame.rows = static_cast<std::size_t>(std::ceil((box.max_y - frame.origin.y) / frame.cell_m) + rim) + 1;
    return frame;
}

/// Metres beyond the nearest circle's rim, at most 0 inside; exact up to two cells outside, which is all that outlines need.
void stamp(const geo::GridFrame& f, const Reach& circle, std::vector<float>& beyond) {
    const double outer = circle.metres + 2 * f.cell_m;
    const MapPoint q = circle.position - f.origin;
    const auto first = [&](double at) { return static_cast<std::size_t>(std::max(0.0, std::ceil((at - outer) / f.cell_m))); };
    const auto last = [&](double at, std::size_t count) {
        return std::min(count - 1, static_cast<std::size_t>(std::max(0.0, std::floor((at + outer) / f.cell_m))));
    };
    for (std::size_t row = first(q.y); row <= last(q.y, f.rows); ++row)
        for (std::size_t column = first(q.x); column <= last(q.x, f.columns); ++column) {
            const auto d = static_cast<float>(geo::distance(f.point(column, row), circle.position) - circle.metres);
            float& cell = beyond[row * f.columns + column];
            cell = std::min(cell, d);
        }
}

}  // namespace

std::vector<geo::RingsOfPart> union_of_circles(std::span<const Reach> circles, base::JobContext& job) {
    geo::MapBox box;
    double largest_m = 0;
    const auto counts = [](const Reach& c) { return c.metres > 0 && std::isfinite(c.metres + c.position.x + c.position.y); };
    for (const Reach& circle : circles) {
        if (!counts(circle)) continue;
        geo::MapBox own;
        own.add(circle.position);
        box.add(own.padded(circle.metres));
        largest_m = std::max(largest_m, circle.metres);
    }
    if (box.empty()) return {};
    const geo::GridFrame frame = frame_around(box, largest_m);
    std::vector<float> beyond(frame.size(), static_cast<float>(2 * frame.cell_m));
    for (const Reach& circle : circles) {
        job.check_cancelled();
        if (counts(circle)) stamp(frame, circle, beyond);
    }
    return geo::areas_at_most_zero(frame, beyond);
}

}  // namespace needsmap::analysis
