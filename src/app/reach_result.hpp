// Reach curves as a table.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/reach.hpp"
#include "model/result.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// One row per area, worst first, geography after geography: geography, areas (how many so far), code, name, children_share and
/// in_need_share (cumulative, in per cent with one decimal: sharper shares beside the county's total could tell what is suppressed).
[[nodiscard]] std::shared_ptr<const model::Result> reach_result(const model::Workspace& workspace, const model::LayerDefinition& layer,
                                                                const std::vector<analysis::ReachCurve>& curves, std::string finding,
                                                                std::string command);

}  // namespace needsmap::app
