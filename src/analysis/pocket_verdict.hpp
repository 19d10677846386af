// Which parents are flagged, and the verdict on each with its sentence. Steps of find_pockets (pockets.hpp).
#pragma once

#include <optional>

#include "analysis/pockets.hpp"

namespace needsmap::analysis {

/// Sets is_flagged of every parent; fills flag_line and flag_text of the report.
void flag_parents(const model::Indicator& parents, const FlagRule& rule, PocketReport& report);

/// Sets verdict and reason of one parent from its evidence.
void judge(const model::Indicator& small, const model::Indicator& parents, const PocketReport& report, double fdr, Pocket& pocket);

}  // namespace needsmap::analysis
