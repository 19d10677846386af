// Whom a service is for: a layer's people brought to the points where they live, by the same options wherever journeys are measured.
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

struct DemandOptions {
    std::string layer;         ///< id; empty: `usual_demand`, else the first layer that counts, else the workspace's default layer
    bool every_point = false;  ///< spread over all population points of an area, not its one representative point
    bool with_growth = false;  ///< with the children of planned homes
};

struct ChosenDemand {
    std::shared_ptr<const model::LayerDefinition> layer;
    std::shared_ptr<const model::Indicator> indicator;  ///< the layer on the demand's geography: says why an area has no point
    model::Demand demand;
    std::vector<geo::MapPoint> positions;   ///< of its points
    std::vector<std::string> method_lines;  ///< who is counted, and where
};

/// --demand, --points and --growth.
[[nodiscard]] std::vector<Param> demand_params();
[[nodiscard]] DemandOptions demand_options_from(const Params& params);

/// Reads population points and, with growth, planned homes. The demand lies on the finest geography on which the layer can be shown; its
/// diagnostics hold those of reading. Throws base::Error for an unknown layer (usage), one that is no weight, or growth without
/// [planned_homes].
[[nodiscard]] ChosenDemand chosen_demand(const model::Workspace& workspace, const DemandOptions& options, base::JobContext& job);
/// The same by the options of a command.
[[nodiscard]] ChosenDemand demand_from(const model::Workspace& workspace, const Params& params, base::JobContext& job);

/// A geography for areas of the demand: --geography, else ward where there is one, else the workspace's default, else the demand's own.
/// Throws base::Error (usage) when it does not exist or no lookup leads there from the demand.
[[nodiscard]] std::shared_ptr<const model::Geography> demand_geography_from(const model::Workspace& workspace, const model::Demand& demand,
                                                                            const Params& params);

}  // namespace needsmap::app
