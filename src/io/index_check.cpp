#include "io/index_check.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "model/index_recipe.hpp"

namespace needsmap::io {

namespace {

base::Diagnostic about_use(const LayerFile& index, std::size_t use, std::string id, std::string message, std::string hint) {
    return {base::Severity::error, std::move(id),  index.written, index.use_lines[use], 0, index.definition.index->ingredients[use].layer,
            std::move(message),    std::move(hint)};
}

}  // namespace

void check_index_file(const LayerFile& index, const model::Workspace& workspace, base::Diagnostics& diagnostics) {
    const auto& ingredients = index.definition.index->ingredients;
    std::vector<std::string> ids;
    for (const auto& layer : workspace.layers) ids.push_back(layer->id);
    for (std::size_t use = 0; use < ingredients.size(); ++use) {
        const std::string& id = ingredients[use].layer;
        if (workspace.find_layer(id)) continue;
        const std::string near = base::closest(id, ids);
        diagnostics.add(about_use(index, use, "unknown-layer", "There is no layer \"" + id + "\".",
                                  near.empty() ? "" : "Did you mean \"" + near + "\"?"));
    }
    const std::vector<std::string> circle = circle_of(workspace, index.definition);
    if (circle.empty() || circle.front() != index.definition.id) return;
    const auto use = std::ranges::find(ingredients, circle[1], &model::IndexRecipe::Ingredient::layer) - ingredients.begin();
    std::string way;
    for (const std::string& id : circle) way += (way.empty() ? "" : " uses ") + id;
    diagnostics.add(about_use(index, static_cast<std::size_t>(use), "index-of-itself", "The index is made of itself: " + way + ".",
                              "Leave one of them out."));
}

}  // namespace needsmap::io
