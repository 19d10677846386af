// Pole of inaccessibility by quadtree refinement with bounds, the idea of V. Agafonkin, "A new algorithm for finding a visual
// center of a polygon" (Mapbox, 2016): a square cell whose centre has signed distance d to the border can hold no point
// farther inside than d + half its diagonal, so cells are taken in the order of that bound until none can improve the best.
#include "geo/label_point.hpp"

#include <cstdint>
#include <limits>
#include <numbers>
#include <queue>
#include <vector>

#include "geo/rings.hpp"

namespace needsmap::geo {

namespace {

// Four edges at a time, in single precision relative to the area's own corner: coordinates within an area 50 km wide keep 4 mm.
using Lanes = float __attribute__((vector_size(16)));
using Masks = std::int32_t __attribute__((vector_size(16)));
constexpr std::size_t lanes = 4;

Lanes all(float value) { return Lanes{value, value, value, value}; }
Lanes lesser(Lanes a, Lanes b) { return a < b ? a : b; }
Lanes greater(Lanes a, Lanes b) { return a > b ? a : b; }

/// Four edges from a to a + d.
struct FourEdges {
    Lanes ax{}, ay{}, dx{}, dy{};
    Lanes inverse_length2{};  // 0 for an edge without length: the nearest point is then a
    Lanes slope{};            // dx / dy; 0 for level edges, which no ray meets
};

/// The edges of an area. What is left of the last four lies too far away to matter.
class Edges {
public:
    explicit Edges(MapPoint origin) : m_origin(origin) {}

    void add(MapPoint from, MapPoint to) {
        const MapPoint a = from - m_origin;
        const MapPoint d = to - from;
        set(m_count++, static_cast<float>(a.x), static_cast<float>(a.y), static_cast<float>(d.x), static_cast<float>(d.y));
    }

    /// Metres to the nearest edge, positive inside (even-odd). Gives up, and returns -infinity, as soon as an edge nearer than
    /// `needed_m` is found: the caller has no use for such a point.
    [[nodiscard]] double signed_distance(MapPoint point, double needed_m) const {
        const MapPoint p = point - m_origin;
        const Lanes px = all(static_cast<float>(p.x)), py = all(static_cast<float>(p.y));
        const float needed2 = needed_m > 0 ? static_cast<float>(needed_m * needed_m) : 0.0F;
        Lanes nearest2 = all(std::numeric_limits<float>::max());
        Masks inside{};
        std::size_t until_look = look_every;
        for (const FourEdges& e : m_edges) {
            const Lanes vx = px - e.ax, vy = py - e.ay;
            const Lanes t = lesser(greater((vx * e.dx + vy * e.dy) * e.inverse_length2, all(0)), all(1));
            const Lanes wx = vx - e.dx * t, wy = vy - e.dy * t;
            nearest2 = lesser(nearest2, wx * wx + wy * wy);
            inside ^= ((e.ay > py) != (e.ay + e.dy > py)) & (px < e.ax + vy * e.slope);
            if (--until_look != 0) continue;
            if (least(nearest2) < needed2) return -std::numeric_limits<double>::infinity();
            until_look = look_every;
        }
        const double distance = std::sqrt(static_cast<double>(least(nearest2)));
        return (inside[0] ^ inside[1] ^ inside[2] ^ inside[3]) != 0 ? distance : -distance;
    }

private:
    static constexpr std::size_t look_every = 4;
    static constexpr float far_away = 1e9F;

    static float least(Lanes v) { return std::min(std::min(v[0], v[1]), std::min(v[2], v[3])); }

    void set(std::size_t edge, float ax, float ay, float dx, float dy) {
        if (edge % lanes == 0) {
            m_edges.emplace_back();
            for (std::size_t lane = 1; lane < lanes; ++lane) write(lane, far_away, far_away, 0, 0);
        }
        write(edge % lanes, ax, ay, dx, dy);
    }
    void write(std::size_t lane, float ax, float ay, float dx, float dy) {
        FourEdges& e = m_edges.back();
        const float length2 = dx * dx + dy * dy;
        e.ax[lane] = ax, e.ay[lane] = ay, e.dx[lane] = dx, e.dy[lane] = dy;
        e.inverse_length2[lane] = length2 > 0 ? 1 / length2 : 0;
        e.slope[lane] = dy != 0 ? dx / dy : 0;
    }

