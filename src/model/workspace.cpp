#include "model/workspace.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "model/index_recipe.hpp"

namespace needsmap::model {

namespace {

template <class T>
std::shared_ptr<const T> find_by_id(const std::vector<std::shared_ptr<const T>>& items, std::string_view id) {
    for (const auto& item : items)
        if (item->id == id) return item;
    return nullptr;
}

void check_belongs(const Workspace& workspace, const Result& result) {
    check_result(result);
    const auto is_here = [&](const std::shared_ptr<const Geography>& geography) {
        return std::ranges::find(workspace.geographies, geography) != workspace.geographies.end();
    };
    const bool mapped_here = !result.indicator || is_here(result.indicator->geography);
    if (!mapped_here || (result.table.geography && !is_here(result.table.geography)))
        throw base::Error("The result “" + result.title + "” was made from another workspace.", "Run the analysis again.");
    if (find_by_id(workspace.layers, result.id) != nullptr)
        throw base::Error("The result “" + result.title + "” has the id of the layer " + result.id + ".");
}

/// Follows the layers an index is made of; `path` holds the ids from the outermost to this one. True when one comes back.
bool comes_back(const Workspace& workspace, const LayerDefinition& layer, std::vector<std::string>& path) {
    const bool is_there = std::ranges::find(path, layer.id) != path.end();
    path.push_back(layer.id);
    if (is_there) return true;
    if (layer.index)
        for (const IndexRecipe::Ingredient& ingredient : layer.index->ingredients)
            if (const auto part = workspace.find_layer(ingredient.layer); part && comes_back(workspace, *part, path)) return true;
    path.pop_back();
    return false;
}

/// Geographies stand finest first, so the coarsest of several is the last.
std::shared_ptr<const Geography> native_of_index(const Workspace& workspace, const LayerDefinition& layer) {
    std::shared_ptr<const Geography> coarsest;
    for (const IndexRecipe::Ingredient& ingredient : layer.index->ingredients) {
        const auto part = workspace.find_layer(ingredient.layer);
        const auto native = part ? workspace.native_geography(*part) : nullptr;
        if (!native) return nullptr;
        const auto& all = workspace.geographies;
        if (!coarsest || std::ranges::find(all, native) > std::ranges::find(all, coarsest)) coarsest = native;
    }
    return coarsest;
}

}  // namespace

std::shared_ptr<const Geography> Workspace::find_geography(std::string_view id) const { return find_by_id(geographies, id); }
std::shared_ptr<const LayerDefinition> Workspace::find_layer(std::string_view id) const {
    if (auto layer = find_by_id(layers, id)) return layer;
    const auto result = find_result(id);
    return result && result->indicator ? result->indicator->definition : nullptr;
}
std::shared_ptr<const Result> Workspace::find_result(std::string_view id) const { return find_by_id(results, id); }
std::shared_ptr<const Table> Workspace::find_table(std::string_view id) const { return find_by_id(tables, id); }
std::shared_ptr<const PlaceSet> Workspace::find_places(std::string_view id) const { return find_by_id(places, id); }

std::shared_ptr<const Scenario> Workspace::find_scenario(std::string_view id) const { return find_by_id(scenarios, id); }

std::shared_ptr<const Geography> Workspace::native_geography(const LayerDefinition& layer) const {
    if (const auto result = find_result(layer.id); result && result->indicator) return result->indicator->geography;
    if (layer.index) return circle_of(*this, layer).empty() ? native_of_index(*this, layer) : nullptr;
    const auto table = find_table(layer.table);
    return table ? find_geography(table->geography) : nullptr;
}

std::vector<std::string> circle_of(const Workspace& workspace, const LayerDefinition& layer) {
    std::vector<std::string> path;
    if (!comes_back(workspace, layer, path)) return {};
    path.erase(path.begin(), std::ranges::find(path, path.back()));
    return path;
}

std::shared_ptr<const Workspace> with_result(const Workspace& workspace, std::shared_ptr<const Result> result) {
    std::vector<std::shared_ptr<const Result>> results = workspace.results;
    std::erase_if(results, [&](const auto& other) { return other->id == result->id; });
    results.insert(results.begin(), std::move(result));
    return with_results(workspace, std::move(results));
}

std::shared_ptr<const Workspace> with_results(const Workspace& workspace, std::vector<std::shared_ptr<const Result>> results) {
    for (const auto& result : results) check_belongs(workspace, *result);
    auto out = std::make_shared<Workspace>(workspace);
    out->results = std::move(results);
    return out;
}

}  // namespace needsmap::model
