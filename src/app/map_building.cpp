#include "app/map_building.hpp"

#include "base/error.hpp"

namespace needsmap::app {

std::shared_ptr<const model::Indicator> LayerCache::indicator(const std::string& layer, const std::string& geography) {
    std::shared_ptr<const model::Indicator>& cached = m_indicators[{layer, geography}];
    if (!cached) cached = analysis::evaluate_layer(*m_workspace, layer, geography);
    return cached;
}

void LayerCache::use(std::shared_ptr<const model::Workspace> workspace) {
    std::erase_if(m_indicators, [&](const auto& entry) {
        return m_workspace->find_result(entry.first.first) != nullptr || workspace->find_result(entry.first.first) != nullptr;
    });
    m_workspace = std::move(workspace);
}

const model::ClassSpec& class_spec_of(const model::MapDocument& document, const model::LayerDefinition& layer) {
    return document.classes ? *document.classes : layer.classes;
}

namespace {

/// The classes of `previous` when they hold the same areas for the same reasons: only colours may differ. Null otherwise.
std::shared_ptr<const scene::Classification> reused_classes(const std::shared_ptr<const model::Indicator>& indicator,
                                                            const model::ClassSpec& spec, const scene::MapInput* previous) {
    if (previous == nullptr || previous->indicator != indicator || !previous->classification) return nullptr;
    const model::ClassSpec& before = class_spec_of(previous->document, *indicator->definition);
    if (spec == before) return previous->classification;
    const bool same_bounds = spec.method == before.method && spec.count == before.count && spec.breaks == before.breaks;
    if (!same_bounds || spec.palette.empty()) return nullptr;
    auto recoloured = std::make_shared<scene::Classification>(*previous->classification);
    recoloured->spec.palette = spec.palette;
    recoloured->spec.reversed = spec.reversed;
    return recoloured;
}

}  // namespace

scene::MapInput build_map(LayerCache& layers, const model::MapDocument& document, const scene::MapInput* previous) {
    scene::MapInput map;
    map.workspace = layers.workspace();
    map.geography = map.workspace->find_geography(document.geography);
    if (!map.geography) throw base::Error("There is no geography “" + document.geography + "”.");
    map.document = document;
    if (document.layer.empty()) return map;
    map.result = map.workspace->find_result(document.layer);
    map.indicator = layers.indicator(document.layer, document.geography);
    const model::ClassSpec& spec = class_spec_of(document, *map.indicator->definition);
    map.classification = reused_classes(map.indicator, spec, previous);
    if (!map.classification) map.classification = std::make_shared<const scene::Classification>(scene::classify(*map.indicator, spec));
    return map;
}

analysis::Availability availability(const model::Workspace& workspace, std::string_view layer, std::string_view geography) {
    if (layer.empty()) return {true, {}};
    const auto definition = workspace.find_layer(layer);
    if (!definition) return {false, "There is no layer “" + std::string(layer) + "”."};
    if (definition->kind == model::LayerKind::count && !definition->counts_on_map)
        return {false, definition->title + " is a count: a map of it would show where people live. To draw it all the same, put " +
                           "counts_on_map = true into " + (definition->file.empty() ? "its layer file" : definition->file) + "."};
    return analysis::layer_availability(workspace, *definition, geography);
}

std::string first_layer(const model::Workspace& workspace) {
    if (workspace.find_layer(workspace.default_layer) && !default_geography(workspace, workspace.default_layer).empty())
        return workspace.default_layer;
    for (const auto& layer : workspace.layers)
        if (!default_geography(workspace, layer->id).empty()) return layer->id;
    return {};
}

std::string default_geography(const model::Workspace& workspace, std::string_view layer) {
    const auto works = [&](const std::string& id) {
        return workspace.find_geography(id) != nullptr && availability(workspace, layer, id).available;
    };
    if (works(workspace.default_geography)) return workspace.default_geography;
    if (const auto definition = workspace.find_layer(layer)) {
        const auto native = workspace.native_geography(*definition);
        if (native && works(native->id)) return native->id;
    }
    for (const auto& geography : workspace.geographies)
        if (works(geography->id)) return geography->id;
    return {};
}

}  // namespace needsmap::app
