// A packed R-tree: boxes in Hilbert order, grouped from the leaves up (I. Kamel, C. Faloutsos, "On packing R-trees", CIKM 1993).
#include "geo/spatial_index.hpp"

#include <algorithm>

#include "geo/hilbert.hpp"
#include "geo/rings.hpp"

namespace needsmap::geo {

BoxIndex::BoxIndex(std::vector<MapBox> boxes) {
    m_items = hilbert_order(boxes);
    m_nodes.reserve(boxes.size() + boxes.size() / (node_size - 1) + 2);
    for (const std::uint32_t item : m_items) m_nodes.push_back(boxes[item]);
    m_level_begin = {0, m_nodes.size()};
    while (m_level_begin.back() - m_level_begin[m_level_begin.size() - 2] > 1) {
        const std::size_t begin = m_level_begin[m_level_begin.size() - 2], end = m_level_begin.back();
        for (std::size_t i = begin; i < end; i += node_size) {
            MapBox parent;
            for (std::size_t child = i; child < std::min(end, i + node_size); ++child) parent.add(m_nodes[child]);
            m_nodes.push_back(parent);
        }
        m_level_begin.push_back(m_nodes.size());
    }
}

void BoxIndex::query(const MapBox& query, const std::function<bool(std::uint32_t)>& visit) const {
    for_each(query, [&](std::uint32_t i) { return visit(i); });
}

namespace {

std::vector<MapBox> boxes_of(const Coverage& coverage) {
    std::vector<MapBox> boxes(coverage.area_count());
    for (std::size_t a = 0; a < boxes.size(); ++a) boxes[a] = coverage.area_bounds(static_cast<AreaIndex>(a));
    return boxes;
}

}  // namespace

bool area_contains(const Coverage& coverage, AreaIndex area, MapPoint p) {
    bool inside = false;
    for (std::uint32_t ring = coverage.first_ring(area); ring < coverage.last_ring(area); ++ring) {
        for (const SignedArc arc : coverage.ring_arcs(ring)) {
            // The direction of an edge does not matter to ray_meets_edge.
            const std::span<const MapPoint> points = coverage.arc_points(arc_of(arc));
            for (std::size_t i = 1; i < points.size(); ++i)
                if (ray_meets_edge(p, points[i - 1], points[i])) inside = !inside;
        }
    }
    return inside;
}

AreaLocator::AreaLocator(std::shared_ptr<const Coverage> coverage) : m_coverage(std::move(coverage)), m_index(boxes_of(*m_coverage)) {}

AreaIndex AreaLocator::find(MapPoint point) const {
    AreaIndex best = no_area;
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) return best;
    m_index.for_each({point.x, point.y, point.x, point.y}, [&](std::uint32_t i) {
        const auto area = static_cast<AreaIndex>(i);
        // Where areas overlap the first of them is meant, in whatever order the tree comes upon them.
        if ((best == no_area || area < best) && area_contains(*m_coverage, area, point)) best = area;
        return true;
    });
    return best;
}

std::vector<AreaIndex> AreaLocator::in_box(const MapBox& box) const {
    std::vector<AreaIndex> areas;
    m_index.for_each(box, [&](std::uint32_t i) {
        areas.push_back(static_cast<AreaIndex>(i));
        return true;
    });
    std::sort(areas.begin(), areas.end());
    return areas;
}

}  // namespace needsmap::geo
