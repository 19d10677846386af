// The arcs of a coverage on the page, rounded to a fine grid, and the outlines of any set of its areas: for vector files.
//
// Rounding happens once per arc, so areas that share a border still share every rounded point; a set's outline leaves out the
// borders between its own members, which keeps files small and leaves no seam between neighbours of one class.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/coverage.hpp"
#include "geo/spaces.hpp"

namespace needsmap::paper {

struct GridSpace {};
/// A point on the page in steps of 1 / units_per_mm, y down.
struct GridPoint {
    std::int32_t x = 0, y = 0;
    friend bool operator==(GridPoint, GridPoint) = default;
};
struct GridBox {
    std::int32_t min_x = INT32_MAX, min_y = INT32_MAX, max_x = INT32_MIN, max_y = INT32_MIN;
    void add(GridPoint p);
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
    [[nodiscard]] std::span<const GridPoint> operator[](std::size_t i) const { return {points.data() + begin[i], points.data() + begin[i + 1]}; }
    /// Ends the line being appended to `points`; drops it when it has fewer than `least` points.
    void finish(std::size_t least);
};

class PageArcs {
public:
    /// Points closer than `step_mm` to the one before are left out (never the ends). Everything outside `window` on the page (plus a
    /// margin) may be cut away: outlines are then closed along the window's rim.
    PageArcs(const geo::Coverage& coverage, const geo::PageFromMap& page_from_map, const geo::PageBox& window, double units_per_mm, double step_mm);

    /// Closed outlines (closing point left out) of the areas with member[area] != 0; even-odd and non-zero agree on them.
    [[nodiscard]] GridLines outlines(std::span<const std::uint8_t> member) const;
    /// The arcs themselves, each once; with `outline_only` those with nothing on one side.
    [[nodiscard]] GridLines lines(bool outline_only) const;

private:
    void link_ends();

    struct Arc {
        std::size_t begin = 0, end = 0;
        geo::AreaIndex left = geo::no_area, right = geo::no_area;
        std::uint32_t from = 0, to = 0;  ///< nodes
        GridBox box;
    };
    std::vector<GridPoint> m_points;
    std::vector<Arc> m_arcs;
    std::size_t m_node_count = 0;
    GridBox m_window;
    bool m_inside = false;  ///< everything lies in the window
};

}  // namespace needsmap::paper
