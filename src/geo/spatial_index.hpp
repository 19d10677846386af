// Which area is under the pointer, which areas are in view.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "geo/coverage.hpp"

namespace needsmap::geo {

/// Packed Hilbert R-tree over boxes: built once, then read from any thread.
class BoxIndex {
public:
    explicit BoxIndex(std::vector<MapBox> boxes);
    /// Calls `visit(i)` for every box that intersects `query`, in ascending order of the tree; stops when it returns false.
    void query(const MapBox& query, const std::function<bool(std::uint32_t)>& visit) const;

private:
    std::vector<MapBox> m_nodes;
    std::vector<std::uint32_t> m_items;
    std::vector<std::size_t> m_level_begin;
};

/// Point in area on full geometry. A point on a shared border belongs to exactly one of the two (half-open rule).
class AreaLocator {
public:
    explicit AreaLocator(std::shared_ptr<const Coverage> coverage);
    /// The area at the point, or no_area outside. Well under a millisecond with 33,000 areas.
    [[nodiscard]] AreaIndex find(MapPoint point) const;
    /// Areas whose box intersects `box`, ascending.
    [[nodiscard]] std::vector<AreaIndex> in_box(const MapBox& box) const;

private:
    std::shared_ptr<const Coverage> m_coverage;
    BoxIndex m_index;
};

}  // namespace needsmap::geo
