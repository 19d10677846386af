// The ingredients of a need index as one word, for the command line and recorded sessions: "child-poverty:2,neet:1,year-5-reading:1:low-is-worse".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/index_recipe.hpp"

namespace needsmap::app {

/// LAYER[:WEIGHT[:DIRECTION]] with commas between; the weight is 1 and the direction the layer's own where they are not said. Throws
/// base::Error (usage) for weights that are no number of at least 0, unknown directions, a layer named twice, and an empty list.
[[nodiscard]] std::vector<model::IndexRecipe::Ingredient> ingredients_from(std::string_view text);
[[nodiscard]] std::string ingredients_text(const std::vector<model::IndexRecipe::Ingredient>& ingredients);

}  // namespace needsmap::app
