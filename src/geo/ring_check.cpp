#include "geo/ring_check.hpp"

#include <algorithm>
#include <bit>

#include "base/parallel.hpp"
#include "geo/predicates.hpp"
#include "geo/rings.hpp"

namespace needsmap::geo {

namespace {

/// An edge with its box. The sweep runs along the longer side of the area's box, where fewer edges lie abreast.
struct Edge {
    double along_min, along_max, across_min, across_max;
    VertexId a, b;
};

/// Scratch memory of one thread.
struct Sweep {
    std::vector<Edge> edges;
    std::vector<Edge> sorted;
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
    const bool sharp = (p.x - q.x) * (r.x - q.x) + (p.y - q.y) * (r.y - q.y) > 0;  // cheap, and rarely true
    return sharp && orientation(p, q, r) == 0;
}

bool pair_is_suspicious(const Edge& e, const Edge& f, std::span<const MapPoint> vertices) {
    if (e.a == f.a || e.a == f.b || e.b == f.a || e.b == f.b) return is_suspicious_joint(e, f, vertices);
    return segments_meet(vertices[e.a], vertices[e.b], vertices[f.a], vertices[f.b]);
}

/// Puts the edges in the order of the sweep. The keys have the distance from the start in float bits, which sort like the numbers as
/// long as these are not negative, and the index below; moving whole edges about would be slow. Rounding to float can swap edges
/// that start nearly together, so the sweep allows for that much slack.
void sort_edges(Sweep& sweep, double start) {
    sweep.order.clear();
    for (std::uint32_t i = 0; i < sweep.edges.size(); ++i)
        sweep.order.push_back(std::uint64_t{std::bit_cast<std::uint32_t>(static_cast<float>(sweep.edges[i].along_min - start))} << 32 | i);
    std::sort(sweep.order.begin(), sweep.order.end());
    sweep.sorted.clear();
    for (const std::uint64_t key : sweep.order) sweep.sorted.push_back(sweep.edges[static_cast<std::uint32_t>(key)]);
}

/// Every pair of edges whose boxes overlap.
bool edges_are_suspicious(Sweep& sweep, double start, double length, std::span<const MapPoint> vertices) {
    sort_edges(sweep, start);
    const double slack = length * 0x1p-23;
    const Edge* const end = sweep.sorted.data() + sweep.sorted.size();
    for (const Edge* e = sweep.sorted.data(); e != end; ++e) {
        for (const Edge* f = e + 1; f != end && f->along_min <= e->along_max + slack; ++f) {
            if ((f->across_min > e->across_max) | (f->across_max < e->across_min)) continue;
            if (pair_is_suspicious(*e, *f, vertices)) return true;
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
    const std::uint32_t first = rings.area_ring_begin[area], last = rings.area_ring_begin[area + 1];
    if (first == last) return false;
    MapBox box;
    for (std::uint32_t i = rings.ring_begin[first]; i < rings.ring_begin[last]; ++i) box.add(vertices[rings.ids[i]]);
    const bool upright = box.height() > box.width();
    sweep.edges.clear();
    for (std::uint32_t r = first; r < last; ++r) {
        const std::span<const VertexId> ids = rings.ring(r);
        if (ids.size() < 3) return true;
        for (std::size_t i = 0, j = ids.size() - 1; i < ids.size(); j = i++) {
            const auto [west, east] = std::minmax({vertices[ids[j]].x, vertices[ids[i]].x});
            const auto [south, north] = std::minmax({vertices[ids[j]].y, vertices[ids[i]].y});
            if (upright) {
                sweep.edges.push_back({south, north, west, east, ids[j], ids[i]});
            } else {
                sweep.edges.push_back({west, east, south, north, ids[j], ids[i]});
            }
        }
    }
    if (edges_are_suspicious(sweep, upright ? box.min_y : box.min_x, std::max(box.width(), box.height()), vertices)) return true;
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
