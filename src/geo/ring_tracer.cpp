#include "geo/ring_tracer.hpp"

#include <algorithm>

#include "geo/nodes.hpp"
#include "geo/predicates.hpp"
#include "geo/rings.hpp"

namespace needsmap::geo {

namespace {

struct Ring {
    std::vector<SignedArc> arcs;
    std::vector<MapPoint> points;
    MapBox box;
    double signed_m2 = 0;
};

class Tracer {
public:
    explicit Tracer(const CoverageData& data)
        : m_data(data), m_nodes(find_nodes(data.points, data.arc_begin)), m_used(2 * data.arc_left.size()) {}

    /// Rings by area, in the order of their lowest arc.
    std::vector<std::vector<Ring>> run(std::size_t area_count) {
        std::vector<std::vector<Ring>> rings(area_count);
        for (std::size_t i = 0; i < m_data.arc_left.size(); ++i) {
            for (const SignedArc start : {static_cast<SignedArc>(i), ~static_cast<SignedArc>(i)}) {
                const AreaIndex area = left_of(start);
                if (area != no_area && !used(start)) trace_face(start, area, rings[static_cast<std::size_t>(area)]);
            }
        }
        return rings;
    }

private:
    [[nodiscard]] AreaIndex left_of(SignedArc a) const { return is_reversed(a) ? m_data.arc_right[arc_of(a)] : m_data.arc_left[arc_of(a)]; }
    [[nodiscard]] std::uint8_t& used(SignedArc a) { return m_used[2 * arc_of(a) + (is_reversed(a) ? 1 : 0)]; }

    /// The point beside the node from which `a` leaves.
    [[nodiscard]] MapPoint second_point(SignedArc a) const {
        const std::uint32_t arc = arc_of(a);
        return is_reversed(a) ? m_data.points[m_data.arc_begin[arc + 1] - 2] : m_data.points[m_data.arc_begin[arc] + 1];
    }
    [[nodiscard]] MapPoint first_point(SignedArc a) const {
        const std::uint32_t arc = arc_of(a);
        return is_reversed(a) ? m_data.points[m_data.arc_begin[arc + 1] - 1] : m_data.points[m_data.arc_begin[arc]];
    }

    /// True when, turning clockwise from direction `from` about `centre`, `a` comes before `b`.
    static bool earlier_clockwise(MapPoint centre, MapPoint from, MapPoint a, MapPoint b) {
        // 0: the first half turn, excluding the direction itself; 1: straight on or beyond; 2: the direction itself.
        const auto half = [&](MapPoint p) {
            const double o = orientation(centre, from, p);
            if (o < 0) return 0;
            if (o > 0) return 1;
            return (p.x - centre.x) * (from.x - centre.x) + (p.y - centre.y) * (from.y - centre.y) > 0 ? 2 : 1;
        };
        const int ha = half(a), hb = half(b);
        if (ha != hb) return ha < hb;
        return orientation(centre, a, b) < 0;
    }

    /// The unused arc with the area on its left that leaves the node where `arriving` ends: the first one clockwise, which keeps to
    /// the same piece of ground where the area touches itself at the node.
    [[nodiscard]] SignedArc next_arc(SignedArc arriving, AreaIndex area) {
        const SignedArc back = ~arriving;
        const MapPoint centre = first_point(back), from = second_point(back);
        SignedArc best = 0;
        bool found = false;
        for (const SignedArc candidate : m_nodes.leaving_from(m_nodes.end_of(arriving))) {
            if (left_of(candidate) != area || used(candidate)) continue;
            if (!found || earlier_clockwise(centre, from, second_point(candidate), second_point(best))) best = candidate;
            found = true;
        }
        return found ? best : arriving;
    }

