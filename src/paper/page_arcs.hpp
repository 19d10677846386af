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
#include "paper/grid.hpp"

namespace needsmap::paper {

class PageArcs {
public:
    /// Points that lie within `tolerance_mm` of the line drawn without them are left out (never an arc's ends). Everything outside
    /// `window` on the page (plus a margin) may be cut away: outlines are then closed along the window's rim.
    PageArcs(const geo::Coverage& coverage, const geo::PageFromMap& page_from_map, const geo::PageBox& window, double units_per_mm,
             double tolerance_mm);

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
