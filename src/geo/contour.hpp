// Outlines of where a quantity, known at the points of a square grid, is at most nought.
#pragma once

#include <cstddef>
#include <vector>

#include "geo/spaces.hpp"

namespace needsmap::geo {

/// Points of a grid, row by row from the south-west corner.
struct GridFrame {
    MapPoint origin;
    double cell_m = 1;
    std::size_t columns = 0, rows = 0;
    [[nodiscard]] std::size_t size() const { return columns * rows; }
    [[nodiscard]] MapPoint point(std::size_t column, std::size_t row) const {
        return {origin.x + cell_m * static_cast<double>(column), origin.y + cell_m * static_cast<double>(row)};
    }
};

/// One outer ring, counter-clockwise, and its holes, clockwise; closing points left out.
using RingsOfPart = std::vector<std::vector<MapPoint>>;

/// The parts of the area where `values` (finite, one per grid point) is at most 0. Points on the grid's rim count as outside. Rings
/// neither cross nor touch themselves or each other. Where every value of one grid is at most that of another, the area of the other
/// lies within that of the one.
[[nodiscard]] std::vector<RingsOfPart> areas_at_most_zero(const GridFrame& frame, const std::vector<float>& values);

}  // namespace needsmap::geo
