// The words of charts: axis titles, who is counted, what is left out.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analysis/funnel.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// Without the empty ones.
[[nodiscard]] std::string joined(const std::vector<std::string>& parts, const char* between);

/// "Children in poverty, %".
[[nodiscard]] std::string axis_title(const model::LayerDefinition& layer);
/// Those in need: the numerator's title, or "children in need" where it names those who are not.
[[nodiscard]] std::string need_words(const model::LayerDefinition& layer);
/// "children" where the layer does not say.
[[nodiscard]] std::string denominator_words(const model::LayerDefinition& layer);
/// "above the 99.8 % limit".
[[nodiscard]] std::string zone_words(analysis::FunnelZone zone);

/// "1 ward is suppressed and 2 have no figure; they are not drawn." Empty when both are zero.
[[nodiscard]] std::string left_out_words(const model::Geography& geography, int suppressed, int without);
/// The same for what is missing from `drawn` areas of an indicator.
[[nodiscard]] std::string left_out_words(const model::Indicator& indicator, std::size_t drawn);

/// Data and program, for the foot of a chart's sheet.
[[nodiscard]] std::vector<std::string> chart_source_lines(const model::Workspace& workspace, const model::LayerDefinition& layer);

}  // namespace needsmap::app
