// From a map document to what the scene draws: evaluated, classified, complete.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/evaluate_layer.hpp"
#include "model/map_document.hpp"
#include "model/workspace.hpp"
#include "scene/map_scene.hpp"

namespace needsmap::app {

/// Evaluates each layer at most once per geography. Not thread-safe: one per owner.
class LayerCache {
public:
    explicit LayerCache(std::shared_ptr<const model::Workspace> workspace) : m_workspace(std::move(workspace)) {}

    /// Throws base::Error with the reason when the layer cannot be shown on the geography.
    [[nodiscard]] std::shared_ptr<const model::Indicator> indicator(const std::string& layer, const std::string& geography);
    [[nodiscard]] const std::shared_ptr<const model::Workspace>& workspace() const { return m_workspace; }

    /// Goes on with another snapshot of the same workspace that differs in its results only: what was evaluated from files stays.
    void use(std::shared_ptr<const model::Workspace> workspace);

private:
    std::shared_ptr<const model::Workspace> m_workspace;
    std::map<std::pair<std::string, std::string>, std::shared_ptr<const model::Indicator>> m_indicators;
};

/// The class spec in force: the document's, else the layer's.
[[nodiscard]] const model::ClassSpec& class_spec_of(const model::MapDocument& document, const model::LayerDefinition& layer);

/// Builds the map of a document whose ids exist. An empty layer gives boundaries only. Classes are taken from `previous` when only their
/// colours differ, so that a palette is tried within a frame. Throws base::Error as evaluate_layer does.
[[nodiscard]] scene::MapInput build_map(LayerCache& layers, const model::MapDocument& document, const scene::MapInput* previous = nullptr);

/// Whether the layer can be mapped on the geography; true for an empty layer id. Crude counts need LayerDefinition::counts_on_map: the
/// table and the profile show them in any case.
[[nodiscard]] analysis::Availability availability(const model::Workspace& workspace, std::string_view layer, std::string_view geography);

/// The layer a workspace opens with: its default one, or the first that can be shown at all. Empty when there is none.
[[nodiscard]] std::string first_layer(const model::Workspace& workspace);

/// The geography a layer opens on: the workspace's default when the layer can be shown there, else the layer's own, else the first one
/// that works. Empty when there is none.
[[nodiscard]] std::string default_geography(const model::Workspace& workspace, std::string_view layer);

}  // namespace needsmap::app
