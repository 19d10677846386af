// What the small areas inside one parent say: spread, the worst of them with its interval, and whether they differ by more than chance.
// Steps of find_pockets (pockets.hpp), on their own so that each can be tested and read.
#pragma once

#include <span>
#include <vector>

#include "analysis/homogeneity.hpp"
#include "analysis/intervals.hpp"
#include "analysis/pockets.hpp"

namespace needsmap::analysis {

/// 95 % interval of a usable figure in the layer's unit; conventions: intervals.hpp.
[[nodiscard]] Interval interval_95(const CountOf& count, const model::LayerDefinition& layer);

/// A numerator and denominator that a test can use: both known, the denominator above zero, and no more in need than there are.
[[nodiscard]] bool is_usable(const model::Indicator& indicator, std::size_t area);
[[nodiscard]] CountOf count_of(const model::Indicator& indicator, std::size_t area);

/// Children in need: the numerator, or for a proportion where low is worse those without it. No number where the area has none.
[[nodiscard]] model::Cell in_need(const model::Indicator& indicator, std::size_t area);

/// Fills spread, worst small area and test of `pocket` from the small areas `inside`; `pocket.parent` numbers the random stream.
void gather_evidence(const model::Indicator& small, std::span<const AreaIndex> inside, const PocketOptions& options, Pocket& pocket);

}  // namespace needsmap::analysis
