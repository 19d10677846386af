#include "app/session.hpp"

#include <algorithm>
#include <utility>

#include "app/finding.hpp"
#include "app/profile.hpp"
#include "app/session_impl.hpp"
#include "app/session_json.hpp"
#include "app/table_order.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

/// What a workspace opens with.
SessionState first_state(const model::Workspace& workspace) {
    SessionState state;
    model::MapDocument& map = state.maps[0];
    map.layer = first_layer(workspace);
    map.geography = default_geography(workspace, map.layer);
    for (const std::string& id : workspace.default_places)
        if (workspace.find_places(id)) map.places.push_back(id);
    state.maps[1] = map;
    state.maps[1].layer.clear();
    return state;
}

std::string reading_problems(const model::Workspace& workspace) {
    const std::size_t errors = workspace.diagnostics.count(base::Severity::error);
    if (errors == 0) return {};
    return std::to_string(errors) + (errors == 1 ? " problem was" : " problems were") + " found while reading; what is good is shown.";
}

}  // namespace

void Session::Impl::open(std::shared_ptr<const model::Workspace> opened) {
    if (opened->geographies.empty()) throw base::Error("The workspace " + opened->file + " has no areas to show.");
    workspace = std::move(opened);
    layers = std::make_unique<LayerCache>(workspace);
    history.clear();
    state = first_state(*workspace);
    state.results = workspace->results;
    ++workspace_revision;
    // Nothing of the workspace before stays in memory; revisions go on, so that nobody takes the new map for the old one.
    for (Pane& each : panes) each = Pane{.revision = each.revision + 1};
    table = {};
    profile = {};
    why = {};
    siting = Siting{.lab = std::make_unique<SitingLab>(workspace)};
    hovered = geo::no_area;
    hovered_place.reset();
    hovered_site.clear();
    notice.reset();
    dialog.clear();
    search_text.clear();
    search_hits.clear();
    state.camera = home_camera();
    camera_is_home = true;
    flight.jump(state.camera);
    if (std::string problems = reading_problems(*workspace); !problems.empty()) refuse(std::move(problems));
}

const model::Geography& Session::Impl::geography() const {
    for (const auto& candidate : workspace->geographies)
        if (candidate->id == state.maps[0].geography) return *candidate;
    return *workspace->geographies.front();
}

const Session::Impl::Pane& Session::Impl::pane(PaneIndex index) {
    if (!workspace) throw base::Error("No workspace is open.");
    Pane& made = panes.at(static_cast<std::size_t>(index));
    const model::MapDocument& wanted = state.maps.at(static_cast<std::size_t>(index));
    if (made.made_for == wanted) return made;
    try {
        made.map = build_map(*layers, wanted, made.made_for ? &made.map : nullptr);
    } catch (const base::Error& error) {
        // The areas are still worth seeing when the figures cannot be worked out.
        model::MapDocument boundaries = wanted;
        boundaries.layer.clear();
        made.map = build_map(*layers, boundaries);
        refuse(error.full_text());
    }
    made.made_for = wanted;
    ++made.revision;
    return made;
}

void Session::Impl::edit(const std::string& title, const std::function<void(SessionState&)>& change, const std::string& merge_key) {
    if (!workspace) return;
    notice.reset();
    SessionState before = state;
    change(state);
    take_results();
    model::MapDocument& second = state.maps[1];
    second.geography = state.maps[0].geography;
    second.places = state.maps[0].places;
    second.show_labels = state.maps[0].show_labels;
    second.show_context = state.maps[0].show_context;
    const bool changed = before.maps != state.maps || before.comparing != state.comparing || before.selection != state.selection ||
                         before.results != state.results || before.plan != state.plan;
    if (before.maps[0].geography != state.maps[0].geography) hovered = geo::no_area;
    if (changed) history.record(std::move(before), title, merge_key, clock_s);
}

void Session::Impl::take_results() {
    if (workspace->results == state.results) return;
    workspace = model::with_results(*workspace, state.results);
    layers->use(workspace);
    ++workspace_revision;
    profile = {};
    for (Pane& each : panes)
        if (each.made_for && each.map.result != workspace->find_result(each.made_for->layer)) each.made_for.reset();
}

Session::Session() : m_impl(std::make_unique<Impl>()) {}
Session::~Session() = default;

void Session::open(std::shared_ptr<const model::Workspace> workspace, const std::optional<std::string>& restored_json) {
    m_impl->open(std::move(workspace));
    if (!restored_json) return;
    const Restored restored = restore_session(*restored_json, *m_impl->workspace, m_impl->state, m_impl->settings);
    m_impl->state = restored.state;
    m_impl->settings = restored.settings;
    if (restored.has_camera) {
        m_impl->camera_is_home = false;
        m_impl->state.camera = m_impl->within_limits(restored.state.camera);
    } else {
        m_impl->state.camera = m_impl->home_camera();
    }
    m_impl->flight.jump(m_impl->state.camera);
    if (!restored.problem.empty()) m_impl->refuse(restored.problem);
}

bool Session::is_open() const { return m_impl->workspace != nullptr; }
std::shared_ptr<const model::Workspace> Session::workspace() const { return m_impl->workspace; }

void Session::apply(const Action& action) {
    try {
        std::visit(ActionApplier(*m_impl), action);
    } catch (const base::Error& error) {
        m_impl->refuse(error.full_text());
    }
}

