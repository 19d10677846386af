// The need index: several indicators made comparable, weighted and put together into one score and rank per area.
//
// Each indicator is first turned so that high means need, then put on a common scale:
//   exponential  X = -23 ln(1 - R (1 - exp(-100 / 23))), R = rank / areas, 1 = most in need: the transformation of the English Indices of
//                Deprivation (technical reports, 2000 to 2019). The worst area scores 100, the one at nine tenths about 50, so that need in
//                one indicator is not cancelled by its absence in another.
//   zscore       (value - mean) / standard deviation over the areas with a number (population formula, divided by n)
//   minmax       100 (value - least) / (most - least)
//   percentile   100 (rank - 1/2) / areas
// Ties share the mean of their ranks. An indicator that is the same everywhere says nothing about who needs more: it gives every area the
// neutral score (exponential: that of the middle rank; zscore 0; minmax and percentile 50) and a warning.
//
// Arithmetic: weighted mean of the scores. Geometric: weighted geometric mean; zscore and minmax scores are first moved so that the least
// needy area of each indicator has 1, because a geometric mean needs positive numbers.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/index_recipe.hpp"
#include "model/layer.hpp"

namespace needsmap::analysis {

using model::IndexCombine;
using model::IndexMethod;
using model::IndexRecipe;
using model::MissingPolicy;
using model::Shrink;

/// One indicator evaluated on the geography of the index, in the order of the recipe. Pass shrunk values to shrink first.
struct IndexInput {
    std::string title;
    bool low_is_worse = false;
    std::vector<model::Cell> value;  ///< by area
    // Only for index_uncertainty; empty where the indicator has none. With shrunk values pass the counts that fit (events + a, size + b).
    model::LayerKind kind = model::LayerKind::score;
    double per = 100;
    std::vector<model::Cell> numerator, denominator;
};
/// From an evaluated layer; `direction` overrides the layer's own, and neutral counts as high is worse.
[[nodiscard]] IndexInput index_input(const model::Indicator& indicator, std::optional<model::Direction> direction = std::nullopt);

/// An indicator on the common scale.
struct ScaledIndicator {
    std::vector<double> score;  ///< by area; the mean score where unknown, finite everywhere
    std::vector<char> known;    ///< by area
    double mean = 0;            ///< over known areas
    double shift = 0;           ///< added before a geometric mean
    int known_count = 0;
    bool is_constant = false;  ///< one value everywhere (or one area only)
};
[[nodiscard]] ScaledIndicator scale_indicator(std::span<const model::Cell> value, bool low_is_worse, IndexMethod method);
[[nodiscard]] std::vector<ScaledIndicator> scale_indicators(std::span<const IndexInput> inputs, IndexMethod method);

/// Below this share of the weight an area has no index under MissingPolicy::reweight.
inline constexpr double least_weight_present = 0.5;

/// Score of every area: missing where less than `least_present` of the weight has a number (reweight), or nothing has. Fast: this and competition_ranks are what a moved slider costs.
/// Weights of indicators without any number count for nothing. Sizes must agree (checked by need_index).
[[nodiscard]] std::vector<model::Cell> combine_scores(std::span<const ScaledIndicator> scaled, std::span<const double> weights,
                                                      IndexCombine combine, MissingPolicy missing,
                                                      double least_present = least_weight_present);

struct NeedIndex {
    std::vector<model::Cell> score;  ///< by area
    std::vector<int> rank;           ///< 1 = most in need; ties share the best; 0 = no index
    int ranked_count = 0;
    std::vector<ScaledIndicator> scaled;            ///< by indicator
    std::vector<double> weights;                    ///< by indicator, summing to 1; 0 for an indicator without any number
    std::vector<std::vector<std::size_t>> lacking;  ///< by area: indicators of weight above 0 that it has no number for
    IndexRecipe recipe;
    base::Diagnostics diagnostics;

    /// What an indicator adds to an area's score: the parts sum up to the score (arithmetic) or to its logarithm (geometric). 0 where the area has
    /// no index, or lacks the indicator and its weight went to the others.
    [[nodiscard]] double contribution(std::size_t indicator, std::size_t area) const;
};

/// The score under other weights, for what-if questions: the areas that have an index keep one as long as any of its indicators has weight,
/// so that ranks stay comparable; the others have none.
[[nodiscard]] std::vector<model::Cell> scores_with_weights(const NeedIndex& index, std::span<const ScaledIndicator> scaled,
                                                           std::span<const double> weights);

/// Weights as shares of 1. Throws base::Error naming the layer when a weight is negative or not a number, or when all are zero.
[[nodiscard]] std::vector<double> weight_shares(const IndexRecipe& recipe);

/// The whole index. Throws base::Error when there is no ingredient, a weight is negative or not a number, all weights are zero, inputs and
/// ingredients differ in number, or inputs in length. Constants, missing indicators and incomplete areas are told in `diagnostics`.
[[nodiscard]] NeedIndex need_index(const IndexRecipe& recipe, std::span<const IndexInput> inputs);

}  // namespace needsmap::analysis
