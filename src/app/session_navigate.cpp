// Actions that move the camera, select areas, and go up and down the hierarchy.
#include <algorithm>
#include <cmath>

#include "app/find_target.hpp"
#include "app/hierarchy.hpp"
#include "app/session_impl.hpp"
#include "app/value_text.hpp"
#include "base/error.hpp"

namespace needsmap::app {

namespace {

using model::AreaIndex;
using model::Geography;

constexpr double home_margin_mm = 5;
constexpr double zoom_margin_mm = 10;
constexpr double closest_mm_per_m = 2;   ///< 1 : 500, a street
constexpr double farthest_share = 0.25;  ///< of the scale that shows the whole county

bool exists(const Geography& geography, AreaIndex area) { return area >= 0 && static_cast<std::size_t>(area) < geography.size(); }

geo::MapBox box_of(const Geography& geography, AreaIndex area) { return geography.coverage->full().area_bounds(area); }

void select(std::vector<AreaIndex>& selection, const std::vector<AreaIndex>& areas, SelectMode mode) {
    if (mode == SelectMode::replace) selection.clear();
    for (const AreaIndex area : areas) {
        const auto found = std::ranges::find(selection, area);
        if (found == selection.end())
            selection.push_back(area);
        else if (mode == SelectMode::toggle)
            selection.erase(found);
    }
}

}  // namespace

geo::MapBox Session::Impl::county_box() const { return geography().coverage->full().bounds(); }

Camera Session::Impl::home_camera() const { return Camera::showing(county_box(), pane_width_mm, pane_height_mm, home_margin_mm); }

Camera Session::Impl::camera_on(const geo::MapBox& box) const {
    return within_limits(Camera::showing(box, pane_width_mm, pane_height_mm, zoom_margin_mm));
}

Camera Session::Impl::within_limits(Camera camera) const {
    const Camera home = home_camera();
    const geo::MapBox box = county_box();
    if (box.empty() || !std::isfinite(camera.mm_per_m) || !std::isfinite(camera.centre.x) || !std::isfinite(camera.centre.y)) return home;
    camera.mm_per_m = std::clamp(camera.mm_per_m, home.mm_per_m * farthest_share, std::max(closest_mm_per_m, home.mm_per_m));
    camera.centre.x = std::clamp(camera.centre.x, box.min_x, box.max_x);
    camera.centre.y = std::clamp(camera.centre.y, box.min_y, box.max_y);
    return camera;
}

void Session::Impl::go(const Camera& camera, bool ease) {
    state.camera = within_limits(camera);
    camera_is_home = state.camera == home_camera();
    if (ease)
        flight.fly(state.camera);
    else
        flight.jump(state.camera);
}

void ActionApplier::operator()(const SelectAreas& action) {
    if (!m_session.workspace) return;
    std::vector<AreaIndex> areas = action.areas;
    std::erase_if(areas, [&](AreaIndex area) { return !exists(m_session.geography(), area); });
    m_session.edit("selection", [&](SessionState& state) { select(state.selection, areas, action.mode); });
}

void ActionApplier::operator()(const SelectNamed& action) {
    if (!m_session.workspace) return;
    const Geography& shown = m_session.geography();
    const Target target = find_target(*m_session.workspace, shown.id, action.code_or_name);
    if (!target.area) return m_session.refuse("“" + target.name + "” is a place, not an area that can be selected.");
    const auto geography = m_session.workspace->find_geography(target.area->geography);
    const std::vector<AreaIndex> areas = related_areas(*geography, shown, {target.area->area});
    if (areas.empty()) return m_session.refuse("No lookup says which " + plural_in_sentence(shown) + " belong to " + target.name + ".");
    m_session.edit("selection", [&](SessionState& state) { state.selection = areas; });
}

void ActionApplier::operator()(const SetCamera& action) {
    if (m_session.workspace) m_session.go(action.camera, action.ease);
}

void ActionApplier::operator()(const ZoomBy& action) {
    if (!m_session.workspace || !(action.factor > 0) || !std::isfinite(action.factor)) return;
    // The anchor stays where it is on screen now, which may be the middle of a glide, and not where it would be at its end.
    const Camera shown = m_session.flight.shown();
    Camera camera = m_session.state.camera;
    camera.mm_per_m *= action.factor;
    camera.mm_per_m = m_session.within_limits(camera).mm_per_m;
    if (action.anchor) camera.centre = *action.anchor - (*action.anchor - shown.centre) * (shown.mm_per_m / camera.mm_per_m);
    m_session.go(camera, true);
}

void ActionApplier::operator()(const PanBy& action) {
    if (!m_session.workspace || !std::isfinite(action.dx_mm) || !std::isfinite(action.dy_mm)) return;
    Camera camera = m_session.flight.shown();  // dragging takes hold of what is seen
    camera.centre.x -= action.dx_mm / camera.mm_per_m;
    camera.centre.y += action.dy_mm / camera.mm_per_m;
    m_session.go(camera, false);
}

void ActionApplier::operator()(const ZoomToBox& action) {
    if (m_session.workspace && !action.box.empty()) m_session.go(m_session.camera_on(action.box), true);
}

void ActionApplier::operator()(const ZoomToArea& action) {
    if (!m_session.workspace) return;
    const auto geography = m_session.workspace->find_geography(action.area.geography);
    if (!geography || !exists(*geography, action.area.area)) return m_session.refuse("There is no such area.");
    const geo::MapBox box = box_of(*geography, action.area.area);
    if (box.empty()) return m_session.refuse(geography->names[static_cast<std::size_t>(action.area.area)] + " has no boundary to show.");
    m_session.go(m_session.camera_on(box), true);
}

void ActionApplier::operator()(const ZoomToNamed& action) {
    if (!m_session.workspace) return;
    const Target target = find_target(*m_session.workspace, m_session.geography().id, action.code_or_name);
    m_session.go(m_session.camera_on(target.box), true);
}

void ActionApplier::operator()(const ZoomToCounty&) {
    if (m_session.workspace) m_session.go(m_session.home_camera(), true);
}

void ActionApplier::operator()(const DrillDown& action) {
    if (!m_session.workspace || !exists(m_session.geography(), action.area)) return;
    const Geography& shown = m_session.geography();
    const std::string name = shown.names[static_cast<std::size_t>(action.area)];
    const geo::MapBox box = box_of(shown, action.area);
    std::string reason;
    for (const auto& finer : finer_geographies(*m_session.workspace, shown)) {
        const auto answer = m_session.shown_layers_on(finer->id);
        if (!answer.available && reason.empty()) reason = answer.reason;
        if (!answer.available || related_areas(shown, *finer, {action.area}).empty()) continue;
        m_session.edit("going into " + name, [&](SessionState& state) { m_session.change_geography(state, finer->id); });
        if (!box.empty()) m_session.go(m_session.camera_on(box), true);
        return;
    }
    if (!box.empty()) m_session.go(m_session.camera_on(box), true);
    m_session.say(reason.empty() ? "There are no smaller areas inside " + name + "." : reason);
}

void ActionApplier::operator()(const DrillUp&) {
    if (!m_session.workspace) return;
    std::string reason = "There are no larger areas.";
    for (const auto& coarser : coarser_geographies(*m_session.workspace, m_session.geography())) {
        if (const auto answer = m_session.shown_layers_on(coarser->id); !answer.available) {
            reason = answer.reason;
            continue;
        }
        // The view opens to the area one level higher still, so that the larger areas are seen among their neighbours.
        geo::MapBox box = m_session.county_box();
        const AreaIndex here = coarser->locator ? coarser->locator->find(m_session.state.camera.centre) : geo::no_area;
        const auto above = coarser_geographies(*m_session.workspace, *coarser);
        if (here != geo::no_area && !above.empty()) {
            const AreaIndex holder = (*coarser->parents_in(above.front()->id))[static_cast<std::size_t>(here)];
            if (holder != geo::no_area) box = box_of(*above.front(), holder);
        }
        m_session.edit("going out", [&](SessionState& state) { m_session.change_geography(state, coarser->id); });
        const bool whole = box == m_session.county_box() || box.empty();
        m_session.go(whole ? m_session.home_camera() : m_session.camera_on(box), true);
        return;
    }
    m_session.say(reason);
}

}  // namespace needsmap::app
