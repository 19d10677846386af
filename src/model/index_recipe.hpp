// The recipe of a need index: which indicators, how much each counts, and how they are put together. What a user writes down in a layer
// file of the kind "index" and a workspace keeps; analysis/need_index.hpp says what each choice does.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/layer.hpp"

namespace needsmap::model {

enum class IndexMethod { exponential, zscore, minmax, percentile };
enum class IndexCombine { arithmetic, geometric };
/// What an area gets that lacks some indicators. Either way the area is named with what it lacks, and never dropped without a word.
enum class MissingPolicy {
    reweight,  ///< the others take over its weight; below half of the total weight: no index
    mean,      ///< the indicator's mean score over the other areas; without any indicator: no index
};
/// Towards which mean rates of small areas are drawn (analysis/shrinkage.hpp).
enum class Shrink { none, global, local };

[[nodiscard]] std::string_view to_string(IndexMethod method);    ///< "exponential", "z", "minmax", "percentile"
[[nodiscard]] std::string_view to_string(IndexCombine combine);  ///< "arithmetic", "geometric"
[[nodiscard]] std::string_view to_string(MissingPolicy policy);  ///< "reweight", "mean"
[[nodiscard]] std::string_view to_string(Shrink shrink);         ///< "none", "global", "local"
[[nodiscard]] std::optional<IndexMethod> index_method_from(std::string_view name);
[[nodiscard]] std::optional<IndexCombine> index_combine_from(std::string_view name);
[[nodiscard]] std::optional<MissingPolicy> missing_policy_from(std::string_view name);
[[nodiscard]] std::optional<Shrink> shrink_from(std::string_view name);

struct IndexRecipe {
    struct Ingredient {
        std::string layer;
        double weight = 1;                   ///< >= 0; only proportions among weights matter
        std::optional<Direction> direction;  ///< nullopt: the layer's own
        friend bool operator==(const Ingredient&, const Ingredient&) = default;
    };
    std::string title;
    std::vector<Ingredient> ingredients;
    IndexMethod method = IndexMethod::exponential;
    IndexCombine combine = IndexCombine::arithmetic;
    MissingPolicy missing = MissingPolicy::reweight;
    Shrink shrink = Shrink::none;  ///< rates are shrunk before they are put on the common scale
    friend bool operator==(const IndexRecipe&, const IndexRecipe&) = default;
};

}  // namespace needsmap::model
