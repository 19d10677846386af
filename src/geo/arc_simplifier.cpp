// Visvalingam-Whyatt (M. Visvalingam, J. D. Whyatt, "Line generalisation by repeated elimination of points", The Cartographic
// Journal 30, 1993): again and again the vertex goes whose triangle with its two neighbours is the smallest.
//
// Our condition for topology: the triangle, border included, must hold no other vertex of the map, except those of this arc between
// the two neighbours, which are gone already. "Of the map" means as it was before any arc was simplified. That makes arcs
// independent of each other (so they can be done in parallel, in any order) and still safe: an arc then only moves over ground
// free of all vertices of other arcs. Were two simplified arcs to cross, a bend of one would lie between old and new course
// of the other, or the other way round, and every bend is a vertex of the original map.
#include "geo/arc_simplifier.hpp"

#include <algorithm>

#include "geo/predicates.hpp"

namespace needsmap::geo {

namespace {

double triangle_m2(MapPoint a, MapPoint b, MapPoint c) { return std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2; }

}  // namespace

bool ArcSimplifier::has_work(std::span<const MapPoint> arc, double threshold_m2) {
    for (std::size_t i = 1; i + 1 < arc.size(); ++i)
        if (triangle_m2(arc[i - 1], arc[i], arc[i + 1]) < threshold_m2) return true;
    return false;
}

void ArcSimplifier::prepare_obstacles(std::span<const MapPoint> arc, std::span<const MapPoint> foreign) {
    m_obstacles.clear();
    for (std::uint32_t i = 0; i < arc.size(); ++i) m_obstacles.push_back({arc[i], i});
    for (const MapPoint p : foreign) m_obstacles.push_back({p, Obstacle::foreign});
    std::sort(m_obstacles.begin(), m_obstacles.end(), [](const Obstacle& l, const Obstacle& r) { return l.place.x < r.place.x; });
}

bool ArcSimplifier::is_free(std::span<const MapPoint> arc, std::uint32_t index) const {
    const std::uint32_t before = m_previous[index], after = m_next[index];
    MapPoint a = arc[before], b = arc[index];
    const MapPoint c = arc[after];
    if (orientation(a, b, c) < 0) std::swap(a, b);
    const double min_x = std::min({a.x, b.x, c.x}), max_x = std::max({a.x, b.x, c.x});
    const double min_y = std::min({a.y, b.y, c.y}), max_y = std::max({a.y, b.y, c.y});
    auto o = std::lower_bound(m_obstacles.begin(), m_obstacles.end(), min_x, [](const Obstacle& l, double x) { return l.place.x < x; });
    for (; o != m_obstacles.end() && o->place.x <= max_x; ++o) {
        if (o->place.y < min_y || o->place.y > max_y) continue;
        const bool own = o->own_index != Obstacle::foreign;
        if (own && o->own_index >= before && o->own_index <= after) continue;
        // A closed arc has its start a second time at its end.
        if (own && (o->place == arc[before] || o->place == c)) continue;
        if (triangle_contains(a, b, c, o->place)) return false;
    }
    return true;
}

void ArcSimplifier::consider(std::span<const MapPoint> arc, std::uint32_t index, double threshold_m2) {
    if (index == 0 || index + 1 == arc.size()) return;
    m_area_m2[index] = triangle_m2(arc[m_previous[index]], arc[index], arc[m_next[index]]);
    if (m_area_m2[index] >= threshold_m2) return;
    m_heap.push_back({m_area_m2[index], index});
}

void ArcSimplifier::run(std::span<const MapPoint> arc, std::span<const double> thresholds_m2, std::size_t least_interior,
                        std::span<const MapPoint> foreign, std::span<std::uint8_t> step) {
    std::size_t interior = arc.size() - 2;
    if (interior <= least_interior || thresholds_m2.empty()) return;
    prepare_obstacles(arc, foreign);
    // Smallest triangle on top; equal ones by position, so that the result is the same everywhere.
    const auto later = [](const Candidate& l, const Candidate& r) {
        return l.area_m2 != r.area_m2 ? l.area_m2 > r.area_m2 : l.index > r.index;
    };
    m_previous.resize(arc.size());
    m_next.resize(arc.size());
    m_area_m2.assign(arc.size(), 0);
    m_heap.clear();
    for (std::uint32_t i = 0; i < arc.size(); ++i) m_previous[i] = i - 1, m_next[i] = i + 1;
    for (std::uint32_t i = 1; i + 1 < arc.size(); ++i) consider(arc, i, thresholds_m2.back());
    std::make_heap(m_heap.begin(), m_heap.end(), later);

    std::uint8_t current = 0;  // what goes now is there at the thresholds before, so a vertex never comes back at a coarser one
    while (!m_heap.empty() && interior > least_interior) {
        std::pop_heap(m_heap.begin(), m_heap.end(), later);
        const Candidate candidate = m_heap.back();
        m_heap.pop_back();
        const std::uint32_t index = candidate.index;
        if (step[index] != stays || m_area_m2[index] != candidate.area_m2) continue;  // gone, or its triangle has changed since
        if (!is_free(arc, index)) continue;  // comes back when a neighbour goes and so changes its triangle
        while (candidate.area_m2 >= thresholds_m2[current]) ++current;
        step[index] = current;
        --interior;
        const std::uint32_t before = m_previous[index], after = m_next[index];
        m_next[before] = after;
        m_previous[after] = before;
        for (const std::uint32_t neighbour : {before, after}) {
            const std::size_t size = m_heap.size();
            consider(arc, neighbour, thresholds_m2.back());
            if (m_heap.size() > size) std::push_heap(m_heap.begin(), m_heap.end(), later);
        }
    }
}

}  // namespace needsmap::geo
