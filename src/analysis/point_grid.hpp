// Points in square buckets, for nearest neighbours and distance bands over tens of thousands of areas.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/coverage.hpp"

namespace needsmap::analysis {

/// Refers to the points it was made of; they must outlive it.
class PointGrid {
public:
    explicit PointGrid(std::span<const geo::MapPoint> points);

    /// The `count` points nearest to point `centre`, itself left out, nearest first; of equally far ones the lower index first. Fewer
    /// when there are not enough.
    [[nodiscard]] std::vector<geo::AreaIndex> nearest(geo::AreaIndex centre, std::size_t count) const;
    /// All other points at most `radius_m` away, by ascending index.
    [[nodiscard]] std::vector<geo::AreaIndex> within(geo::AreaIndex centre, double radius_m) const;

private:
    struct Cell {
        int column = 0, row = 0;
    };
    [[nodiscard]] Cell cell_of(geo::MapPoint point) const;
    [[nodiscard]] std::span<const geo::AreaIndex> members(Cell cell) const;
    /// Calls visit(index) for the points of all cells exactly `ring` steps from `around`.
    template <class Visit>
    void visit_ring(Cell around, int ring, Visit visit) const;

    std::span<const geo::MapPoint> m_points;
    geo::MapPoint m_origin;
    double m_side_m = 1;
    int m_columns = 1, m_rows = 1;
    std::vector<std::uint32_t> m_begin;
    std::vector<geo::AreaIndex> m_index;
};

}  // namespace needsmap::analysis
