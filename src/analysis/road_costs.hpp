// What it takes to get from every demand point to every site along roads.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/road_snap.hpp"
#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "geo/spaces.hpp"
#include "model/road_network.hpp"
#include "model/travel.hpp"

namespace needsmap::analysis {

struct RoadCostOptions {
    model::RoadMode mode = model::RoadMode::drive;
    double snap_limit_m = 500;  ///< points further from every road of the mode are unreachable
};

struct RoadCosts {
    model::TravelCosts costs;                                          ///< minutes, from demand point to site
    std::vector<std::uint32_t> unreachable_demand, unreachable_sites;  ///< ascending; their costs are model::unreachable
    base::Diagnostics diagnostics;                                     ///< says how many those are
};

/// Minutes from each demand point to each site: on foot to the nearest road, along the quickest way, on foot to the site. Points are
/// joined to roads of the largest part of the network only. In parallel; the result does not depend on threads. Cancelled from the
/// job. Throws base::Error when the network has no road of the mode.
[[nodiscard]] RoadCosts road_costs(const model::RoadNetwork& network, std::span<const geo::MapPoint> demand,
                                   std::span<const geo::MapPoint> sites, const RoadCostOptions& options, base::JobContext& job);

/// The same with a snapper that was made before, for answers while a site is dragged: only the routes to `sites` are looked for.
[[nodiscard]] RoadCosts road_costs(const RoadSnapper& snapper, std::span<const geo::MapPoint> demand, std::span<const geo::MapPoint> sites,
                                   double snap_limit_m, base::JobContext& job);

}  // namespace needsmap::analysis
