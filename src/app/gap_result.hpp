// What the `gap` command makes of an indicator by groups of deprivation: a table of groups and gaps, a map of the groups, and one sentence.
#pragma once

#include "analysis/inequality.hpp"
#include "model/result.hpp"

namespace needsmap::app {

/// `inequality` is what analysis::inequality made of `indicator` by `deprivation`, both on one geography, at 95 %. Every figure is of the areas
/// that show one: suppressed areas are in no group.
[[nodiscard]] model::Result gap_result(const model::Indicator& indicator, const model::Indicator& deprivation,
                                       const analysis::Inequality& inequality);

}  // namespace needsmap::app
