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
    /// The same with any callable, for loops that ask millions of times.
    template <class Visit>
    void for_each(const MapBox& query, Visit&& visit) const;

private:
    static constexpr std::size_t node_size = 8;  ///< children of a node
    template <class Visit>
    bool descend(std::size_t level, std::size_t first, std::size_t last, const MapBox& query, Visit& visit) const;

    std::vector<MapBox> m_nodes;             ///< level by level, leaves first; the children of node i are node_size * i onwards
    std::vector<std::uint32_t> m_items;      ///< caller's index of each leaf
    std::vector<std::size_t> m_level_begin;  ///< levels + 1
};

template <class Visit>
void BoxIndex::for_each(const MapBox& query, Visit&& visit) const {
    const std::size_t top = m_level_begin.size() - 2;
    descend(top, 0, m_level_begin[top + 1] - m_level_begin[top], query, visit);
}

template <class Visit>
bool BoxIndex::descend(std::size_t level, std::size_t first, std::size_t last, const MapBox& query, Visit& visit) const {
    const MapBox* boxes = m_nodes.data() + m_level_begin[level];
    for (std::size_t i = first; i < last; ++i) {
        if (!boxes[i].intersects(query)) continue;
        if (level == 0) {
            if (!visit(m_items[i])) return false;
        } else {
            const std::size_t below = m_level_begin[level] - m_level_begin[level - 1];
            if (!descend(level - 1, i * node_size, std::min(below, (i + 1) * node_size), query, visit)) return false;
        }
    }
    return true;
}

/// Even-odd test on the area's own rings. See AreaLocator::find for points on a border.
[[nodiscard]] bool area_contains(const Coverage& coverage, AreaIndex area, MapPoint point);

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
