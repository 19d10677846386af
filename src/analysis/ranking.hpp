// Ranks with ties, and how many areas "the worst tenth" are: shared by pockets, the reach curve and the need index.
#pragma once

#include <span>
#include <vector>

#include "model/cell.hpp"
#include "model/layer.hpp"

namespace needsmap::analysis {

/// Competition ranks ("1 2 2 4"), 1 = worst: the highest number, or the lowest when `low_is_worse`. Cells without a number get 0.
[[nodiscard]] std::vector<int> competition_ranks(std::span<const model::Cell> values, bool low_is_worse);

/// The same for numbers that are all known and finite.
[[nodiscard]] std::vector<int> competition_ranks(std::span<const double> values, bool low_is_worse);

/// Ranks from 1 (smallest) to n (largest); tied numbers share the mean of the ranks they take up. Numbers must be finite.
[[nodiscard]] std::vector<double> mid_ranks(std::span<const double> values);

/// How many of `ranked` areas the worst `share` are: rounded down, but at least one of two or more ("the worst tenth" of 5 districts is the
/// worst one), and none of a single area, which is neither better nor worse than others.
[[nodiscard]] int worst_count(double share, int ranked);

/// Areas whose rank is 1..k where k = worst_count(share, ranked); areas that tie at the cut are all in.
[[nodiscard]] inline bool is_worst(int rank, double share, int ranked) { return rank > 0 && rank <= worst_count(share, ranked); }

[[nodiscard]] inline bool low_is_worse(const model::LayerDefinition& layer) { return layer.direction == model::Direction::low_is_worse; }

}  // namespace needsmap::analysis
