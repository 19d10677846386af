// Ear clipping (G. H. Meisters, "Polygons have ears", American Mathematical Monthly 82, 1975): a convex corner whose triangle holds no
// other vertex is cut off, until three are left. Holes are first joined to the outline by bridges, rightmost hole first, so that
// a hole always sees the outline or a hole already joined to its right (D. Eberly, "Triangulation by ear clipping", 2002); we take
// the nearest vertex it sees.
//
// Only reflex vertices can lie in an ear, so only they are looked up, through a grid with a few of them per cell: small polygons
// have one cell. All decisions use exact orientations, hence a valid polygon always gives exactly its ground. Bridges, holes that
// touch and other weakly simple places give several vertices at one point; there a diagonal must leave within the vertex's own
// sector. Anything else is cut off as it comes, which always ends, and the missing or doubled ground is returned.
#include "geo/earclip.hpp"

#include <algorithm>

#include "geo/predicates.hpp"
#include "geo/rings.hpp"

namespace needsmap::geo {

namespace {

constexpr std::size_t reflex_per_cell = 4;
constexpr std::uint32_t largest_grid = 512;

}  // namespace

std::uint32_t EarClipper::add_loop(std::span<const MapPoint> ring, std::uint32_t first_source, bool counter_clockwise) {
    const auto begin = static_cast<std::uint32_t>(m_vertices.size());
    for (std::uint32_t i = 0; i < ring.size(); ++i) {
        const MapPoint p = ring[i];
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
        if (m_vertices.size() > begin && m_vertices.back().p == p) continue;
        m_vertices.push_back({p, first_source + i, 0, 0, none, Corner::convex});
    }
    while (m_vertices.size() > begin + 1 && m_vertices.back().p == m_vertices[begin].p) m_vertices.pop_back();
    const auto count = static_cast<std::uint32_t>(m_vertices.size()) - begin;
    if (count < 3) {
        m_vertices.resize(begin);
        return none;
    }
    const bool forward = (signed_area_m2(ring) > 0) == counter_clockwise;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t before = begin + (i + count - 1) % count, after = begin + (i + 1) % count;
        m_vertices[begin + i].previous = forward ? before : after;
        m_vertices[begin + i].next = forward ? after : before;
    }
    return begin;
}

/// True when a diagonal from the vertex towards `direction` starts inside the polygon or along one of the vertex's edges.
bool EarClipper::in_cone(std::uint32_t vertex, MapPoint direction) const {
    const Vertex& v = m_vertices[vertex];
    const MapPoint before = m_vertices[v.previous].p, after = m_vertices[v.next].p;
    const double beside_after = orientation(v.p, after, direction), beside_before = orientation(v.p, before, direction);
    if (orientation(before, v.p, after) > 0) return beside_after >= 0 && beside_before <= 0;
    return beside_after >= 0 || beside_before <= 0;
}

bool EarClipper::blocks(std::uint32_t loop, MapPoint a, MapPoint b) const {
    const double min_x = std::min(a.x, b.x), max_x = std::max(a.x, b.x), min_y = std::min(a.y, b.y), max_y = std::max(a.y, b.y);
    std::uint32_t at = loop;
    do {
        const MapPoint c = m_vertices[at].p;
        at = m_vertices[at].next;
        const MapPoint d = m_vertices[at].p;
        if (std::max(c.x, d.x) < min_x || std::min(c.x, d.x) > max_x || std::max(c.y, d.y) < min_y || std::min(c.y, d.y) > max_y) continue;
        if (c == a || c == b || d == a || d == b) continue;
        if (segments_meet(a, b, c, d)) return true;
    } while (at != loop);
    return false;
}

bool EarClipper::sees(std::uint32_t from, std::uint32_t to, std::uint32_t outer, std::span<const std::uint32_t> holes) const {
    const MapPoint a = m_vertices[from].p, b = m_vertices[to].p;
    // At a common point the hole as a whole must lie in the sector of the outline's vertex.
    if (a == b) return in_cone(to, m_vertices[m_vertices[from].next].p) && in_cone(to, m_vertices[m_vertices[from].previous].p);
    if (!in_cone(from, b) || !in_cone(to, a) || blocks(outer, a, b)) return false;
    return std::none_of(holes.begin(), holes.end(), [&](std::uint32_t hole) { return blocks(hole, a, b); });
}

