// Quickest ways along roads from everywhere to some points: the plain method, exact and with a limit.
#pragma once

#include <span>
#include <vector>

#include "model/road_network.hpp"

namespace needsmap::analysis {

/// Where a search begins: a node and the time from there to the goal.
struct RoadSeed {
    model::RoadNode node = 0;
    model::RoadTime ms = 0;
    friend bool operator==(const RoadSeed&, const RoadSeed&) = default;
};

/// By node: the time of the quickest way to the nearest seed, the seed's own time included; no_way where there is none within
/// `limit_ms`. One-way roads are driven as they may be: towards the seeds.
[[nodiscard]] std::vector<model::RoadTime> times_to(const model::RoadGraph& graph, std::span<const RoadSeed> seeds,
                                                    model::RoadTime limit_ms = model::no_way - 1);

}  // namespace needsmap::analysis
