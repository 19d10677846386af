#include "analysis/road_costs.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "analysis/contraction_hierarchy.hpp"
#include "analysis/many_to_many.hpp"
#include "analysis/road_snap.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/parallel.hpp"

namespace needsmap::analysis {

using geo::MapPoint;
using model::no_way;
using model::RoadMode;
using model::RoadNetwork;
using model::RoadTime;

namespace {

using Accesses = std::vector<std::optional<RoadAccess>>;

template <class Ways>
std::vector<std::vector<RoadSeed>> seeds_of(const Accesses& accesses, Ways ways) {
    std::vector<std::vector<RoadSeed>> out(accesses.size());
    for (std::size_t i = 0; i < accesses.size(); ++i)
        if (accesses[i]) out[i] = ways(*accesses[i]);
    return out;
}

std::vector<std::uint32_t> absent(const Accesses& accesses) {
    std::vector<std::uint32_t> out;
    for (std::uint32_t i = 0; i < accesses.size(); ++i)
        if (!accesses[i]) out.push_back(i);
    return out;
}

void tell_unreachable(std::size_t count, std::size_t of, const std::string& what, RoadMode mode, double limit_m,
                      base::Diagnostics& diagnostics) {
    if (count == 0) return;
    const std::string who = mode == RoadMode::walk ? "that can be walked" : "that can be driven";
    diagnostics.add({base::Severity::warning,
                     "far-from-roads",
                     {},
                     0,
                     0,
                     {},
                     base::format_count(static_cast<std::int64_t>(count)) + " of " + base::format_count(static_cast<std::int64_t>(of)) +
                         " " + what + (of == 1 ? "" : "s") + (count == 1 ? " lies" : " lie") + " further than " +
                         base::format_number(limit_m, 0) + " m from every road " + who + (count == 1 ? " and counts" : " and count") +
                         " as unreachable.",
                     "Write a larger snap_limit_m in [roads] if the roads there are only missing."});
}

void require_roads(const RoadNetwork& network, RoadMode mode) {
    if (!network.graph(mode).head.empty()) return;
    throw base::Error(std::string("The road network has no road that can be ") + (mode == RoadMode::walk ? "walked." : "driven."),
                      "Check the classes of the roads and their speeds.");
}

/// By demand point, then site.
std::vector<RoadTime> route_times(const RoadNetwork& network, RoadMode mode, const Accesses& from, const Accesses& to,
                                  base::JobContext& job) {
    model::RoadHierarchy made;
    if (network.hierarchy(mode).empty()) made = build_hierarchy(network.graph(mode), job);
    return many_to_many(network.hierarchy(mode).empty() ? made : network.hierarchy(mode),
                        seeds_of(from, [&](const RoadAccess& a) { return ways_out(network, mode, a); }),
                        seeds_of(to, [&](const RoadAccess& a) { return ways_in(network, mode, a); }), job);
}

}  // namespace

RoadCosts road_costs(const RoadSnapper& snapper, std::span<const MapPoint> demand, std::span<const MapPoint> sites, double snap_limit_m,
                     base::JobContext& job) {
    const RoadNetwork& network = snapper.network();
    const RoadMode mode = snapper.mode();
    require_roads(network, mode);
    job.progress(0, "finding the nearest roads");
    const Accesses from = nearest_roads(snapper, demand, snap_limit_m, job), to = nearest_roads(snapper, sites, snap_limit_m, job);
    job.progress(0.3, "finding routes");
    const std::vector<RoadTime> times = route_times(network, mode, from, to, job);
    RoadCosts out;
    out.costs = {model::CostUnit::minutes, demand.size(), sites.size(), std::vector<double>(times.size(), model::unreachable)};
    for (std::size_t i = 0; i < demand.size(); ++i) {
        for (std::size_t j = 0; j < sites.size(); ++j) {
            RoadTime ms = times[i * sites.size() + j];
            if (from[i] && to[j]) ms = std::min(ms, along_shared_edge(network, mode, *from[i], *to[j]));
            if (ms != no_way) out.costs.costs[i * sites.size() + j] = ms / model::ms_per_minute;
        }
    }
    out.unreachable_demand = absent(from), out.unreachable_sites = absent(to);
    tell_unreachable(out.unreachable_demand.size(), demand.size(), "demand point", mode, snap_limit_m, out.diagnostics);
    tell_unreachable(out.unreachable_sites.size(), sites.size(), "site", mode, snap_limit_m, out.diagnostics);
    job.progress(1, "ready");
    return out;
}

RoadCosts road_costs(const RoadNetwork& network, std::span<const MapPoint> demand, std::span<const MapPoint> sites,
                     const RoadCostOptions& options, base::JobContext& job) {
    require_roads(network, options.mode);
    return road_costs(RoadSnapper(network, options.mode), demand, sites, options.snap_limit_m, job);
}

}  // namespace needsmap::analysis
