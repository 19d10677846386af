#include "paper/page_arcs.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "paper/thinner.hpp"

namespace needsmap::paper {

namespace {

constexpr double margin_mm = 2;  // wider than any border line, so that the rim of a cut outline never shows

GridPoint rounded(geo::PagePoint p, double units_per_mm) {
    // Far beyond any page, and safe to subtract in 32 bits.
    constexpr double limit = 5e8;
    return {static_cast<std::int32_t>(std::lround(std::clamp(p.x * units_per_mm, -limit, limit))),
            static_cast<std::int32_t>(std::lround(std::clamp(p.y * units_per_mm, -limit, limit)))};
}

/// Numbers grid points in order of first sight. Open addressing: an England-sized coverage asks 200,000 times.
class NodeNumbers {
public:
    explicit NodeNumbers(std::size_t most) : m_slots(std::bit_ceil(most * 2 + 8), none), m_mask(m_slots.size() - 1) {
        m_nodes.reserve(most);
    }
    std::uint32_t number(GridPoint p) {
        std::uint64_t h = (static_cast<std::uint64_t>(static_cast<std::uint32_t>(p.x)) << 32) | static_cast<std::uint32_t>(p.y);
        h = (h ^ (h >> 29)) * 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio: spreads neighbouring keys (Knuth, vol. 3, 6.4)
        for (std::size_t at = (h >> 20) & m_mask;; at = (at + 1) & m_mask) {
            if (m_slots[at] == none) {
                m_slots[at] = static_cast<std::uint32_t>(m_nodes.size());
                m_nodes.push_back(p);
                return m_slots[at];
            }
            if (m_nodes[m_slots[at]] == p) return m_slots[at];
        }
    }
    [[nodiscard]] std::size_t count() const { return m_nodes.size(); }

private:
    static constexpr std::uint32_t none = UINT32_MAX;
    std::vector<std::uint32_t> m_slots;
    std::size_t m_mask;
    std::vector<GridPoint> m_nodes;
};

using Ring = std::vector<GridPoint>;

/// One side of Sutherland and Hodgman's clipping: keeps the part of the ring where inside(p) holds.
template <class Inside, class Cut>
void clip_side(const Ring& in, Ring& out, Inside inside, Cut cut) {
    out.clear();
    for (std::size_t i = 0; i < in.size(); ++i) {
        const GridPoint a = in[i], b = in[(i + 1) % in.size()];
        if (inside(a)) out.push_back(a);
        if (inside(a) != inside(b)) out.push_back(cut(a, b));
    }
}

void clip_ring(Ring& ring, const GridBox& box) {
    const auto at_x = [](std::int32_t x) {
        return [x](GridPoint a, GridPoint b) {
            const double t = static_cast<double>(x - a.x) / (b.x - a.x);
            return GridPoint{x, static_cast<std::int32_t>(std::lround(a.y + t * (b.y - a.y)))};
        };
    };
    const auto at_y = [](std::int32_t y) {
        return [y](GridPoint a, GridPoint b) {
            const double t = static_cast<double>(y - a.y) / (b.y - a.y);
            return GridPoint{static_cast<std::int32_t>(std::lround(a.x + t * (b.x - a.x))), y};
        };
    };
    Ring other;
    clip_side(
        ring, other, [&](GridPoint p) { return p.x >= box.min_x; }, at_x(box.min_x));
    clip_side(
        other, ring, [&](GridPoint p) { return p.x <= box.max_x; }, at_x(box.max_x));
    clip_side(
        ring, other, [&](GridPoint p) { return p.y >= box.min_y; }, at_y(box.min_y));
    clip_side(
        other, ring, [&](GridPoint p) { return p.y <= box.max_y; }, at_y(box.max_y));
}

}  // namespace

PageArcs::PageArcs(const geo::Coverage& coverage, const geo::PageFromMap& page_from_map, const geo::PageBox& window, double units_per_mm,
                   double tolerance_mm) {
    const geo::PageBox padded = window.padded(margin_mm);
    m_window.add(rounded({padded.min_x, padded.min_y}, units_per_mm));
    m_window.add(rounded({padded.max_x, padded.max_y}, units_per_mm));
    Thinner thinner(tolerance_mm * units_per_mm);
    GridBox all;
    std::vector<GridPoint> line;
    for (std::uint32_t i = 0; i < coverage.arc_count(); ++i) {
        line.clear();
        Arc arc{m_points.size(), 0, coverage.arc_left(i), coverage.arc_right(i), 0, 0, {}};
        for (const geo::MapPoint& p : coverage.arc_points(i)) {
            const GridPoint g = rounded(page_from_map * p, units_per_mm);
            if (line.empty() || !(g == line.back())) line.push_back(g);
            arc.box.add(g);
        }
        thinner.append(line, m_points);
        arc.end = m_points.size();
        if (arc.end - arc.begin < 4 && m_points[arc.begin] == m_points.back()) {
            m_points.resize(arc.begin);  // shorter than a grid step, or there and back again: holds no ground
            continue;
        }
        all.add({arc.box.min_x, arc.box.min_y});
        all.add({arc.box.max_x, arc.box.max_y});
        m_arcs.push_back(arc);
    }
    m_inside = m_arcs.empty() || m_window.contains(all);
    link_ends();
}

void PageArcs::link_ends() {
    NodeNumbers nodes(m_arcs.size() * 2);
    for (Arc& arc : m_arcs) {
        arc.from = nodes.number(m_points[arc.begin]);
        arc.to = nodes.number(m_points[arc.end - 1]);
    }
    m_node_count = nodes.count();
}

GridLines PageArcs::outlines(std::span<const std::uint8_t> member) const {
    const auto is_member = [&](geo::AreaIndex area) { return area != geo::no_area && member[static_cast<std::size_t>(area)] != 0; };
    // Arcs between members and others, directed with the members on the left, grouped by the node they leave.
    std::vector<std::uint32_t> leaving_begin(m_node_count + 2, 0);
    std::vector<std::int32_t> side(m_arcs.size(), 0);
    for (std::size_t i = 0; i < m_arcs.size(); ++i) {
        const Arc& arc = m_arcs[i];
        side[i] = static_cast<std::int32_t>(is_member(arc.left)) - static_cast<std::int32_t>(is_member(arc.right));
        if (side[i] != 0) ++leaving_begin[(side[i] > 0 ? arc.from : arc.to) + 2];
    }
    for (std::size_t n = 2; n < leaving_begin.size(); ++n) leaving_begin[n] += leaving_begin[n - 1];
    std::vector<std::uint32_t> leaving(leaving_begin.back());
    for (std::size_t i = 0; i < m_arcs.size(); ++i)
        if (side[i] != 0) leaving[leaving_begin[(side[i] > 0 ? m_arcs[i].from : m_arcs[i].to) + 1]++] = static_cast<std::uint32_t>(i);

    // As many arcs enter a node as leave it, so following any unused one always comes back to the start.
    std::vector<std::uint32_t> next(leaving_begin.begin(), leaving_begin.end() - 1);
    GridLines out;
    Ring ring;
    for (std::uint32_t start = 0; start < m_node_count; ++start) {
        while (next[start] < leaving_begin[start + 1]) {
            ring.clear();
            GridBox box;
            std::uint32_t node = start;
            do {
                if (next[node] == leaving_begin[node + 1]) break;  // broken topology: close the ring where it stands
                const std::uint32_t index = leaving[next[node]++];
                const Arc& arc = m_arcs[index];
                const bool forward = side[index] > 0;
                for (std::size_t p = arc.begin + 1; p < arc.end; ++p) {
                    const GridPoint point = m_points[forward ? p - 1 : arc.end - (p - arc.begin)];
                    ring.push_back(point);
                    box.add(point);
                }
                node = forward ? arc.to : arc.from;
            } while (node != start);
            if (!m_inside) {
                if (!box.intersects(m_window)) continue;
                if (!m_window.contains(box)) clip_ring(ring, m_window);
            }
            out.points.insert(out.points.end(), ring.begin(), ring.end());
            out.finish(3);
        }
    }
    return out;
}

GridLines PageArcs::lines(bool outline_only) const {
    GridLines out;
    for (const Arc& arc : m_arcs) {
        if (outline_only && arc.left != geo::no_area && arc.right != geo::no_area) continue;
        if (!m_inside && !arc.box.intersects(m_window)) continue;
        const bool whole = m_inside || m_window.contains(arc.box);
        for (std::size_t p = arc.begin; p < arc.end; ++p) {
            if (!whole && p > arc.begin) {
                GridBox piece;
                piece.add(m_points[p - 1]), piece.add(m_points[p]);
                if (!piece.intersects(m_window)) {  // leave out this piece: the line goes on where it comes back
                    out.finish(2);
                    out.points.push_back(m_points[p]);
                    continue;
                }
            }
            out.points.push_back(m_points[p]);
        }
        out.finish(2);
    }
    return out;
}

}  // namespace needsmap::paper
