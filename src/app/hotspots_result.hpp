// Hot spots, scan clusters and their consensus as results: table, map of kinds, finding and method lines.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/consensus.hpp"
#include "analysis/hot_spots.hpp"
#include "analysis/scan_statistic.hpp"
#include "model/result.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// What was asked: a layer on a geography, and the command that asks it again.
struct HotSpotQuestion {
    std::shared_ptr<const model::Workspace> workspace;
    std::shared_ptr<const model::Indicator> indicator;
    std::string statistic;  ///< as the command writes it: "gi*"
    std::string command;
};

/// All three have one row an area with a number or not, and the columns code, name, value, statistic, z, p_analytic, p_permutation, q_fdr,
/// class and neighbours; what a statistic has no word for is empty. Further columns follow. Rows: hot areas first, the strongest first.
[[nodiscard]] std::shared_ptr<const model::Result> hot_spot_result(const HotSpotQuestion& question, const analysis::HotSpotResult& found);
/// Members of a cluster with p up to `most_p` are hot. Circles are outlines, numbered from the most likely.
[[nodiscard]] std::shared_ptr<const model::Result> scan_result(const HotSpotQuestion& question, const analysis::ScanResult& found,
                                                               double most_p);
/// `class` is robust, sensitive, fragile, never or no statistic; `statistic` the share of specifications that call an area hot.
[[nodiscard]] std::shared_ptr<const model::Result> consensus_result(const HotSpotQuestion& question,
                                                                    const analysis::ConsensusResult& found);

/// The id of the result of a statistic on a layer: "hotspots-child-poverty", "moran-child-poverty".
[[nodiscard]] std::string hot_spot_result_id(std::string_view statistic, std::string_view layer);
/// The layer that a result of hot spots is about; nullptr for every other layer.
[[nodiscard]] std::shared_ptr<const model::LayerDefinition> layer_behind(const model::Workspace& workspace, std::string_view result_id);

/// "; 5 of them lie in Banbury and Oxford": the larger areas that hold most of `areas`, if three or fewer do; empty otherwise.
[[nodiscard]] std::string where_they_lie(const model::Workspace& workspace, const model::Geography& geography,
                                         const std::vector<model::AreaIndex>& areas);

/// The harshest national threshold that an area's value reaches, in the layer's words ("worst 10 % in England"); empty for none.
[[nodiscard]] std::string national_class(const model::LayerDefinition& layer, const model::Cell& value);

}  // namespace needsmap::app
