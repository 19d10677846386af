// Times are known along every reached stretch of road; a grid around these carries them to the ground beside, and outlines are drawn on
// the grid. What lies beyond `beside_road_m` of a reached road stays out, so pockets that no road leads to become holes.
#include "analysis/isochrone.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "analysis/road_snap.hpp"
#include "base/error.hpp"
#include "base/format.hpp"

namespace needsmap::analysis {

using geo::MapPoint;
using model::no_way;
using model::RoadEdge;
using model::RoadMode;
using model::RoadNetwork;
using model::RoadTime;

namespace {

constexpr double metres_per_km = 1000;
constexpr double minutes_per_hour = 60;
constexpr float far_away = std::numeric_limits<float>::infinity();

/// Minutes to the nearest site from any point of any road.
class RoadMinutes {
public:
    RoadMinutes(const RoadNetwork& network, RoadMode mode, const std::vector<RoadAccess>& sites, double limit_minutes)
        : m_network(&network), m_mode(mode), m_sites(sites) {
        std::vector<RoadSeed> seeds;
        for (const RoadAccess& site : sites)
            for (const RoadSeed& seed : ways_in(network, mode, site)) seeds.push_back(seed);
        m_time = times_to(network.graph(mode), seeds, static_cast<RoadTime>(std::ceil(limit_minutes * model::ms_per_minute)));
        std::ranges::stable_sort(m_sites, {}, &RoadAccess::edge);
    }
    /// `along` from 0 to 1 by length; infinity when no site is reached within the limit.
    [[nodiscard]] double at(RoadEdge e, double along) const {
        const std::size_t m = index_of(m_mode);
        const double back = by_end(m_network->edge_from[e], m_network->backward_ms[e][m], along);
        const double on = by_end(m_network->edge_to[e], m_network->forward_ms[e][m], 1 - along);
        double best = std::min(back, on);
        for (auto site = std::ranges::lower_bound(m_sites, e, {}, &RoadAccess::edge); site != m_sites.end() && site->edge == e; ++site) {
            const RoadTime ms = along_shared_edge(*m_network, m_mode, {e, along, {}, 0, 0}, *site);
            if (ms != no_way) best = std::min(best, ms / model::ms_per_minute);
        }
        return best;
    }
    /// False when no point of the edge can be reached: neither end is, and no site lies on it.
    [[nodiscard]] bool touches(RoadEdge e) const {
        return m_time[m_network->edge_from[e]] != no_way || m_time[m_network->edge_to[e]] != no_way ||
               std::ranges::binary_search(m_sites, e, {}, &RoadAccess::edge);
    }

private:
    [[nodiscard]] double by_end(model::RoadNode end, RoadTime whole, double part) const {
        if (whole == no_way || m_time[end] == no_way) return std::numeric_limits<double>::infinity();
        return (part * whole + m_network->half_penalty_ms(m_mode, end) + m_time[end]) / model::ms_per_minute;
    }
    const RoadNetwork* m_network;
    RoadMode m_mode;
    std::vector<RoadAccess> m_sites;  ///< by edge
    std::vector<RoadTime> m_time;     ///< by node
};

/// Calls visit(point, minutes, metres) for points along all roads that are reached in time, each for so many metres of road.
template <class Visit>
void walk_roads(const RoadNetwork& network, RoadMode mode, const RoadMinutes& minutes, double limit_minutes, double step_m, Visit visit) {
    for (RoadEdge e = 0; e < network.edge_count(); ++e) {
        if (!network.can_stop(mode, e) || !minutes.touches(e)) continue;
        const auto shape = network.shape(e);
        double whole = 0, before = 0;
        for (std::size_t i = 1; i < shape.size(); ++i) whole += geo::distance(shape[i - 1], shape[i]);
        for (std::size_t i = 1; i < shape.size(); ++i) {
            const double length = geo::distance(shape[i - 1], shape[i]);
            const auto steps = std::max(1.0, std::ceil(length / step_m));
            for (double k = 0; k < steps; ++k) {
                const double part = (k + 0.5) / steps;
                const double time = minutes.at(e, whole > 0 ? std::min(1.0, (before + part * length) / whole) : 0);
                if (time <= limit_minutes) visit(shape[i - 1] + (shape[i] - shape[i - 1]) * part, time, length / steps);
            }
            before += length;
        }
    }
}

/// The ground around reached roads: at each grid point the minutes from there, and the metres to the nearest reached road.
struct Ground {
    geo::GridFrame frame;
    std::vector<float> minutes, road_m;
};

/// Cells fine enough for streets, but no more of them than a second's work.
geo::GridFrame frame_around(const geo::MapBox& roads, double beside_m) {
    constexpr double finest_m = 20;
    constexpr double most_cells = 1.5e6;
    const geo::MapBox box = roads.padded(beside_m);
    const double cell = std::max(finest_m, std::sqrt(box.width() * box.height() / most_cells));
    constexpr double rim = 3;  // outside on every side, so that no outline is cut off
    geo::GridFrame frame;
    frame.cell_m = cell;
    // Corners at whole multiples of the cell, so that small changes of a site do not shake the whole picture.
    frame.origin = {(std::floor(box.min_x / cell) - rim) * cell, (std::floor(box.min_y / cell) - rim) * cell};
    frame.columns = static_cast<std::size_t>(std::ceil((box.max_x - frame.origin.x) / cell) + rim) + 1;
    frame.rows = static_cast<std::size_t>(std::ceil((box.max_y - frame.origin.y) / cell) + rim) + 1;
    return frame;
}

void stamp(Ground& ground, MapPoint p, double time, double beside_m, double minutes_per_m) {
    const geo::GridFrame& f = ground.frame;
    const double outer = beside_m + 1.5 * f.cell_m;  // the outline needs to know the first points outside, too
    const auto first = [&](double at) { return static_cast<std::size_t>(std::max(0.0, std::ceil((at - outer) / f.cell_m))); };
    const auto last = [&](double at, std::size_t count) {
        return std::min(count - 1, static_cast<std::size_t>(std::max(0.0, std::floor((at + outer) / f.cell_m))));
    };
    const MapPoint q = p - f.origin;
    for (std::size_t row = first(q.y); row <= last(q.y, f.rows); ++row) {
        for (std::size_t column = first(q.x); column <= last(q.x, f.columns); ++column) {
            const MapPoint d = f.point(column, row) - p;
            const double squared = d.x * d.x + d.y * d.y;
            if (squared > outer * outer) continue;
            const double away = std::sqrt(squared);
            const std::size_t i = row * f.columns + column;
            ground.road_m[i] = std::min(ground.road_m[i], static_cast<float>(away));
            if (away <= beside_m) ground.minutes[i] = std::min(ground.minutes[i], static_cast<float>(time + away * minutes_per_m));
        }
    }
}

/// At most 0 where the ground belongs to the band; falls with growing `limit_minutes`, so that bands nest.
std::vector<float> excess(const Ground& ground, double limit_minutes, double beside_m, double minutes_per_m) {
    std::vector<float> out(ground.minutes.size());
    const auto beyond = static_cast<float>(2 * ground.frame.cell_m * minutes_per_m);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto beside = ground.road_m[i] == far_away ? beyond : static_cast<float>((ground.road_m[i] - beside_m) * minutes_per_m);
        out[i] = ground.minutes[i] == far_away ? std::max(beside, beyond * 0.01f)
                                               : std::max(beside, static_cast<float>(ground.minutes[i] - limit_minutes));
    }
    return out;
}

std::vector<double> sorted_minutes(const IsochroneOptions& options) {
    std::vector<double> minutes = options.minutes;
    std::ranges::sort(minutes);
    minutes.erase(std::unique(minutes.begin(), minutes.end()), minutes.end());
    if (minutes.empty() || !(minutes.front() > 0) || !std::isfinite(minutes.back()))
        throw base::Error("An isochrone needs at least one number of minutes above 0.", "Such as 5, 10 and 15.");
    return minutes;
}

std::vector<RoadAccess> snap_sites(const RoadNetwork& network, std::span<const IsochroneStart> sites, const IsochroneOptions& options,
                                   Isochrones& out) {
    const RoadSnapper snapper(network, options.mode);
    std::vector<RoadAccess> found;
    for (std::uint32_t i = 0; i < sites.size(); ++i) {
        if (auto access = snapper.nearest(sites[i].position, options.snap_limit_m)) {
            access->walk_ms += static_cast<RoadTime>(std::lround(std::max(0.0, sites[i].minutes) * model::ms_per_minute));
            found.push_back(*access);
        } else
            out.unreachable_sites.push_back(i);
    }
    if (!out.unreachable_sites.empty())
        out.diagnostics.add({base::Severity::warning,
                             "far-from-roads",
                             {},
                             0,
                             0,
                             {},
                             base::format_count(static_cast<std::int64_t>(out.unreachable_sites.size())) + " of " +
                                 base::format_count(static_cast<std::int64_t>(sites.size())) + (sites.size() == 1 ? " site" : " sites") +
                                 (out.unreachable_sites.size() == 1 ? " lies" : " lie") + " further than " +
                                 base::format_number(options.snap_limit_m, 0) + " m from every road and cannot be reached.",
                             {}});
    return found;
}

}  // namespace

