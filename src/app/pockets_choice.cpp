#include "app/pockets_choice.hpp"

#include <algorithm>

#include "app/hierarchy.hpp"
#include "base/format.hpp"

namespace needsmap::app {

namespace {

constexpr std::string_view id_start = "pockets-";

}  // namespace

std::vector<std::string> pocket_parents(const model::Workspace& workspace, const model::LayerDefinition& layer) {
    std::vector<std::string> ids;
    const auto own = workspace.native_geography(layer);
    if (!own || !layer.has_denominator()) return ids;
    for (const auto& coarser : coarser_geographies(workspace, *own))
        if (coarser->size() > 1 && analysis::layer_availability(workspace, layer, coarser->id).available) ids.push_back(coarser->id);
    return ids;
}

std::string default_pocket_parent(const model::Workspace& workspace, const model::LayerDefinition& layer) {
    const std::vector<std::string> possible = pocket_parents(workspace, layer);
    if (possible.empty()) return {};
    return std::ranges::find(possible, workspace.default_geography) != possible.end() ? workspace.default_geography : possible.front();
}

analysis::Availability pockets_availability(const model::Workspace& workspace, const model::LayerDefinition& layer) {
    if (!layer.has_denominator())
        return {false, "Pockets need a layer with a numerator and a denominator, and " + layer.title + " is a " +
                           std::string(model::to_string(layer.kind)) + "."};
    const auto own = workspace.native_geography(layer);
    if (!own) return {false, layer.title + " has no figures in this workspace."};
    if (layer.kind == model::LayerKind::rate && layer.direction == model::Direction::low_is_worse)
        return {false, layer.title + " is a rate where low is worse, so nobody in it can be counted as in need."};
    if (pocket_parents(workspace, layer).empty())
        return {false, layer.title + " has figures by " + own->singular + " only, so there is nothing to look inside."};
    return {true, {}};
}

std::string pockets_source_layer(const std::string& layer) { return layer.starts_with(id_start) ? layer.substr(id_start.size()) : layer; }

std::string pockets_result_id(const std::string& layer) { return std::string(id_start) + layer; }

std::vector<PocketRow> pocket_rows(const model::Result& result, int decimals) {
    std::vector<PocketRow> rows;
    const auto* verdict = result.table.find("verdict");
    const auto *name = result.table.find("name"), *worst = result.table.find("worst_value"), *reason = result.table.find("reason");
    if (verdict == nullptr || name == nullptr || worst == nullptr || reason == nullptr) return rows;
    for (std::size_t row = 0; row < result.table.row_count(); ++row) {
        if (verdict->texts[row] != "pocket") continue;
        const std::optional<double>& figure = worst->numbers[row];
        rows.push_back({result.table.area[row], name->texts[row], figure ? base::format_number(*figure, decimals) : std::string(),
                        reason->texts[row]});
    }
    return rows;
}

}  // namespace needsmap::app
