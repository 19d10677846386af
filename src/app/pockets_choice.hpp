// Where hidden pockets can be looked for, shared by the command and the panel; and the pockets of a result as rows to choose from.
#pragma once

#include <string>
#include <vector>

#include "analysis/evaluate_layer.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// Geographies one can look inside for a layer, most areas first: put together from the layer's own areas and able to show it.
[[nodiscard]] std::vector<std::string> pocket_parents(const model::Workspace& workspace, const model::LayerDefinition& layer);
/// Of these the one to begin with: the workspace's default, else the first. Empty when there is none.
[[nodiscard]] std::string default_pocket_parent(const model::Workspace& workspace, const model::LayerDefinition& layer);
/// Whether pockets can be found for a layer at all, and why not.
[[nodiscard]] analysis::Availability pockets_availability(const model::Workspace& workspace, const model::LayerDefinition& layer);

/// The layer a pockets result is about; the id itself for any other layer.
[[nodiscard]] std::string pockets_source_layer(const std::string& layer);
/// The id of the result for a layer.
[[nodiscard]] std::string pockets_result_id(const std::string& layer);

/// One pocket, surest first.
struct PocketRow {
    model::AreaIndex area = geo::no_area;  ///< of the result's geography
    std::string name;                      ///< of the parent
    std::string figure;                    ///< of its worst small area, "22.2"; empty where it is withheld
    std::string reason;                    ///< one sentence
};
/// `decimals` as the layer prints.
[[nodiscard]] std::vector<PocketRow> pocket_rows(const model::Result& result, int decimals);

}  // namespace needsmap::app
