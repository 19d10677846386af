// Times of very many routes at once, along a contraction hierarchy.
#pragma once

#include <span>
#include <vector>

#include "analysis/shortest_paths.hpp"
#include "base/job.hpp"
#include "model/road_network.hpp"

namespace needsmap::analysis {

/// As times_to over the graph that the hierarchy was made of, without a limit: equal to it to the millisecond, and faster.
[[nodiscard]] std::vector<model::RoadTime> times_to(const model::RoadHierarchy& hierarchy, std::span<const RoadSeed> seeds);

/// For each of `origins` (rows: nodes with the time to get to them) and of `goals` (columns: nodes with the time from there to the goal)
/// the time of the quickest way over the roads; no_way where there is none. In parallel by column; cancelled from the job.
[[nodiscard]] std::vector<model::RoadTime> many_to_many(const model::RoadHierarchy& hierarchy,
                                                        std::span<const std::vector<RoadSeed>> origins,
                                                        std::span<const std::vector<RoadSeed>> goals, base::JobContext& job);

}  // namespace needsmap::analysis