std::uint32_t EarClipper::visible_vertex(std::uint32_t outer, std::uint32_t hole_vertex, std::span<const std::uint32_t> holes) {
    m_by_distance.clear();
    std::uint32_t at = outer;
    do {
        m_by_distance.emplace_back(distance(m_vertices[at].p, m_vertices[hole_vertex].p), at);
        at = m_vertices[at].next;
    } while (at != outer);
    std::make_heap(m_by_distance.begin(), m_by_distance.end(), std::greater<>());
    const std::uint32_t nearest = m_by_distance.front().second;
    while (!m_by_distance.empty()) {
        std::pop_heap(m_by_distance.begin(), m_by_distance.end(), std::greater<>());
        const std::uint32_t candidate = m_by_distance.back().second;
        m_by_distance.pop_back();
        if (sees(hole_vertex, candidate, outer, holes)) return candidate;
    }
    return nearest;  // only in polygons that are not valid
}

/// Cuts the polygon open along outer vertex - hole vertex; both get a twin.
void EarClipper::bridge(std::uint32_t outer_vertex, std::uint32_t hole_vertex) {
    const auto hole_twin = static_cast<std::uint32_t>(m_vertices.size()), outer_twin = hole_twin + 1;
    m_vertices.push_back(m_vertices[hole_vertex]);
    m_vertices.push_back(m_vertices[outer_vertex]);
    const std::uint32_t after_outer = m_vertices[outer_vertex].next, before_hole = m_vertices[hole_vertex].previous;
    m_vertices[outer_vertex].next = hole_vertex;
    m_vertices[hole_vertex].previous = outer_vertex;
    m_vertices[before_hole].next = hole_twin;
    m_vertices[hole_twin].previous = before_hole;
    m_vertices[hole_twin].next = outer_twin;
    m_vertices[outer_twin].previous = hole_twin;
    m_vertices[outer_twin].next = after_outer;
    m_vertices[after_outer].previous = outer_twin;
}

/// Joins holes that have a vertex in common with the loop, at that vertex. Elsewhere would leave two vertices at one point whose
/// sectors overlap.
void EarClipper::join_touching_holes(std::uint32_t outer) {
    m_by_place.clear();
    for (std::uint32_t i = 0; i < m_hole_of.size(); ++i) m_by_place.push_back(i);
    const auto before = [&](std::uint32_t l, std::uint32_t r) {
        const MapPoint a = m_vertices[l].p, b = m_vertices[r].p;
        return a.x != b.x ? a.x < b.x : a.y != b.y ? a.y < b.y : l < r;
    };
    std::sort(m_by_place.begin(), m_by_place.end(), before);
    // Every hole joined can touch further holes; two passes over the same places never join more than there are holes.
    for (bool more = true; more;) {
        more = false;
        for (std::size_t first = 0, last = 0; first < m_by_place.size(); first = last) {
            last = first + 1;
            while (last < m_by_place.size() && m_vertices[m_by_place[last]].p == m_vertices[m_by_place[first]].p) ++last;
            if (last - first > 1 && join_at_place(std::span(m_by_place).subspan(first, last - first), outer)) more = true;
        }
    }
}

/// `here`: all vertices at one point. True when a hole was joined.
bool EarClipper::join_at_place(std::span<const std::uint32_t> here, std::uint32_t outer) {
    const auto is_joined = [&](std::uint32_t v) { return m_hole_of[v] == none || m_joined[m_hole_of[v]]; };
    const auto in_loop = std::find_if(here.begin(), here.end(), is_joined);
    if (in_loop == here.end()) return false;
    bool any = false;
    for (const std::uint32_t v : here) {
        if (is_joined(v)) continue;
        std::uint32_t target = *in_loop;
        // Twins made by earlier bridges stand at the same point: take the vertex in whose sector the hole lies.
        std::uint32_t at = outer;
        do {
            if (m_vertices[at].p == m_vertices[v].p && sees(v, at, outer, {})) target = at;
            at = m_vertices[at].next;
        } while (at != outer);
        bridge(target, v);
        m_joined[m_hole_of[v]] = 1;
        any = true;
    }
    return any;
}

