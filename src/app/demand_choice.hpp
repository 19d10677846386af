// Where the people are that a service is for, as a command asks for them: a layer, one point per area or all points, with planned homes or not.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/operation.hpp"
#include "model/demand.hpp"
#include "model/layer.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// The layer that counts whom services for young children are for, where a workspace has it.
inline constexpr const char* usual_demand = "children-0-4";

struct DemandOptions {
    std::string layer;           ///< id; empty: `usual_demand`, else the workspace's first count, else its first proportion or rate
    bool every_point = false;    ///< spread over all population points of an area, not its one representative point
    bool with_growth = false;    ///< with the children of planned homes
};

struct DemandChoice {
    std::shared_ptr<const model::Indicator> indicator;  ///< on the finest geography: why an area has no point
    model::Demand demand;
    std::vector<std::string> method_lines;
};

/// --demand, --points and --growth, the same wherever people are served.
[[nodiscard]] std::vector<Param> demand_params();
[[nodiscard]] DemandOptions demand_options_from(const Params& params);

/// Reads population points (and planned homes) and brings the layer's people to points. Throws base::Error for a layer that is not there
/// (usage) or cannot be shown on the finest geography, and what area_demand and point_demand throw.
[[nodiscard]] DemandChoice demand_from(const model::Workspace& workspace, const DemandOptions& options, base::JobContext& job);

/// The finest geography. Throws base::Error when the workspace has no areas.
[[nodiscard]] const model::Geography& finest_geography(const model::Workspace& workspace);

}  // namespace needsmap::app
