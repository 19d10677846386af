// Pole of inaccessibility by quadtree refinement with bounds, the idea of V. Agafonkin, "A new algorithm for finding a visual
// center of a polygon" (Mapbox, 2016): a square cell whose centre has signed distance d to the border can hold no point
// farther inside than d + half its diagonal, so cells are taken in the order of that bound until none can improve the best.
#include "geo/label_point.hpp"

#include <limits>
#include <queue>
#include <vector>

#include "geo/rings.hpp"

namespace needsmap::geo {

namespace {

struct Edge {
    MapPoint a;
    MapPoint b;
};

double squared_distance_to_edge(MapPoint p, const Edge& e) {
    const MapPoint d = e.b - e.a;
    const MapPoint v = p - e.a;
    const double length2 = d.x * d.x + d.y * d.y;
    const double t = length2 > 0 ? std::clamp((v.x * d.x + v.y * d.y) / length2, 0.0, 1.0) : 0.0;
    const MapPoint w = v - d * t;
    return w.x * w.x + w.y * w.y;
}

/// Metres to the nearest edge, positive inside (even-odd).
double signed_distance(MapPoint p, const std::vector<Edge>& edges) {
    bool inside = false;
    double nearest2 = std::numeric_limits<double>::infinity();
    for (const Edge& e : edges) {
        if (ray_meets_edge(p, e.a, e.b)) inside = !inside;
        nearest2 = std::min(nearest2, squared_distance_to_edge(p, e));
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

Cell make_cell(MapPoint centre, double half, const std::vector<Edge>& edges) {
    const double d = signed_distance(centre, edges);
    return {centre, half, d, d + half * std::sqrt(2.0)};
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
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) edges.push_back({ring[j], ring[i]});
    MapBox box;
    for (const MapPoint p : part[0]) box.add(p);
    const double shorter = std::min(box.width(), box.height());
    if (shorter <= 0) return box.centre();
    const double precision = shorter / 100;

    Cell best = make_cell(centroid(part[0]), 0, edges);
    if (const Cell middle = make_cell(box.centre(), 0, edges); middle.distance > best.distance) best = middle;
    std::priority_queue<Cell> cells;
    // At most 64 first cells along the longer side: a long thin area must not start with thousands.
    const double side = std::max(shorter, std::max(box.width(), box.height()) / 64);
    for (double x = box.min_x; x < box.max_x; x += side)
        for (double y = box.min_y; y < box.max_y; y += side) cells.push(make_cell({x + side / 2, y + side / 2}, side / 2, edges));

    // 2,000 cells are far more than real areas need (they take 30 to 200); the limit keeps a hostile outline from taking seconds.
    for (int examined = 0; !cells.empty() && examined < 2000; ++examined) {
        const Cell cell = cells.top();
        cells.pop();
        if (cell.bound - best.distance <= precision) break;
        const double h = cell.half / 2;
        for (const MapPoint offset : {MapPoint{-h, -h}, MapPoint{h, -h}, MapPoint{-h, h}, MapPoint{h, h}}) {
            const Cell child = make_cell(cell.centre + offset, h, edges);
            if (child.distance > best.distance) best = child;
            if (child.bound - best.distance > precision) cells.push(child);
        }
    }
    return best.centre;
}

}  // namespace needsmap::geo