void EarClipper::join_holes(std::uint32_t outer) {
    for (std::uint32_t& hole : m_holes) {
        for (std::uint32_t start = hole, at = m_vertices[hole].next; at != start; at = m_vertices[at].next)
            if (m_vertices[at].p.x > m_vertices[hole].p.x) hole = at;
    }
    m_joined.assign(m_holes.size(), 0);
    join_touching_holes(outer);
    for (;;) {
        m_waiting.clear();
        for (std::size_t h = 0; h < m_holes.size(); ++h)
            if (!m_joined[h]) m_waiting.push_back(m_holes[h]);
        if (m_waiting.empty()) return;
        const auto further_right = [&](std::uint32_t l, std::uint32_t r) {
            return m_vertices[l].p.x != m_vertices[r].p.x ? m_vertices[l].p.x > m_vertices[r].p.x : l < r;
        };
        const std::uint32_t hole = *std::min_element(m_waiting.begin(), m_waiting.end(), further_right);
        bridge(visible_vertex(outer, hole, m_waiting), hole);
        m_joined[m_hole_of[hole]] = 1;
        join_touching_holes(outer);
    }
}

EarClipper::Corner EarClipper::corner_at(std::uint32_t vertex) const {
    const Vertex& v = m_vertices[vertex];
    const double turn = orientation(m_vertices[v.previous].p, v.p, m_vertices[v.next].p);
    return turn > 0 ? Corner::convex : turn < 0 ? Corner::reflex : Corner::straight;
}

std::uint32_t EarClipper::column_of(double x) const {
    return static_cast<std::uint32_t>(std::clamp((x - m_box.min_x) * m_columns_per_m, 0.0, m_columns - 1.0));
}

std::uint32_t EarClipper::row_of(double y) const {
    return static_cast<std::uint32_t>(std::clamp((y - m_box.min_y) * m_rows_per_m, 0.0, m_rows - 1.0));
}

/// Tells the corners of the loop apart, counts them, and chooses the grid.
void EarClipper::classify(std::uint32_t start) {
    m_left = 0;
    m_box = {};
    std::size_t reflex = 0;
    std::uint32_t at = start;
    do {
        Vertex& v = m_vertices[at];
        v.corner = corner_at(at);
        if (v.corner != Corner::convex) m_box.add(v.p), ++reflex;
        ++m_left;
        at = v.next;
    } while (at != start);
    const auto side = static_cast<std::uint32_t>(std::sqrt(static_cast<double>(reflex) / reflex_per_cell));
    const bool flat = reflex == 0 || m_box.width() <= 0 || m_box.height() <= 0;
    m_columns = m_rows = flat ? 1 : std::clamp(side, 1u, largest_grid);
    m_columns_per_m = m_columns == 1 ? 0 : m_columns / m_box.width();
    m_rows_per_m = m_rows == 1 ? 0 : m_rows / m_box.height();
}

void EarClipper::fill_grid() {
    m_cell_begin.assign(std::size_t{m_columns} * m_rows + 1, 0);
    for (const Vertex& v : m_vertices)
        if (v.corner != Corner::convex) ++m_cell_begin[cell_of(v.p) + 1];
    for (std::size_t c = 1; c < m_cell_begin.size(); ++c) m_cell_begin[c] += m_cell_begin[c - 1];
    m_reflex.resize(m_cell_begin.back());
    m_cell_end.assign(m_cell_begin.begin(), m_cell_begin.end() - 1);
    for (std::uint32_t i = 0; i < m_vertices.size(); ++i) {
        Vertex& v = m_vertices[i];
        if (v.corner == Corner::convex) continue;
        v.slot = m_cell_end[cell_of(v.p)]++;
        m_reflex[v.slot] = {v.p, i};
    }
}

/// Takes a vertex out of the grid.
void EarClipper::forget(std::uint32_t vertex) {
    Vertex& v = m_vertices[vertex];
    if (v.slot == none) return;
    const Reflex& last = m_reflex[--m_cell_end[cell_of(v.p)]];
    m_vertices[last.vertex].slot = v.slot;
    m_reflex[v.slot] = last;
    v.slot = none;
}

