// Whom a service is for: a layer's children brought to the points where people live, by the same options wherever journeys are measured.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/operation.hpp"
#include "base/job.hpp"
#include "geo/spaces.hpp"
#include "model/demand.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// The layer that counts whom services for young children are for, where a workspace has it.
inline constexpr const char* usual_demand = "children-0-4";

struct ChosenDemand {
    std::shared_ptr<const model::LayerDefinition> layer;
    model::Demand demand;
    std::vector<geo::MapPoint> positions;  ///< of its points
};

/// --demand, --points and --growth.
[[nodiscard]] std::vector<Param> demand_params();

/// Reads population points and, with growth, planned homes. The demand lies on the finest geography on which the layer can be shown; its
/// diagnostics hold those of reading. Without --demand: children-0-4 where there is such a layer, else the workspace's default layer.
/// Throws base::Error for an unknown layer (usage), one that is no weight, or growth without [planned_homes].
[[nodiscard]] ChosenDemand demand_from(const model::Workspace& workspace, const Params& params, base::JobContext& job);

/// A geography for areas of the demand: --geography, else ward where there is one, else the workspace's default, else the demand's own.
/// Throws base::Error (usage) when it does not exist or no lookup leads there from the demand.
[[nodiscard]] std::shared_ptr<const model::Geography> demand_geography_from(const model::Workspace& workspace, const model::Demand& demand,
                                                                            const Params& params);

}  // namespace needsmap::app
