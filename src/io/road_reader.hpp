// The road network of a workspace: from its files, or from the cache when nothing has changed.
#pragma once

#include <functional>
#include <memory>

#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "model/road_network.hpp"
#include "model/workspace.hpp"

namespace needsmap::io {

/// Makes the hierarchy of a graph (analysis::build_hierarchy; given from outside, because reading knows no analyses).
using PrepareRoutes = std::function<model::RoadHierarchy(const model::RoadGraph&, base::JobContext&)>;

struct RoadReading {
    std::shared_ptr<const model::RoadNetwork> network;
    base::Diagnostics diagnostics;  ///< what was left out or is cut off
    bool from_cache = false;
};

/// Reads workspace.roads; takes the first geography's bounds for the ground on which roads are expected. Every call reads again: keep
/// the result. Throws base::Error when the workspace has no roads, a file cannot be read or holds none, or all lie outside the county.
[[nodiscard]] RoadReading read_road_network(const model::Workspace& workspace, const PrepareRoutes& prepare, bool use_cache,
                                            base::JobContext& job);

}  // namespace needsmap::io