bool EarClipper::is_ear(std::uint32_t vertex) const {
    const Vertex& v = m_vertices[vertex];
    const Vertex &before = m_vertices[v.previous], &after = m_vertices[v.next];
    const MapPoint a = before.p, b = v.p, c = after.p;
    const double min_x = std::min({a.x, b.x, c.x}), max_x = std::max({a.x, b.x, c.x});
    const double min_y = std::min({a.y, b.y, c.y}), max_y = std::max({a.y, b.y, c.y});
    const std::uint32_t first_column = column_of(min_x), last_column = column_of(max_x), last_row = row_of(max_y);
    for (std::uint32_t row = row_of(min_y); row <= last_row; ++row) {
        for (std::uint32_t column = first_column; column <= last_column; ++column) {
            const std::size_t cell = std::size_t{row} * m_columns + column;
            const Reflex* const end = m_reflex.data() + m_cell_end[cell];
            for (const Reflex* reflex = m_reflex.data() + m_cell_begin[cell]; reflex != end; ++reflex) {
                const MapPoint p = reflex->p;
                // One branch instead of four: most points fail one of these, but not the same one.
                if ((p.x < min_x) | (p.x > max_x) | (p.y < min_y) | (p.y > max_y)) continue;
                if (p == a || p == b || p == c) continue;
                if (triangle_contains(c, a, b, p)) return false;  // the diagonal first: it tells most points apart
            }
        }
    }
    // The diagonal could leave the sector of an end only along a spike or bridge, and these come back to a corner of the triangle.
    const MapPoint far_before = m_vertices[before.previous].p, far_after = m_vertices[after.next].p;
    const bool simple = far_before != b && far_before != c && far_after != b && far_after != a;
    return simple || (in_cone(v.previous, c) && in_cone(v.next, a));
}

/// Takes a vertex out of the loop and returns the one after it.
std::uint32_t EarClipper::unlink(std::uint32_t vertex) {
    Vertex& v = m_vertices[vertex];
    forget(vertex);
    m_vertices[v.previous].next = v.next;
    m_vertices[v.next].previous = v.previous;
    --m_left;
    for (const std::uint32_t n : {v.previous, v.next}) {
        m_vertices[n].corner = corner_at(n);
        if (m_vertices[n].corner == Corner::convex) forget(n);
    }
    return v.next;
}

void EarClipper::clip(std::uint32_t start, std::vector<std::uint32_t>& indices) {
    std::uint32_t at = start;
    std::uint32_t since_last = 0;  // vertices looked at in vain
    bool force = false;            // a whole round found nothing: the polygon is not valid
    while (m_left >= 3) {
        const Vertex& v = m_vertices[at];
        // No ground: a vertex on a straight line, or the tip of a bridge whose hole is used up.
        if (v.corner == Corner::straight) {
            at = unlink(at);
            since_last = 0;
            continue;
        }
        if (v.corner == Corner::convex && (force || is_ear(at))) {
            const MapPoint a = m_vertices[v.previous].p, c = m_vertices[v.next].p;
            indices.insert(indices.end(), {m_vertices[v.previous].source, v.source, m_vertices[v.next].source});
            m_triangles_m2 += std::abs((v.p.x - a.x) * (c.y - a.y) - (c.x - a.x) * (v.p.y - a.y)) / 2;
            // Skipping a vertex after each ear keeps triangles from fanning out of one corner.
            at = m_vertices[unlink(at)].next;
            since_last = 0;
            force = false;
            continue;
        }
        at = v.next;
        if (++since_last <= m_left) continue;
        if (force) return;  // nothing turns left any more: what remains has no ground
        force = true;
        since_last = 0;
    }
}

double EarClipper::run(std::span<const std::span<const MapPoint>> rings, std::vector<std::uint32_t>& indices) {
    m_vertices.clear();
    m_holes.clear();
    m_hole_of.clear();
    m_triangles_m2 = 0;
    if (rings.empty()) return 0;
    double polygon_m2 = std::abs(signed_area_m2(rings[0]));
    const std::uint32_t outer = add_loop(rings[0], 0, true);
    if (outer == none) return polygon_m2;
    m_hole_of.resize(m_vertices.size(), none);
    auto source = static_cast<std::uint32_t>(rings[0].size());
    for (const std::span<const MapPoint> ring : rings.subspan(1)) {
        const std::uint32_t hole = add_loop(ring, source, false);
        source += static_cast<std::uint32_t>(ring.size());
        if (hole == none) continue;
        polygon_m2 -= std::abs(signed_area_m2(ring));
        m_hole_of.resize(m_vertices.size(), static_cast<std::uint32_t>(m_holes.size()));
        m_holes.push_back(hole);
    }
    if (!m_holes.empty()) join_holes(outer);
    classify(outer);
    fill_grid();
    clip(outer, indices);
    return std::abs(polygon_m2 - m_triangles_m2);
}

}  // namespace needsmap::geo
