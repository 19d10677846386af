// Two scenarios measured for the same people: the equality table, the map of changes, and a map of each.
#pragma once

#include <memory>

#include "app/operation.hpp"
#include "app/scenario_pair.hpp"
#include "model/result.hpp"
#include "model/travel.hpp"

namespace needsmap::app {

struct CompareStudy {
    ScenarioPair pair;
    std::string demand_title;  ///< "Children aged 0 to 4"
    std::string mode_words;    ///< "by bus"
    std::string unit;          ///< "children"; empty for a bare weight
    double suppress_below = 0;
    std::string headline;                         ///< the first sentence of the table's finding
    std::shared_ptr<const model::Result> table;   ///< rows are groups of people
    std::shared_ptr<const model::Result> change;  ///< rows are areas
    std::shared_ptr<const model::Indicator> bands_a, bands_b;
};

/// Demand, travel, --by and --geography.
[[nodiscard]] std::vector<Param> compare_study_params();

/// Measures both plans and puts the results together. `command` goes into them. Throws what scenario_pair, demand_from and travel throw, and
/// base::Error when nobody is counted, or (usage) when --by shows kinds or cannot be shown on the areas of the demand.
[[nodiscard]] CompareStudy compare_study(const model::Workspace& workspace, const Params& params, const std::string& command,
                                         base::JobContext& job);

/// The columns of some sites.
[[nodiscard]] model::TravelCosts costs_to(const model::TravelCosts& costs, const std::vector<std::size_t>& sites);

/// The workspace with places as the maps of a study show them: those open under each plan ("<set>-a", "<set>-b"), and those kept, closed and opened
/// ("<set>-kept", "<set>-closed", "<set>-opened"); sets without a place are left out.
[[nodiscard]] std::shared_ptr<const model::Workspace> with_plans(const model::Workspace& workspace, const ScenarioPair& pair);
/// Ids of those places that are in the workspace: of plan a, plan b, and of the map of changes.
[[nodiscard]] std::vector<std::string> places_of_a(const ScenarioPair& pair);
[[nodiscard]] std::vector<std::string> places_of_b(const ScenarioPair& pair);
[[nodiscard]] std::vector<std::string> places_of_change(const model::Workspace& workspace, const ScenarioPair& pair);

}  // namespace needsmap::app
