// Makes a road graph ready for very many routes at once.
#pragma once

#include "base/job.hpp"
#include "model/road_network.hpp"

namespace needsmap::analysis {

/// Contracts the nodes of the graph one after another, the least important first, adding shortcuts where the quickest way led through
/// a contracted node, until a small dense core is left. Every quickest way then climbs to the core, crosses it and descends. The
/// result does not depend on threads. Cancelled from the job.
[[nodiscard]] model::RoadHierarchy build_hierarchy(const model::RoadGraph& graph, base::JobContext& job);

}  // namespace needsmap::analysis
