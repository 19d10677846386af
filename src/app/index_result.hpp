// A need index as a result: the layer, the table with rank intervals and contributions, and one sentence. The `index` command and the Need
// panel make it; the panel without rank intervals while weights are being tried.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "analysis/index_layer.hpp"
#include "analysis/index_uncertainty.hpp"
#include "model/result.hpp"

namespace needsmap::app {

/// Id of the result, and so of its layer: there is one index at a time; the next one takes its place.
inline constexpr const char* index_result_id = "index";

/// The definition of an index that is no layer file's: id index_result_id, in the group of results, titled by the recipe.
[[nodiscard]] std::shared_ptr<model::LayerDefinition> index_definition(const model::IndexRecipe& recipe);

struct IndexParts {
    std::shared_ptr<const model::LayerDefinition> definition;  ///< of the kind index
    std::shared_ptr<const model::Geography> geography;
    const analysis::IndexMaterial* material = nullptr;
    const analysis::NeedIndex* index = nullptr;
    const analysis::IndexUncertainty* uncertainty = nullptr;  ///< null: no rank intervals
};
/// Diagnostics of material, index and uncertainty go along; areas that lack a suppressed figure are named.
[[nodiscard]] model::Result index_result(const IndexParts& parts);

}  // namespace needsmap::app
