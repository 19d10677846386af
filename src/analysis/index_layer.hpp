// A need index as a layer: a recipe, the layers it names, and a geography give an indicator like any other.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/evaluate_layer.hpp"
#include "analysis/need_index.hpp"

namespace needsmap::analysis {

/// Id of the warning about an indicator that shrinking makes the same everywhere.
inline constexpr const char* index_of_chance = "index-of-chance";

/// Everything an index is worked out from, in the order of the recipe.
struct IndexMaterial {
    std::vector<std::shared_ptr<const model::Indicator>> indicators;  ///< as their layers show them
    std::vector<IndexInput> inputs;                                   ///< turned by the recipe's directions, and shrunk where it asks
    base::Diagnostics diagnostics;  ///< what shrinking cannot or does too much; counts, which mostly rank sizes
};

/// Whether every layer of the recipe is there and can be shown on the geography; otherwise why not, in one sentence.
[[nodiscard]] Availability recipe_availability(const model::Workspace& workspace, const IndexRecipe& recipe, std::string_view geography);

/// `indicators` are the recipe's layers evaluated on one geography. Shrinkage takes rates and proportions; what has no counts behind it
/// stays as it is, with a note. Local shrinkage learns from areas that share a corner or border.
[[nodiscard]] IndexMaterial index_material(const IndexRecipe& recipe, std::vector<std::shared_ptr<const model::Indicator>> indicators);

/// The same with the layers evaluated. Throws base::Error with recipe_availability's reason.
[[nodiscard]] IndexMaterial index_material(const model::Workspace& workspace, const IndexRecipe& recipe, std::string_view geography);

/// The index as an indicator of `definition` (of the kind index). An area without an index is missing, or suppressed where a suppressed
/// figure is among what it lacks; `parts_missing` counts the indicators it lacks. There is no figure for the county.
[[nodiscard]] model::Indicator index_indicator(std::shared_ptr<const model::LayerDefinition> definition,
                                               std::shared_ptr<const model::Geography> geography, const NeedIndex& index,
                                               const IndexMaterial& material);

/// "Scores by ranks with exponential transformation, as the English Indices of Deprivation; weighted mean of Children in poverty (40 %) and …".
[[nodiscard]] std::string index_method_line(const NeedIndex& index, const IndexMaterial& material);

}  // namespace needsmap::analysis
