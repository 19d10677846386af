// Ground that two areas claim, and slivers that none does.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "geo/coverage_builder.hpp"

namespace needsmap::geo {

/// Measures overlaps and gaps of a coverage and adds counts, square metres and diagnostics to `report`. `same_side`: pairs of areas
/// already known to share ground (see cut_arcs). See mismatch.cpp for what counts as a gap.
/// Throws base::Cancelled.
void measure_mismatch(const Coverage& coverage, std::span<const std::pair<AreaIndex, AreaIndex>> same_side,
                      const std::vector<std::string>& labels, const std::string& file, base::JobContext& job, CoverageReport& report);

}  // namespace needsmap::geo
