#include "geo/ring_check.hpp"

#include <algorithm>
#include <bit>
#include <limits>

#include "base/parallel.hpp"
#include "geo/predicates.hpp"
#include "geo/rings.hpp"

namespace needsmap::geo {

namespace {

struct Edge {
    double min_x, max_x, min_y, max_y;
    VertexId a, b;
};

/// Scratch memory of one thread.
struct Sweep {
    std::vector<Edge> edges;
    std::vector<std::uint64_t> order;
    std::vector<MapPoint> points;
};

/// Edges that share a vertex: allowed for two that follow each other in a ring unless they fold back onto each other. Two edges
/// share one vertex also where a ring touches itself; that is suspicious.
bool is_suspicious_joint(const Edge& e, const Edge& f, std::span<const MapPoint> vertices) {
    const bool follows = e.b == f.a, precedes = e.a == f.b;
    if (follows == precedes) return true;  // start or end in common, or the same edge twice
    const VertexId joint = follows ? e.b : e.a;
    const MapPoint p = vertices[follows ? e.a : e.b], q = vertices[joint], r = vertices[follows ? f.b : f.a];
    if (orientation(p, q, r) != 0) return false;
    return (p.x - q.x) * (r.x - q.x) + (p.y - q.y) * (r.y - q.y) > 0;
}

bool pair_is_suspicious(const Edge& e, const Edge& f, std::span<const MapPoint> vertices) {
    if (e.a == f.a || e.a == f.b || e.b == f.a || e.b == f.b) return is_suspicious_joint(e, f, vertices);
    return segments_meet(vertices[e.a], vertices[e.b], vertices[f.a], vertices[f.b]);
}

/// Indices of the edges from west to east in the lower half of each entry. The upper half is the distance from the westernmost in
/// float bits, which sort like the numbers as long as these are not negative; whole edges would be slow to move about. Rounding
/// to float can swap near-equal edges, so the sweep allows for it.
void sort_edges(Sweep& sweep) {
    double west = std::numeric_limits<double>::infinity();
    for (const Edge& e : sweep.edges) west = std::min(west, e.min_x);
    sweep.order.clear();
    for (std::uint32_t i = 0; i < sweep.edges.size(); ++i)
        sweep.order.push_back(std::uint64_t{std::bit_cast<std::uint32_t>(static_cast<float>(sweep.edges[i].min_x - west))} << 32 | i);
    std::sort(sweep.order.begin(), sweep.order.end());
}

/// Every pair of edges whose boxes overlap, found by sweeping from west to east.
bool edges_are_suspicious(Sweep& sweep, std::span<const MapPoint> vertices) {
    sort_edges(sweep);
    const auto edge_at = [&](std::size_t i) -> const Edge& { return sweep.edges[static_cast<std::uint32_t>(sweep.order[i])]; };
    double west = std::numeric_limits<double>::infinity(), east = -west;
    for (const Edge& e : sweep.edges) west = std::min(west, e.min_x), east = std::max(east, e.max_x);
    const double slack = (east - west) * 0x1p-23;
    for (std::size_t i = 0; i < sweep.order.size(); ++i) {
        const Edge& e = edge_at(i);
        for (std::size_t j = i + 1; j < sweep.order.size() && edge_at(j).min_x <= e.max_x + slack; ++j) {
            const Edge& f = edge_at(j);
            if (f.min_y > e.max_y || f.max_y < e.min_y) continue;
            if (pair_is_suspicious(e, f, vertices)) return true;
        }
    }
    return false;
}

/// With no edges meeting, one vertex of a ring tells on which side of another ring all of it lies.
bool nesting_is_suspicious(const RingSet& rings, std::uint32_t first, std::uint32_t last, std::span<const MapPoint> vertices,
                           Sweep& sweep) {
    for (std::uint32_t r = first; r < last; ++r) {
        sweep.points.clear();
        MapBox box;
        for (const VertexId id : rings.ring(r)) {
            sweep.points.push_back(vertices[id]);
            box.add(vertices[id]);
        }
        std::uint32_t owner = first;  // the outer ring of the part that `other` belongs to
        for (std::uint32_t other = first; other < last; ++other) {
            if (!rings.ring_is_hole[other]) owner = other;
            if (other == r) continue;
            const MapPoint p = vertices[rings.ring(other)[0]];
            const bool inside = box.contains(p) && ring_contains(sweep.points, p);
            // Only a part's own holes may be inside its outer ring, and nothing inside a hole (an island in a lake is rare enough
            // to be left to GEOS).
            const bool expected = r == owner && rings.ring_is_hole[other];
            if (inside != expected) return true;
        }
    }
    return false;
}

bool area_is_suspicious(const RingSet& rings, std::size_t area, std::span<const MapPoint> vertices, Sweep& sweep) {
    sweep.edges.clear();
    const std::uint32_t first = rings.area_ring_begin[area], last = rings.area_ring_begin[area + 1];
    for (std::uint32_t r = first; r < last; ++r) {
        const std::span<const VertexId> ids = rings.ring(r);
        if (ids.size() < 3) return true;
        for (std::size_t i = 0, j = ids.size() - 1; i < ids.size(); j = i++) {
            const MapPoint p = vertices[ids[j]], q = vertices[ids[i]];
            sweep.edges.push_back({std::min(p.x, q.x), std::max(p.x, q.x), std::min(p.y, q.y), std::max(p.y, q.y), ids[j], ids[i]});
        }
    }
    if (edges_are_suspicious(sweep, vertices)) return true;
    return last - first > 1 && nesting_is_suspicious(rings, first, last, vertices, sweep);
}

}  // namespace

std::vector<std::uint8_t> suspicious_areas(const RingSet& rings, std::span<const MapPoint> vertices) {
    std::vector<std::uint8_t> suspicious(rings.area_count());
    base::parallel_ranges(rings.area_count(), 256, [&](std::size_t first, std::size_t last) {
        Sweep sweep;
        for (std::size_t area = first; area < last; ++area) suspicious[area] = area_is_suspicious(rings, area, vertices, sweep) ? 1 : 0;
    });
    return suspicious;
}

}  // namespace needsmap::geo
