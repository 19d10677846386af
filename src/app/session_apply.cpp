// Actions that change what is shown and how the window is arranged.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/hierarchy.hpp"
#include "app/session_impl.hpp"
#include "app/table_order.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "scene/palette.hpp"

namespace needsmap::app {

namespace {

std::string unknown(const std::string& what, const std::string& id, const std::vector<std::string>& known) {
    const std::string near = base::closest(id, known);
    return "There is no " + what + " “" + id + "”." + (near.empty() ? "" : " Did you mean " + near + "?");
}

template <class List>
std::vector<std::string> ids_of(const List& list) {
    std::vector<std::string> ids;
    for (const auto& item : list) ids.push_back(item->id);
    return ids;
}

/// "child-poverty" or another layer that can stand beside it.
std::string layer_to_compare(const model::Workspace& workspace, const SessionState& state) {
    const std::string& geography = state.maps[0].geography;
    if (!state.maps[1].layer.empty() && availability(workspace, state.maps[1].layer, geography).available) return state.maps[1].layer;
    for (const auto& layer : workspace.layers)
        if (layer->id != state.maps[0].layer && availability(workspace, layer->id, geography).available) return layer->id;
    return state.maps[0].layer;
}

/// Ready to use: count within 3..9, breaks ascending without repeats. Throws base::Error for an unknown palette.
model::ClassSpec tidied(model::ClassSpec spec) {
    spec.count = std::clamp(spec.count, 3, 9);
    std::erase_if(spec.breaks, [](double b) { return !std::isfinite(b); });
    std::ranges::sort(spec.breaks);
    const auto repeated = std::ranges::unique(spec.breaks);
    spec.breaks.erase(repeated.begin(), repeated.end());
    if (!spec.palette.empty()) spec.palette = scene::find_palette(spec.palette).id;
    return spec;
}

/// Bounds between the classes shown now: where fixed breaks start from.
std::vector<double> inner_bounds(const scene::MapInput& map) {
    if (!map.classification || map.classification->class_count() < 2) return {};
    const std::vector<double>& bounds = map.classification->bounds.bounds;
    return {bounds.begin() + 1, bounds.end() - 1};
}

}  // namespace

analysis::Availability Session::Impl::shown_layers_on(const std::string& id, PaneIndex pane_of_layer, const std::string& layer) const {
    for (PaneIndex index = 0; index < shown_panes(); ++index) {
        const std::string& shown = index == pane_of_layer ? layer : state.maps[static_cast<std::size_t>(index)].layer;
        if (auto answer = availability(*workspace, shown, id); !answer.available) return answer;
    }
    return {true, {}};
}

void Session::Impl::change_geography(SessionState& changed, const std::string& id) const {
    const auto from = workspace->find_geography(changed.maps[0].geography);
    const auto to = workspace->find_geography(id);
    changed.selection = from && to ? related_areas(*from, *to, changed.selection) : std::vector<model::AreaIndex>();
    changed.maps[0].geography = changed.maps[1].geography = id;
}

bool ActionApplier::is_shown_pane(PaneIndex pane) {
    if (!m_session.workspace) return false;
    if (pane >= 0 && pane < m_session.shown_panes()) return true;
    m_session.refuse(pane == 1 ? "There is only one map; switch comparison on first." : "There are only the maps 0 and 1.");
    return false;
}

void ActionApplier::operator()(const SetLayer& action) {
    if (!is_shown_pane(action.pane)) return;
    const model::Workspace& workspace = *m_session.workspace;
    if (!action.layer.empty() && !workspace.find_layer(action.layer)) {
        std::vector<std::string> known = ids_of(workspace.results);
        for (std::string& id : ids_of(workspace.layers)) known.push_back(std::move(id));
        return m_session.refuse(unknown("layer", action.layer, known));
    }
    const auto pane = static_cast<std::size_t>(action.pane);
    if (m_session.state.maps[pane].layer == action.layer) return;

    std::string geography = m_session.state.maps[0].geography;
    const auto here = m_session.shown_layers_on(geography, action.pane, action.layer);
    if (!here.available) {
        std::vector<std::string> candidates = {default_geography(workspace, action.layer)};
        for (const auto& other : workspace.geographies) candidates.push_back(other->id);
        const auto works = [&](const std::string& id) {
            return !id.empty() && m_session.shown_layers_on(id, action.pane, action.layer).available;
        };
        const auto found = std::ranges::find_if(candidates, works);
        if (found == candidates.end()) return m_session.refuse(here.reason);
        geography = *found;
    }
    m_session.edit("layer", [&](SessionState& state) {
        model::MapDocument& map = state.maps[pane];
        map.layer = action.layer;
        map.classes.reset();  // bounds and titles belong to the layer they were made for
        map.title.reset();
        if (geography != map.geography) m_session.change_geography(state, geography);
    });
    if (!here.available) m_session.say("Now shown by " + workspace.find_geography(geography)->singular + ". " + here.reason);
}

void ActionApplier::operator()(const SetGeography& action) {
    if (!m_session.workspace) return;
    const model::Workspace& workspace = *m_session.workspace;
    if (!workspace.find_geography(action.geography))
        return m_session.refuse(unknown("geography", action.geography, ids_of(workspace.geographies)));
    if (action.geography == m_session.state.maps[0].geography || m_session.index_by(action.geography)) return;
    if (const auto answer = m_session.shown_layers_on(action.geography); !answer.available) return m_session.refuse(answer.reason);
    m_session.edit("geography", [&](SessionState& state) { m_session.change_geography(state, action.geography); });
}

void ActionApplier::operator()(const SetClasses& action) {
    if (!is_shown_pane(action.pane)) return;
    std::optional<model::ClassSpec> classes;
    if (action.classes) {
        classes = tidied(*action.classes);
        const scene::MapInput& map = m_session.pane(action.pane).map;
        if (map.indicator && map.indicator->definition->kind == model::LayerKind::category)
            return m_session.refuse("This layer shows kinds, which have colours of their own; there are no classes to make.");
        const bool has_thresholds = map.indicator && !map.indicator->definition->thresholds.empty();
        if (classes->method == model::ClassMethod::national && !has_thresholds)
            return m_session.refuse("This layer has no national thresholds to make classes from.");
        if (classes->method == model::ClassMethod::fixed && classes->breaks.empty()) classes->breaks = inner_bounds(map);
    }
    // Dragging a break or clicking through palettes is one step.
    m_session.edit(
        "classes", [&](SessionState& state) { state.maps[static_cast<std::size_t>(action.pane)].classes = classes; },
        "classes " + std::to_string(action.pane));
}

void ActionApplier::operator()(const ShowPlaces& action) {
    if (!m_session.workspace) return;
    const model::Workspace& workspace = *m_session.workspace;
    if (!workspace.find_places(action.places)) return m_session.refuse(unknown("set of places", action.places, ids_of(workspace.places)));
    m_session.edit(action.shown ? "showing places" : "hiding places", [&](SessionState& state) {
        // Kept in the workspace's order, so that hiding and showing again gives the same map.
        const std::vector<std::string> shown = state.maps[0].places;
        state.maps[0].places.clear();
        for (const auto& set : workspace.places) {
            const bool was_shown = std::ranges::find(shown, set->id) != shown.end();
            if (set->id == action.places ? action.shown : was_shown) state.maps[0].places.push_back(set->id);
        }
    });
}

void ActionApplier::operator()(const ShowLabels& action) {
    m_session.edit("labels", [&](SessionState& state) { state.maps[0].show_labels = action.shown; });
}

void ActionApplier::operator()(const ShowContext& action) {
    m_session.edit("background", [&](SessionState& state) { state.maps[0].show_context = action.shown; });
}

void ActionApplier::operator()(const SetTitle& action) {
    m_session.edit(
        "title", [&](SessionState& state) { state.maps[0].title = action.title; }, "title");
}

void ActionApplier::operator()(const SetCompare& action) {
    if (!m_session.workspace) return;
    m_session.edit("comparison", [&](SessionState& state) {
        state.comparing = action.on;
        if (!action.on) return;
        const std::string layer = layer_to_compare(*m_session.workspace, state);
        if (state.maps[1].layer == layer) return;
        state.maps[1] = state.maps[0];
        state.maps[1].layer = layer;
        state.maps[1].classes.reset();
        state.maps[1].title.reset();
    });
}

void ActionApplier::operator()(const SetTheme& action) { m_session.settings.theme = action.theme; }

void ActionApplier::operator()(const SetUiScale& action) {
    if (std::isfinite(action.scale)) m_session.settings.ui_scale = std::clamp(action.scale, 1.0, 2.0);
}

void ActionApplier::operator()(const FoldRail& action) {
    Settings& settings = m_session.settings;
    switch (action.rail) {
        case Rail::left: settings.left_folded = action.folded; break;
        case Rail::right: settings.right_folded = action.folded; break;
        case Rail::drawer: settings.drawer_folded = action.folded; break;
    }
}

void ActionApplier::operator()(const ResizeRail& action) {
    if (!std::isfinite(action.size)) return;
    Settings& settings = m_session.settings;
    switch (action.rail) {
        case Rail::left: settings.left_width = std::clamp(action.size, 200.0, 640.0); break;
        case Rail::right: settings.right_width = std::clamp(action.size, 200.0, 640.0); break;
        case Rail::drawer: settings.drawer_height = std::clamp(action.size, 120.0, 900.0); break;
    }
}

void ActionApplier::operator()(const SortTable& action) {
    if (!is_table_column(action.column)) return m_session.refuse("The table has no column “" + action.column + "”.");
    m_session.settings.sort_column = action.column;
    m_session.settings.sort_descending = action.descending;
}

void ActionApplier::operator()(const ShowDrawerPage& action) {
    m_session.settings.drawer_page = action.page;
    m_session.settings.drawer_folded = false;  // a page that is asked for is to be seen
}

void ActionApplier::operator()(const OpenDialog& action) { m_session.dialog = action.dialog; }

void ActionApplier::operator()(const SetSearch& action) {
    constexpr std::size_t most_hits = 12;
    m_session.search_text = action.text;
    m_session.search_hits =
        m_session.workspace ? model::search(*m_session.workspace, action.text, most_hits) : std::vector<model::SearchHit>();
}

void ActionApplier::operator()(const RunOperation& action) { m_session.requests.emplace_back(action); }
void ActionApplier::operator()(const CancelJob& action) { m_session.requests.emplace_back(action); }
void ActionApplier::operator()(const OpenWorkspace& action) { m_session.requests.emplace_back(action); }

void ActionApplier::restore(std::optional<SessionState> state) {
    if (!state) return;
    m_session.state = std::move(*state);
    m_session.take_results();
    m_session.hovered = geo::no_area;
    m_session.camera_is_home = m_session.state.camera == m_session.home_camera();
    m_session.flight.fly(m_session.state.camera);
}

void ActionApplier::operator()(const Undo&) {
    const std::string title = m_session.history.undo_title();
    if (title.empty()) return m_session.say("There is nothing to undo.");
    restore(m_session.history.undo(m_session.state));
    m_session.say("Undone: " + title + ".");
}

void ActionApplier::operator()(const Redo&) {
    const std::string title = m_session.history.redo_title();
    if (title.empty()) return m_session.say("There is nothing to redo.");
    restore(m_session.history.redo(m_session.state));
    m_session.say("Done again: " + title + ".");
}

}  // namespace needsmap::app
