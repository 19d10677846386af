#include "analysis/road_snap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/parallel.hpp"

namespace needsmap::analysis {

using geo::MapPoint;
using model::no_way;
using model::RoadEdge;
using model::RoadMode;
using model::RoadNetwork;
using model::RoadTime;

namespace {

constexpr double ms_per_hour = 3600000;
constexpr double metres_per_km = 1000;

/// Where on the segment a-b the point is nearest: 0 at a .. 1 at b.
double nearest_part(MapPoint p, MapPoint a, MapPoint b) {
    const MapPoint d = b - a, q = p - a;
    const double squared = d.x * d.x + d.y * d.y;
    return squared > 0 ? std::clamp((q.x * d.x + q.y * d.y) / squared, 0.0, 1.0) : 0.0;
}

RoadTime part_of(RoadTime whole, double part) { return whole == no_way ? no_way : static_cast<RoadTime>(std::lround(part * whole)); }

}  // namespace

struct RoadSnapper::Best {
    double squared_m = std::numeric_limits<double>::infinity();
    Segment segment;
    double part = 0;
};

RoadSnapper::RoadSnapper(const RoadNetwork& network, RoadMode mode) : m_network(&network), m_mode(mode) {
    std::vector<Segment> all;
    for (RoadEdge e = 0; e < network.edge_count(); ++e) {
        if (!network.can_stop(mode, e)) continue;
        for (std::uint32_t i = network.shape_begin[e]; i + 1 < network.shape_begin[e + 1]; ++i) all.push_back({e, i});
        for (const MapPoint& p : network.shape(e)) m_box.add(p);
    }
    if (all.empty()) return;
    // Few enough segments in a cell to look at all, cells large enough that most segments lie in one.
    constexpr double segments_per_cell = 8;
    constexpr double smallest_side_m = 20;
    const double ground_m2 = std::max(m_box.width(), smallest_side_m) * std::max(m_box.height(), smallest_side_m);
    m_side_m = std::max(smallest_side_m, std::sqrt(ground_m2 * segments_per_cell / static_cast<double>(all.size())));
    m_columns = static_cast<std::int64_t>(m_box.width() / m_side_m) + 1, m_rows = static_cast<std::int64_t>(m_box.height() / m_side_m) + 1;
    m_begin.assign(static_cast<std::size_t>(m_columns * m_rows) + 1, 0);
    for (const Segment& s : all) visit_cells(s, [&](std::size_t cell) { ++m_begin[cell + 1]; });
    std::partial_sum(m_begin.begin(), m_begin.end(), m_begin.begin());
    m_segments.resize(m_begin.back());
    std::vector<std::uint32_t> at(m_begin.begin(), m_begin.end() - 1);
    for (const Segment& s : all) visit_cells(s, [&](std::size_t cell) { m_segments[at[cell]++] = s; });
}

/// Row by row: the cells between where the segment enters the row and where it leaves it, with a hair's breadth to spare.
template <class Visit>
void RoadSnapper::visit_cells(const Segment& segment, Visit visit) const {
    constexpr double spare = 1e-6;  // of a cell
    const auto grid = [&](std::uint32_t i) {
        const MapPoint p = m_network->shapes[i];
        return MapPoint{(p.x - m_box.min_x) / m_side_m, (p.y - m_box.min_y) / m_side_m};
    };
    MapPoint a = grid(segment.first), b = grid(segment.first + 1);
    if (const auto c = static_cast<std::int64_t>(a.x), r = static_cast<std::int64_t>(a.y);
        c == static_cast<std::int64_t>(b.x) && r == static_cast<std::int64_t>(b.y))
        return visit(static_cast<std::size_t>(r * m_columns + c));
    if (a.y > b.y) std::swap(a, b);
    const auto cell = [](double at, std::int64_t count) {
        return std::clamp(static_cast<std::int64_t>(std::floor(at)), std::int64_t{0}, count - 1);
    };
    for (std::int64_t row = cell(a.y - spare, m_rows); row <= cell(b.y + spare, m_rows); ++row) {
        const auto x_at = [&](double y) { return b.y > a.y ? a.x + (std::clamp(y, a.y, b.y) - a.y) / (b.y - a.y) * (b.x - a.x) : a.x; };
        double low = x_at(static_cast<double>(row) - spare), high = x_at(static_cast<double>(row) + 1 + spare);
        if (b.y <= a.y) low = a.x, high = b.x;
        if (low > high) std::swap(low, high);
        for (std::int64_t column = cell(low - spare, m_columns); column <= cell(high + spare, m_columns); ++column)
            visit(static_cast<std::size_t>(row * m_columns + column));
    }
}

void RoadSnapper::look_in(std::int64_t column, std::int64_t row, MapPoint point, Best& best) const {
    if (column < 0 || row < 0 || column >= m_columns || row >= m_rows) return;
    const auto cell = static_cast<std::size_t>(row * m_columns + column);
    for (std::uint32_t i = m_begin[cell]; i < m_begin[cell + 1]; ++i) {
        const Segment& s = m_segments[i];
        const MapPoint a = m_network->shapes[s.first], b = m_network->shapes[s.first + 1];
        const double part = nearest_part(point, a, b);
        const MapPoint away = a + (b - a) * part - point;
        const double squared = away.x * away.x + away.y * away.y;
        if (squared < best.squared_m || (squared == best.squared_m && s.first < best.segment.first)) best = {squared, s, part};
    }
}

std::optional<RoadAccess> RoadSnapper::nearest(MapPoint point, double limit_m) const {
    if (m_segments.empty() || !std::isfinite(point.x) || !std::isfinite(point.y) || !m_box.padded(limit_m).contains(point))
        return std::nullopt;
    const auto column = static_cast<std::int64_t>(std::floor((point.x - m_box.min_x) / m_side_m));
    const auto row = static_cast<std::int64_t>(std::floor((point.y - m_box.min_y) / m_side_m));
    Best best;
    // Everything in ring k is at least k - 1 cells away.
    for (std::int64_t ring = 0;; ++ring) {
        const double least_m = static_cast<double>(ring - 1) * m_side_m;
        if (ring > 0 && (least_m > limit_m || least_m * least_m > best.squared_m)) break;
        for (std::int64_t r = row - ring; r <= row + ring; ++r) {
            const bool whole_row = r == row - ring || r == row + ring;
            for (std::int64_t c = column - ring; c <= column + ring; c += whole_row || ring == 0 ? 1 : 2 * ring) look_in(c, r, point, best);
        }
    }
    if (!(best.squared_m <= limit_m * limit_m)) return std::nullopt;
    const MapPoint a = m_network->shapes[best.segment.first], b = m_network->shapes[best.segment.first + 1];
    RoadAccess access{best.segment.edge, along_of(best.segment, best.part), a + (b - a) * best.part, std::sqrt(best.squared_m), 0};
    access.walk_ms = static_cast<RoadTime>(std::lround(access.distance_m / metres_per_km / m_network->walk_kmh * ms_per_hour));
    return access;
}

double RoadSnapper::along_of(const Segment& segment, double part) const {
    const std::uint32_t first = m_network->shape_begin[segment.edge], last = m_network->shape_begin[segment.edge + 1];
    double before = 0, whole = 0;
    for (std::uint32_t i = first; i + 1 < last; ++i) {
        const double length = geo::distance(m_network->shapes[i], m_network->shapes[i + 1]);
        if (i < segment.first) before += length;
        if (i == segment.first) before += part * length;
        whole += length;
    }
    return whole > 0 ? std::clamp(before / whole, 0.0, 1.0) : 0.0;
}

namespace {

/// Both ends of the edge with the time to (out) or from (in) them.
std::vector<RoadSeed> both_ends(const RoadNetwork& network, RoadMode mode, const RoadAccess& access, RoadTime first_whole,
                                RoadTime second_whole) {
    const RoadTime first = part_of(first_whole, access.along), second = part_of(second_whole, 1 - access.along);
    const model::RoadNode from = network.edge_from[access.edge], to = network.edge_to[access.edge];
    std::vector<RoadSeed> seeds;
    if (first != no_way) seeds.push_back({from, access.walk_ms + first + network.half_penalty_ms(mode, from)});
    if (second != no_way) seeds.push_back({to, access.walk_ms + second + network.half_penalty_ms(mode, to)});
    return seeds;
}

}  // namespace

std::vector<std::optional<RoadAccess>> nearest_roads(const RoadSnapper& snapper, std::span<const MapPoint> points, double limit_m,
                                                     base::JobContext& job) {
    std::vector<std::optional<RoadAccess>> out(points.size());
    constexpr std::size_t points_at_once = 512;
    base::parallel_ranges(points.size(), points_at_once, [&](std::size_t first, std::size_t last) {
        job.check_cancelled();
        for (std::size_t i = first; i < last; ++i) out[i] = snapper.nearest(points[i], limit_m);
    });
    return out;
}

std::vector<RoadSeed> ways_out(const RoadNetwork& network, RoadMode mode, const RoadAccess& access) {
    const std::size_t m = index_of(mode);
    return both_ends(network, mode, access, network.backward_ms[access.edge][m], network.forward_ms[access.edge][m]);
}

std::vector<RoadSeed> ways_in(const RoadNetwork& network, RoadMode mode, const RoadAccess& access) {
    const std::size_t m = index_of(mode);
    return both_ends(network, mode, access, network.forward_ms[access.edge][m], network.backward_ms[access.edge][m]);
}

RoadTime along_shared_edge(const RoadNetwork& network, RoadMode mode, const RoadAccess& from, const RoadAccess& to) {
    if (from.edge != to.edge) return no_way;
    const auto& whole = to.along >= from.along ? network.forward_ms : network.backward_ms;
    const RoadTime along = part_of(whole[from.edge][index_of(mode)], std::abs(to.along - from.along));
    // The very same place needs no direction.
    if (along == no_way) return to.along == from.along ? from.walk_ms + to.walk_ms : no_way;
    return from.walk_ms + along + to.walk_ms;
}

}  // namespace needsmap::analysis
