// Cells in words: figures with their unit, and the reason where there is none. No exit of the interface prints a number otherwise.
#pragma once

#include <string>

#include "model/layer.hpp"

namespace needsmap::panels {

/// "38.1 %", "29.5 per 1,000 …", the word for a kind ("hot"), or "–" for a cell without number. `with_unit` false leaves the unit out (table cells).
[[nodiscard]] std::string value_text(const model::Cell& cell, const model::LayerDefinition& layer, bool with_unit = true);
/// "412" or "–".
[[nodiscard]] std::string count_text(const model::Cell& cell);
/// Why there is no number: "Suppressed: fewer than 10 conceptions"; empty for a plain number, "Provisional" for such.
[[nodiscard]] std::string state_text(const model::Cell& cell, const model::LayerDefinition& layer);
/// "3rd of 136 (1st is worst)".
[[nodiscard]] std::string rank_text(int rank, int ranked_count, model::Direction direction);
/// "412 of 1,081 children"; empty when the layer has no such counts or they may not be shown.
[[nodiscard]] std::string counts_text(const model::Indicator& indicator, model::AreaIndex area);

}  // namespace needsmap::panels
