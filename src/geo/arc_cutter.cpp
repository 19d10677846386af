// The idea of TopoJSON (M. Bostock, 2012): junctions by comparing each vertex's neighbours, cut there, find equal arcs.
#include "geo/arc_cutter.hpp"

#include <algorithm>
#include <bit>

namespace needsmap::geo {

namespace {

constexpr std::uint32_t none = 0xffffffff;

/// One flag per vertex: not all rings that pass it come from and go to the same two vertices.
std::vector<std::uint8_t> find_nodes(const RingSet& rings, std::size_t vertex_count) {
    struct Around {
        VertexId low = none;
        VertexId high = none;
    };
    std::vector<Around> around(vertex_count);
    std::vector<std::uint8_t> is_node(vertex_count);
    for (std::size_t r = 0; r < rings.ring_count(); ++r) {
        const std::span<const VertexId> ids = rings.ring(r);
        VertexId previous = ids.back();
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const VertexId next = i + 1 < ids.size() ? ids[i + 1] : ids[0];
            const Around here{std::min(previous, next), std::max(previous, next)};
            Around& seen = around[ids[i]];
            if (seen.low == none) {
                seen = here;
            } else if (seen.low != here.low || seen.high != here.high) {
                is_node[ids[i]] = 1;
            }
            previous = ids[i];
        }
    }
    return is_node;
}

/// Arcs by their two ends. An arc is determined by its first edge: from there on it runs to the next node without a choice.
class ArcFinder {
public:
    /// The slot for the arc whose edges at the two ends are (end vertex, vertex beside it). The slot holds an arc or `none`.
    std::uint32_t& slot(std::uint64_t forward_key, std::uint64_t backward_key) {
        if ((m_used + 1) * 2 > m_slots.size()) grow();
        Slot& s = find(std::min(forward_key, backward_key));
        if (s.arc == none) ++m_used;
        return s.arc;
    }

private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t arc = none;
    };
    Slot& find(std::uint64_t key) {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t at = (key * 0x9e3779b97f4a7c15ULL >> 20) & mask;  // Fibonacci hashing (D. E. Knuth, TAOCP 3, 6.4)
        while (m_slots[at].arc != none && m_slots[at].key != key) at = (at + 1) & mask;
        m_slots[at].key = key;
        return m_slots[at];
    }
    void grow() {
        std::vector<Slot> old(std::max<std::size_t>(1024, m_slots.size() * 2));
        std::swap(old, m_slots);
        for (const Slot& s : old)
            if (s.arc != none) find(s.key).arc = s.arc;
    }
    std::vector<Slot> m_slots;
    std::size_t m_used = 0;
};

std::uint64_t edge_key(VertexId end, VertexId beside) { return (std::uint64_t{end} << 32) | beside; }

class Cutter {
public:
    Cutter(const RingSet& rings, std::span<const MapPoint> vertices)
        : m_rings(rings), m_vertices(vertices), m_is_node(find_nodes(rings, vertices.size())) {}

    CutArcs run() {
        CoverageData& d = m_out.data;
        d.arc_begin.push_back(0);
        d.ring_arc_begin.push_back(0);
        d.area_ring_begin = m_rings.area_ring_begin;
        d.ring_is_hole = m_rings.ring_is_hole;
        d.points.reserve(m_vertices.size() * 9 / 8);
        for (std::size_t area = 0; area < m_rings.area_count(); ++area) {
            m_area = static_cast<AreaIndex>(area);
            for (std::uint32_t r = m_rings.area_ring_begin[area]; r < m_rings.area_ring_begin[area + 1]; ++r) {
                cut_ring(m_rings.ring(r));
                d.ring_arc_begin.push_back(static_cast<std::uint32_t>(d.ring_arcs.size()));
            }
        }
        std::sort(m_out.same_side.begin(), m_out.same_side.end());
        m_out.same_side.erase(std::unique(m_out.same_side.begin(), m_out.same_side.end()), m_out.same_side.end());
        return std::move(m_out);
    }

private:
    void cut_ring(std::span<const VertexId> ids) {
        std::size_t start = 0;
        while (start < ids.size() && !m_is_node[ids[start]]) ++start;
        if (start == ids.size()) start = south_western(ids);
        // The ring once more from its start, closed, so that no arc wraps around the end.
        m_ring.assign(ids.begin() + static_cast<std::ptrdiff_t>(start), ids.end());
        m_ring.insert(m_ring.end(), ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(start) + 1);
        std::size_t first = 0;
        for (std::size_t i = 1; i < m_ring.size(); ++i) {
            if (i + 1 < m_ring.size() && !m_is_node[m_ring[i]]) continue;
            add_arc(std::span<const VertexId>(m_ring).subspan(first, i - first + 1));
            first = i;
        }
    }

    [[nodiscard]] std::size_t south_western(std::span<const VertexId> ids) const {
        const auto less = [&](VertexId l, VertexId r) {
            const MapPoint a = m_vertices[l], b = m_vertices[r];
            return a.x != b.x ? a.x < b.x : a.y < b.y;
        };
        return static_cast<std::size_t>(std::min_element(ids.begin(), ids.end(), less) - ids.begin());
    }

    void add_arc(std::span<const VertexId> ids) {
        const std::uint64_t forward = edge_key(ids[0], ids[1]);
        const std::uint64_t backward = edge_key(ids.back(), ids[ids.size() - 2]);
        CoverageData& d = m_out.data;
        std::uint32_t& slot = m_finder.slot(forward, backward);
        // Normally one arc at most; areas that share ground make twins with the same points.
        for (std::uint32_t arc = slot; arc != none; arc = m_twin[arc]) {
            if (m_forward_key[arc] == forward) {
                m_out.same_side.push_back(std::minmax(d.arc_left[arc], m_area));
            } else if (d.arc_right[arc] == no_area) {
                d.arc_right[arc] = m_area;
                d.ring_arcs.push_back(~static_cast<SignedArc>(arc));
                return;
            } else {
                m_out.same_side.push_back(std::minmax(d.arc_right[arc], m_area));
            }
        }
        const auto arc = static_cast<std::uint32_t>(d.arc_left.size());
        m_twin.push_back(slot);
        slot = arc;
        m_forward_key.push_back(forward);
        for (const VertexId id : ids) d.points.push_back(m_vertices[id]);
        d.arc_begin.push_back(static_cast<std::uint32_t>(d.points.size()));
        d.arc_left.push_back(m_area);
        d.arc_right.push_back(no_area);
        d.ring_arcs.push_back(static_cast<SignedArc>(arc));
    }

    const RingSet& m_rings;
    std::span<const MapPoint> m_vertices;
    std::vector<std::uint8_t> m_is_node;
    ArcFinder m_finder;
    std::vector<std::uint32_t> m_twin;         // next arc with the same points, or none
    std::vector<std::uint64_t> m_forward_key;  // tells the direction in which an arc is stored
    std::vector<VertexId> m_ring;
    AreaIndex m_area = 0;
    CutArcs m_out;
};

}  // namespace

CutArcs cut_arcs(const RingSet& rings, std::span<const MapPoint> vertices) { return Cutter(rings, vertices).run(); }

}  // namespace needsmap::geo
