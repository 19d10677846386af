// Pole of inaccessibility by quadtree refinement with bounds, the idea of V. Agafonkin, "A new algorithm for finding a visual
// center of a polygon" (Mapbox, 2016): a square cell whose centre has signed distance d to the border can hold no point
// farther inside than d + half its diagonal, so cells are taken in the order of that bound until none can improve the best.
#include "geo/label_point.hpp"

#include <limits>
#include <numbers>
#include <queue>
#include <vector>

#include "geo/rings.hpp"

namespace needsmap::geo {

namespace {

struct Edge {
    MapPoint a;
    MapPoint b;
    MapPoint d;                  // b - a
    double inverse_length2 = 0;  // 0 for an edge without length: the nearest point is then a
};

Edge make_edge(MapPoint a, MapPoint b) {
    const MapPoint d = b - a;
    const double length2 = d.x * d.x + d.y * d.y;
    return {a, b, d, length2 > 0 ? 1 / length2 : 0};
}

double squared_distance_to_edge(MapPoint p, const Edge& e) {
    const MapPoint v = p - e.a;
    const double t = std::min(std::max((v.x * e.d.x + v.y * e.d.y) * e.inverse_length2, 0.0), 1.0);
    const MapPoint w = v - e.d * t;
    return w.x * w.x + w.y * w.y;
}

/// Metres to the nearest edge, positive inside (even-odd). Gives up, and returns -infinity, as soon as an edge nearer than
/// `needed_m` is found: the caller has no use for such a point.
double signed_distance(MapPoint p, const std::vector<Edge>& edges, double needed_m) {
    const double needed2 = needed_m > 0 ? needed_m * needed_m : 0;
    bool inside = false;
    double nearest2 = std::numeric_limits<double>::infinity();
    for (const Edge& e : edges) {
        if (ray_meets_edge(p, e.a, e.b)) inside = !inside;
        nearest2 = std::min(nearest2, squared_distance_to_edge(p, e));
        if (nearest2 < needed2) return -std::numeric_limits<double>::infinity();
    }
    return inside ? std::sqrt(nearest2) : -std::sqrt(nearest2);
}

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
Cell make_cell(MapPoint centre, double half, const std::vector<Edge>& edges, double to_beat_m) {
    const double reach = half * std::sqrt(2.0);
    const double d = signed_distance(centre, edges, to_beat_m - reach);
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

    std::vector<Edge> edges;
    for (const std::vector<MapPoint>& ring : part)
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) edges.push_back(make_edge(ring[j], ring[i]));
    MapBox box;
    for (const MapPoint p : part[0]) box.add(p);
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
