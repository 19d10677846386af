#include "app/choices.hpp"

#include <algorithm>

#include "analysis/evaluate_layer.hpp"
#include "analysis/index_layer.hpp"
#include "app/map_building.hpp"

namespace needsmap::app {

std::vector<GeographyChoice> geography_choices(const Session& session) {
    const auto& workspace = *session.workspace();
    const SessionState& state = session.state();
    std::vector<GeographyChoice> choices;
    for (const auto& geography : workspace.geographies) {
        if (geography->size() < 2) continue;
        GeographyChoice choice{geography, true, {}};
        for (std::size_t pane = 0; pane < (state.comparing ? 2U : 1U); ++pane) {
            const auto layer = workspace.find_layer(state.maps[pane].layer);
            if (!layer) continue;
            // An index among the results is made anew for other areas.
            const auto availability = layer->index ? analysis::recipe_availability(workspace, *layer->index, geography->id)
                                                   : analysis::layer_availability(workspace, *layer, geography->id);
            if (!availability.available && choice.available) choice = {geography, false, availability.reason};
        }
        choices.push_back(std::move(choice));
    }
    std::stable_sort(choices.begin(), choices.end(),
                     [](const GeographyChoice& a, const GeographyChoice& b) { return a.geography->size() < b.geography->size(); });
    return choices;
}

std::vector<LayerChoice> layer_choices(const Session& session) {
    const auto& workspace = *session.workspace();
    std::vector<LayerChoice> choices;
    const auto add = [&](const std::shared_ptr<const model::LayerDefinition>& layer, bool is_result) {
        auto answer = availability(workspace, layer->id, session.state().maps[0].geography);
        choices.push_back({layer, answer.available, std::move(answer.reason), is_result});
    };
    for (const auto& result : workspace.results)
        if (result->indicator) add(result->indicator->definition, true);
    for (const auto& layer : workspace.layers) add(layer, false);
    return choices;
}

}  // namespace needsmap::app