    /// Walks around one piece of ground and cuts the walk into rings wherever it comes to a node again.
    void trace_face(SignedArc start, AreaIndex area, std::vector<Ring>& rings) {
        m_path.clear();
        SignedArc arc = start;
        for (;;) {
            used(arc) = 1;
            m_path.push_back(arc);
            const std::uint32_t node = m_nodes.end_of(arc);
            for (std::size_t i = m_path.size(); i-- > 0;) {
                if (m_nodes.start_of(m_path[i]) != node) continue;
                rings.push_back(make_ring({m_path.begin() + static_cast<std::ptrdiff_t>(i), m_path.end()}));
                m_path.resize(i);
                break;
            }
            if (m_path.empty()) return;
            const SignedArc next = next_arc(arc, area);
            if (next == arc) return;  // arcs do not balance: what is left of the walk is no ring
            arc = next;
        }
    }

    [[nodiscard]] Ring make_ring(std::vector<SignedArc> arcs) const {
        Ring ring{std::move(arcs), {}, {}, 0};
        for (const SignedArc a : ring.arcs) {
            const auto first = m_data.points.begin() + m_data.arc_begin[arc_of(a)];
            const auto last = m_data.points.begin() + m_data.arc_begin[arc_of(a) + 1];
            if (is_reversed(a)) {
                ring.points.insert(ring.points.end(), std::make_reverse_iterator(last), std::make_reverse_iterator(first) - 1);
            } else {
                ring.points.insert(ring.points.end(), first, last - 1);
            }
        }
        for (const MapPoint p : ring.points) ring.box.add(p);
        ring.signed_m2 = signed_area_m2(ring.points);
        return ring;
    }

    const CoverageData& m_data;
    Nodes m_nodes;
    std::vector<std::uint8_t> m_used;  // two per arc: forward, backward
    std::vector<SignedArc> m_path;
};

/// The smallest outer ring around each hole; rings of one area do not cross, so one point decides. The middle of an edge of the
/// hole lies on no edge of an outer ring, unlike its vertices.
const Ring* outer_of(const Ring& hole, const std::vector<Ring>& rings) {
    const MapPoint p = (hole.points[0] + hole.points[1]) * 0.5;
    const Ring* best = nullptr;
    for (const Ring& outer : rings) {
        if (outer.signed_m2 <= 0 || !outer.box.contains(p) || (best && best->signed_m2 <= outer.signed_m2)) continue;
        if (ring_contains(outer.points, p)) best = &outer;
    }
    return best;
}

void append(CoverageData& data, const Ring& ring, bool is_hole) {
    data.ring_arcs.insert(data.ring_arcs.end(), ring.arcs.begin(), ring.arcs.end());
    data.ring_arc_begin.push_back(static_cast<std::uint32_t>(data.ring_arcs.size()));
    data.ring_is_hole.push_back(is_hole ? 1 : 0);
}

}  // namespace

void trace_rings(CoverageData& data, std::size_t area_count) {
    const std::vector<std::vector<Ring>> rings_of_area = Tracer(data).run(area_count);
    data.area_ring_begin = {0};
    data.ring_arc_begin = {0};
    data.ring_is_hole.clear();
    data.ring_arcs.clear();
    for (const std::vector<Ring>& rings : rings_of_area) {
        std::vector<const Ring*> owner(rings.size(), nullptr);
        for (std::size_t i = 0; i < rings.size(); ++i)
            if (rings[i].signed_m2 <= 0) owner[i] = outer_of(rings[i], rings);
        for (std::size_t i = 0; i < rings.size(); ++i) {
            if (rings[i].signed_m2 <= 0) continue;
            append(data, rings[i], false);
            for (std::size_t h = 0; h < rings.size(); ++h)
                if (owner[h] == &rings[i]) append(data, rings[h], true);
        }
        // Only where areas overlapped from the start can a hole be without an outline; it still counts in the sum of ground.
        for (std::size_t i = 0; i < rings.size(); ++i)
            if (rings[i].signed_m2 <= 0 && !owner[i]) append(data, rings[i], true);
        data.area_ring_begin.push_back(static_cast<std::uint32_t>(data.ring_is_hole.size()));
    }
}

}  // namespace needsmap::geo
