// Points on a fine grid over the page: what vector files hold, so that areas that share a border share every written point.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace needsmap::paper {

/// A point on the page in steps of 1 / units_per_mm, y down.
struct GridPoint {
    std::int32_t x = 0, y = 0;
    friend bool operator==(GridPoint, GridPoint) = default;
};
struct GridBox {
    std::int32_t min_x = INT32_MAX, min_y = INT32_MAX, max_x = INT32_MIN, max_y = INT32_MIN;
    void add(GridPoint p) {
        min_x = std::min(min_x, p.x), max_x = std::max(max_x, p.x);
        min_y = std::min(min_y, p.y), max_y = std::max(max_y, p.y);
    }
    [[nodiscard]] bool intersects(const GridBox& o) const {
        return min_x <= o.max_x && o.min_x <= max_x && min_y <= o.max_y && o.min_y <= max_y;
    }
    [[nodiscard]] bool contains(const GridBox& o) const {
        return min_x <= o.min_x && o.max_x <= max_x && min_y <= o.min_y && o.max_y <= max_y;
    }
};

/// Several lines or rings in one run of points: line i is [begin[i], begin[i + 1]).
struct GridLines {
    std::vector<GridPoint> points;
    std::vector<std::size_t> begin{0};
    [[nodiscard]] std::size_t size() const { return begin.size() - 1; }
    [[nodiscard]] std::span<const GridPoint> operator[](std::size_t i) const {
        return {points.data() + begin[i], points.data() + begin[i + 1]};
    }
    /// Ends the line being appended to `points`; drops it when it has fewer than `least` points.
    void finish(std::size_t least) {
        if (points.size() - begin.back() < least) {
            points.resize(begin.back());
        } else {
            begin.push_back(points.size());
        }
    }
};

}  // namespace needsmap::paper
