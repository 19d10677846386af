// Charts of what is on the map, ready to be drawn: reach curve, funnel plot, scatter of two layers, areas against their neighbours.
// Areas without a number are in none of them, and how many that are is told.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/reach.hpp"
#include "model/workspace.hpp"
#include "scene/chart.hpp"

namespace needsmap::app {

enum class ChartKind { reach, funnel, scatter, neighbours, concentration };
/// "reach", "funnel", "scatter", "neighbours", "concentration".
[[nodiscard]] std::string_view to_string(ChartKind kind);

/// A chart and what is to be said with it.
struct ChartView {
    scene::Chart chart;
    std::string left_out;  ///< "1 ward is suppressed and not drawn."; empty when all areas are there
};
// The chart's lead is its one-sentence finding.

/// One curve per geography, the first one with its areas. Children in need reached against children in the targeted areas, both in per cent;
/// the worst tenth of the first geography is marked, and what the others reach with as many children. `curves` is not empty.
[[nodiscard]] ChartView reach_chart(const model::Workspace& workspace, const model::LayerDefinition& layer,
                                    const std::vector<analysis::ReachCurve>& curves);
/// The curves of a layer on these geographies. Throws base::Error as reach_curve and evaluate_layer do.
[[nodiscard]] std::vector<analysis::ReachCurve> reach_curves(const model::Workspace& workspace, const std::string& layer,
                                                             const std::vector<std::string>& geographies);
/// The geographies a reach curve compares unless told otherwise: `shown` (empty: the one the layer opens on) and the layer's own.
[[nodiscard]] std::vector<std::string> reach_geographies(const model::Workspace& workspace, const model::LayerDefinition& layer,
                                                         const std::string& shown = {});

/// The figures behind what is shown: itself, or for kinds ("pockets-child-poverty") the layer they are about on the same areas, so that its
/// points can have the kinds' colours. Null when there is none.
[[nodiscard]] std::shared_ptr<const model::Indicator> charted_indicator(const model::Workspace& workspace,
                                                                        const std::shared_ptr<const model::Indicator>& shown);

/// Figures against the number of children behind them, with the limits of chance around the county's figure. Throws base::Error when the
/// layer has no denominator or the county no figure.
[[nodiscard]] ChartView funnel_chart(const model::Workspace& workspace, const model::Indicator& indicator);

/// Two layers on one geography. Throws base::Error when they are of different geographies or one shows kinds.
[[nodiscard]] ChartView scatter_chart(const model::Indicator& x, const model::Indicator& y);
/// The same with a layer by its id across.
[[nodiscard]] ChartView scatter_chart(const model::Workspace& workspace, const std::string& layer, const model::Indicator& y);

/// Each area against the mean of its neighbours (queen); the slope of the line is Moran's I. Throws base::Error for kinds.
[[nodiscard]] ChartView neighbours_chart(const model::Indicator& indicator);

}  // namespace needsmap::app