    MapPoint m_origin;
    std::vector<FourEdges> m_edges;
    std::size_t m_count = 0;
};

struct Cell {
    MapPoint centre;
    double half = 0;      // half the side
    double distance = 0;  // of the centre
    double bound = 0;     // no point of the cell is farther inside
    // Equal bounds are common in drawn test maps: the south-western cell goes first, whatever the library's heap does.
    friend bool operator<(const Cell& l, const Cell& r) {
        if (l.bound != r.bound) return l.bound < r.bound;
        if (l.centre.y != r.centre.y) return l.centre.y > r.centre.y;
        return l.centre.x > r.centre.x;
    }
};

/// `to_beat_m`: the cell matters only if some point of it is farther inside than this.
Cell make_cell(MapPoint centre, double half, const Edges& edges, double to_beat_m) {
    const double reach = half * std::sqrt(2.0);
    const double d = edges.signed_distance(centre, to_beat_m - reach);
    return {centre, half, d, d + reach};
}

MapPoint centroid(std::span<const MapPoint> ring) {
    const MapPoint origin = ring[0];
    double doubled = 0, x = 0, y = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const MapPoint a = ring[i] - origin;
        const MapPoint b = ring[i + 1] - origin;
        const double cross = a.x * b.y - b.x * a.y;
        doubled += cross, x += cross * (a.x + b.x), y += cross * (a.y + b.y);
    }
    if (doubled == 0) return origin;
    return {origin.x + x / (3 * doubled), origin.y + y / (3 * doubled)};
}

/// A circle of the same ground has this radius, so no point is farther inside than it.
double largest_clearance_m(const std::vector<std::vector<MapPoint>>& part) {
    double ground_m2 = 0;
    for (const std::vector<MapPoint>& ring : part) ground_m2 += signed_area_m2(ring);
    return std::sqrt(std::max(ground_m2, 0.0) / std::numbers::pi);
}

/// A centroid that has at least half of the clearance any point could have is well inside, and looks more central than the pole.
/// It spares two areas in three the search (LSOAs of England).
constexpr double enough_of_largest_clearance = 0.5;

/// The outer ring with the largest ground (holes subtracted) and, after it, its holes.
std::vector<std::vector<MapPoint>> largest_part(const Coverage& coverage, AreaIndex area) {
    std::vector<std::vector<MapPoint>> best, current;
    double best_m2 = -1, current_m2 = 0;
    const auto close_part = [&] {
        if (!current.empty() && current_m2 > best_m2) best = current, best_m2 = current_m2;
        current.clear(), current_m2 = 0;
    };
    for (std::uint32_t ring = coverage.first_ring(area); ring < coverage.last_ring(area); ++ring) {
        if (!coverage.is_hole(ring)) close_part();
        current.emplace_back();
        coverage.append_ring(ring, current.back());
        current_m2 += signed_area_m2(current.back());
    }
    close_part();
    return best;
}

}  // namespace

MapPoint find_label_point(const Coverage& coverage, AreaIndex area) {
    const std::vector<std::vector<MapPoint>> part = largest_part(coverage, area);
    if (part.empty()) return coverage.bounds().empty() ? MapPoint{} : coverage.bounds().centre();

    MapBox box;
    for (const MapPoint p : part[0]) box.add(p);
    Edges edges({box.min_x, box.min_y});
    for (const std::vector<MapPoint>& ring : part)
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) edges.add(ring[j], ring[i]);
    const double shorter = std::min(box.width(), box.height());
    if (shorter <= 0) return box.centre();

    Cell best = make_cell(centroid(part[0]), 0, edges, 0);
    if (best.distance >= enough_of_largest_clearance * largest_clearance_m(part)) return best.centre;
    if (const Cell middle = make_cell(box.centre(), 0, edges, best.distance); middle.distance > best.distance) best = middle;
    std::priority_queue<Cell> cells;
    // A label gains nothing from the last sixth, and half of the search would go into it.
    const auto precision = [&] { return std::max(shorter / 100, best.distance / 6); };
    const auto consider = [&](MapPoint centre, double half) {
        const Cell cell = make_cell(centre, half, edges, best.distance + precision());
        if (cell.distance > best.distance) best = cell;
        if (cell.bound - best.distance > precision()) cells.push(cell);
    };
    // At most 64 first cells along the longer side: a long thin area must not start with thousands.
    const double side = std::max(shorter, std::max(box.width(), box.height()) / 64);
    for (double x = box.min_x; x < box.max_x; x += side)
        for (double y = box.min_y; y < box.max_y; y += side) consider({x + side / 2, y + side / 2}, side / 2);

    // 2,000 cells are far more than real areas need (they take 30 to 200); the limit keeps a hostile outline from taking seconds.
    for (int examined = 0; !cells.empty() && examined < 2000; ++examined) {
        const Cell cell = cells.top();
        cells.pop();
        if (cell.bound - best.distance <= precision()) break;
        const double h = cell.half / 2;
        for (const MapPoint offset : {MapPoint{-h, -h}, MapPoint{h, -h}, MapPoint{-h, h}, MapPoint{h, h}})
            consider(cell.centre + offset, h);
    }
    return best.centre;
}

}  // namespace needsmap::geo