Isochrones isochrones(const RoadNetwork& network, std::span<const MapPoint> sites, const IsochroneOptions& options, base::JobContext& job) {
    std::vector<IsochroneStart> starts;
    for (const MapPoint site : sites) starts.push_back({site, 0});
    return isochrones(network, starts, options, job);
}

Isochrones isochrones(const RoadNetwork& network, std::span<const IsochroneStart> starts, const IsochroneOptions& options,
                      base::JobContext& job) {
    const std::vector<double> limits = sorted_minutes(options);
    if (network.graph(options.mode).head.empty())
        throw base::Error(options.mode == RoadMode::walk ? "The road network has no road that can be walked."
                                                         : "The road network has no road that can be driven.");
    Isochrones out;
    job.progress(0, "finding routes");
    const RoadMinutes minutes(network, options.mode, snap_sites(network, starts, options, out), limits.back());
    const double beside_m = std::max(0.0, options.beside_road_m), minutes_per_m = minutes_per_hour / (network.walk_kmh * metres_per_km);

    geo::MapBox reached;
    constexpr double coarse_step_m = 50;
    walk_roads(network, options.mode, minutes, limits.back(), coarse_step_m, [&](MapPoint p, double, double) { reached.add(p); });
    for (const double limit : limits) out.bands.push_back({limit, {}, 0});
    if (reached.empty()) return out;
    job.check_cancelled();
    job.progress(0.4, "drawing the reached ground");

    Ground ground{frame_around(reached.padded(coarse_step_m), beside_m), {}, {}};
    ground.minutes.assign(ground.frame.size(), far_away), ground.road_m.assign(ground.frame.size(), far_away);
    const double beside_cells_m = std::max(beside_m, 1.5 * ground.frame.cell_m);  // thinner than a cell would tear
    walk_roads(network, options.mode, minutes, limits.back(), ground.frame.cell_m / 2, [&](MapPoint p, double time, double metres) {
        stamp(ground, p, time, beside_cells_m, minutes_per_m);
        for (Isochrone& band : out.bands)
            if (time <= band.minutes) band.road_km += metres / metres_per_km;
    });
    for (Isochrone& band : out.bands) {
        job.check_cancelled();
        band.parts = geo::areas_at_most_zero(ground.frame, excess(ground, band.minutes, beside_cells_m, minutes_per_m));
    }
    job.progress(1, "ready");
    return out;
}

}  // namespace needsmap::analysis
