// Results whose picture is a chart instead of a map.
#pragma once

#include <filesystem>
#include <memory>

#include "app/charts.hpp"
#include "app/operation.hpp"

namespace needsmap::app {

/// Writes the result as write_result (result_output.hpp) does, but for a file name of a picture (PDF, SVG, PNG) draws the chart on a sheet of its
/// own, with the paper, dpi and title of `params`. `layer` is what the chart is about, for provenance.
[[nodiscard]] Outcome write_result_with_chart(const std::shared_ptr<const model::Workspace>& workspace,
                                              const std::shared_ptr<const model::Result>& result, const ChartView& view,
                                              const model::LayerDefinition& layer, const std::filesystem::path& file, const Params& params,
                                              base::JobContext& job);

}  // namespace needsmap::app