void Session::add_results(const std::vector<std::shared_ptr<const model::Result>>& results) {
    if (!m_impl->workspace || results.empty()) return;
    try {
        auto with_all = m_impl->workspace;
        for (auto result = results.rbegin(); result != results.rend(); ++result) with_all = model::with_result(*with_all, *result);
        m_impl->show_results(with_all->results, *results.front());
    } catch (const base::Error& error) {
        m_impl->refuse(error.full_text());
    }
}

std::uint64_t Session::workspace_revision() const { return m_impl->workspace_revision; }

bool Session::can_undo() const { return m_impl->history.can_undo(); }
bool Session::can_redo() const { return m_impl->history.can_redo(); }
std::string Session::undo_title() const { return m_impl->history.undo_title(); }
std::string Session::redo_title() const { return m_impl->history.redo_title(); }

const SessionState& Session::state() const { return m_impl->state; }
const Settings& Session::settings() const { return m_impl->settings; }
const scene::MapInput& Session::map(PaneIndex pane) const { return m_impl->pane(pane).map; }
const model::Geography& Session::geography() const { return m_impl->geography(); }
std::uint64_t Session::map_revision(PaneIndex pane) const { return m_impl->workspace ? m_impl->pane(pane).revision : 0; }

const model::ClassSpec& Session::classes(PaneIndex pane) const {
    static const model::ClassSpec none;
    const model::MapDocument& document = m_impl->state.maps.at(static_cast<std::size_t>(pane));
    const scene::MapInput& shown = map(pane);
    return shown.indicator ? class_spec_of(document, *shown.indicator->definition) : none;
}

const std::vector<ProfileRow>& Session::profile(model::AreaIndex area) const {
    auto& cached = m_impl->profile;
    const model::Geography& shown = geography();
    if (cached.geography != shown.id || cached.area != area) {
        cached.rows = profile_of(*m_impl->layers, shown, area);
        cached.geography = shown.id;
        cached.area = area;
    }
    return cached.rows;
}

const std::vector<model::AreaIndex>& Session::table_order() const {
    const scene::MapInput& shown = m_impl->pane(0).map;
    const std::string& column = m_impl->settings.sort_column;
    const bool descending = m_impl->settings.sort_descending;
    const auto classes = column == "class" && shown.classification ? shown.classification->class_of_area : nullptr;
    auto& cached = m_impl->table;
    const bool is_same = cached.geography == shown.geography && cached.indicator == shown.indicator && cached.classes == classes &&
                         cached.column == column && cached.descending == descending;
    if (!is_same) {
        cached.order = app::table_order(shown, column, descending);
        cached.geography = shown.geography;
        cached.indicator = shown.indicator;
        cached.classes = classes;
        cached.column = column;
        cached.descending = descending;
    }
    return cached.order;
}

std::string Session::finding(PaneIndex pane) const {
    static_cast<void>(m_impl->pane(pane));
    Impl::Pane& shown = m_impl->panes.at(static_cast<std::size_t>(pane));
    if (shown.finding_of != shown.revision) {
        if (shown.map.result && !shown.map.result->finding.empty())
            shown.finding = as_sentence(shown.map.result->finding);
        else
            shown.finding =
                shown.map.indicator ? finding_of(*shown.map.indicator, m_impl->workspace->county) : "Choose a layer to colour the map.";
        shown.finding_of = shown.revision;
    }
    return shown.finding;
}

void Session::set_hover(model::AreaIndex area, std::optional<scene::PlaceHit> place, std::string site) {
    const bool exists = is_open() && area >= 0 && static_cast<std::size_t>(area) < geography().size();
    m_impl->hovered = exists ? area : geo::no_area;
    m_impl->hovered_place = std::move(place);
    m_impl->hovered_site = std::move(site);
}
model::AreaIndex Session::hovered() const { return m_impl->hovered; }
const std::optional<scene::PlaceHit>& Session::hovered_place() const { return m_impl->hovered_place; }
const std::string& Session::hovered_site() const { return m_impl->hovered_site; }

void Session::set_pane_size(double width_mm, double height_mm) {
    if (!(width_mm > 0) || !(height_mm > 0)) return;
    if (m_impl->pane_width_mm == width_mm && m_impl->pane_height_mm == height_mm) return;
    m_impl->pane_width_mm = width_mm;
    m_impl->pane_height_mm = height_mm;
    if (!is_open() || !m_impl->camera_is_home) return;
    m_impl->state.camera = m_impl->home_camera();
    m_impl->flight.jump(m_impl->state.camera);
}

void Session::advance(double seconds) {
    m_impl->clock_s += std::max(0.0, seconds);
    m_impl->flight.advance(seconds);
}
Camera Session::shown_camera() const { return m_impl->flight.shown(); }
bool Session::is_moving() const { return m_impl->flight.is_moving(); }

const std::optional<Session::Notice>& Session::notice() const { return m_impl->notice; }
void Session::notify(std::string text, bool is_problem) { m_impl->notice = Notice{std::move(text), is_problem}; }

const std::string& Session::dialog() const { return m_impl->dialog; }
const std::string& Session::search_text() const { return m_impl->search_text; }
const std::vector<model::SearchHit>& Session::search_hits() const { return m_impl->search_hits; }

std::vector<Action> Session::take_requests() { return std::exchange(m_impl->requests, {}); }

std::string Session::save() const {
    return m_impl->workspace ? session_to_json(*m_impl->workspace, m_impl->state, m_impl->settings, !m_impl->camera_is_home)
                             : std::string("{}");
}

}  // namespace needsmap::app
