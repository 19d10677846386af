#include "viewer/map_input.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>

#include <cmath>
#include <utility>

#include "app/choices.hpp"
#include "viewer/site_input.hpp"

namespace needsmap::viewer {

namespace {

/// A press that moves less than this is a click (logical pixels).
constexpr double drag_threshold = 4;
constexpr double zoom_per_notch = 1.35;
constexpr double zoom_per_key = 1.6;
constexpr double arrow_step_mm = 14;

geo::PixelPoint pointer() { return {ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y}; }

const panels::MapPane* pane_at(const std::vector<panels::MapPane>& panes, geo::PixelPoint pixel) {
    for (const panels::MapPane& pane : panes)
        if (pane.box.contains(pixel)) return &pane;
    return nullptr;
}

const panels::MapPane* pane_of(const std::vector<panels::MapPane>& panes, app::PaneIndex index) {
    for (const panels::MapPane& pane : panes)
        if (pane.pane == index) return &pane;
    return nullptr;
}

PaneGeometry geometry_of(const app::Session& session, const panels::MapPane& pane) {
    return {pane.box, session.settings().ui_scale, session.shown_camera()};
}

model::AreaIndex area_at(const app::Session& session, geo::MapPoint point) {
    const auto& locator = session.geography().locator;
    return locator ? locator->find(point) : geo::no_area;
}

bool pressed(int key) { return ImGui::IsKeyPressed(key, false); }
bool pressed_or_repeated(int key) { return ImGui::IsKeyPressed(key, true); }

/// The layer before or after the shown one among those that can be shown here.
std::optional<app::Action> neighbouring_layer(const app::Session& session, int step) {
    std::vector<std::string> ids;
    int now = -1;
    for (const app::LayerChoice& choice : app::layer_choices(session)) {
        if (choice.layer->id == session.state().maps[0].layer)
            now = static_cast<int>(ids.size());
        else if (!choice.available)
            continue;
        ids.push_back(choice.layer->id);
    }
    const auto count = static_cast<int>(ids.size());
    if (count < 2) return std::nullopt;
    const int next = now < 0 ? 0 : (now + step + count) % count;
    return app::SetLayer{0, ids[static_cast<std::size_t>(next)]};
}

}  // namespace

bool MapInput::take_search_wish() { return std::exchange(m_search_wanted, false); }

void MapInput::update_hover(app::Session& session, const Surroundings& around) const {
    const panels::MapPane* pane = ImGui::GetIO().WantCaptureMouse || m_drag ? nullptr : pane_at(around.panes, pointer());
    if (pane == nullptr) return session.set_hover(geo::no_area, std::nullopt);
    const PaneGeometry geometry = geometry_of(session, *pane);
    const geo::PagePoint page = geometry.page_at(pointer());
    session.set_hover(area_at(session, geometry.page_from_map.inverse() * page),
                      scene::pick_place(map_beside_plan(session, pane->pane), geometry.page_from_map, page, 1),
                      site_at(session, geometry, pointer()));
}

std::vector<app::Action> MapInput::actions(const app::Session& session, const Surroundings& around) {
    std::vector<app::Action> out;
    pointer_actions(session, around, out);
    if (around.keyboard_free) {
        key_actions(session, out);
        character_actions(session, out);
    }
    return out;
}

void MapInput::pointer_actions(const app::Session& session, const Surroundings& around, std::vector<app::Action>& out) {
    const ImGuiIO& io = ImGui::GetIO();
    const geo::PixelPoint now = pointer();
    const panels::MapPane* over = io.WantCaptureMouse ? nullptr : pane_at(around.panes, now);

    if (over != nullptr && !m_drag) {
        for (const int button : {0, 1, 2})
            if (ImGui::IsMouseClicked(button)) m_drag = Drag{over->pane, now, now, button, false};
        if (m_drag) ImGui::SetWindowFocus(nullptr);  // arrow keys belong to the map again
        const PaneGeometry geometry = geometry_of(session, *over);
        if (m_drag && m_drag->button == 0) m_drag->site = site_at(session, geometry, now);
        if (m_drag && !m_drag->site.empty()) {
            m_drag->grip = session.state().plan->find(m_drag->site)->position - geometry.map_at(now);
            out.emplace_back(app::SelectSite{m_drag->site});
        } else if (m_drag && ImGui::IsMouseDoubleClicked(0) && m_drag->button == 0) {
            const model::AreaIndex area = area_at(session, geometry.map_at(now));
            if (area != geo::no_area) out.emplace_back(app::DrillDown{area});
            m_drag.reset();
        }
    }
    if (over != nullptr && io.MouseWheel != 0) {
        const geo::MapPoint anchor = geometry_of(session, *over).map_at(now);
        out.emplace_back(app::ZoomBy{std::pow(zoom_per_notch, static_cast<double>(io.MouseWheel)), anchor});
    }
    if (!m_drag) return;
    const double ui_scale = session.settings().ui_scale;
    if (geo::distance(now, m_drag->start) > drag_threshold * ui_scale) m_drag->moved = true;
    if (m_drag->moved && now != m_drag->last) drag_to(session, around, now, out);
    if (!ImGui::IsMouseDown(m_drag->button)) release(session, around, out);
}

void MapInput::drag_to(const app::Session& session, const Surroundings& around, geo::PixelPoint now, std::vector<app::Action>& out) {
    const double scale = pixels_per_mm(session.settings().ui_scale);
    const panels::MapPane* pane = pane_of(around.panes, m_drag->pane);
    if (m_drag->site.empty())
        out.emplace_back(app::PanBy{(now.x - m_drag->last.x) / scale, (now.y - m_drag->last.y) / scale});
    else if (pane != nullptr && session.state().plan)
        out.emplace_back(app::MoveSite{m_drag->site, geometry_of(session, *pane).map_at(now) + m_drag->grip});
    m_drag->last = now;
}

void MapInput::release(const app::Session& session, const Surroundings& around, std::vector<app::Action>& out) {
    const Drag drag = *m_drag;
    m_drag.reset();
    if (drag.moved || drag.button != 0) return;
    const panels::MapPane* pane = pane_of(around.panes, drag.pane);
    if (pane == nullptr) return;
    if (!drag.site.empty()) return;
    const geo::MapPoint point = geometry_of(session, *pane).map_at(drag.start);
    if (session.is_adding_site()) return void(out.emplace_back(app::AddSite{point}));
    const model::AreaIndex area = area_at(session, point);
    const ImGuiIO& io = ImGui::GetIO();
    const bool adds = io.KeyCtrl || io.KeyShift;
    if (area != geo::no_area) {
        out.emplace_back(app::SelectAreas{{area},
                                          io.KeyCtrl    ? app::SelectMode::toggle
                                          : io.KeyShift ? app::SelectMode::add
                                                        : app::SelectMode::replace});
    } else if (!adds && !session.state().selection.empty()) {
        out.emplace_back(app::SelectAreas{});
    }
}

void MapInput::key_actions(const app::Session& session, std::vector<app::Action>& out) {
    const ImGuiIO& io = ImGui::GetIO();
    if (pressed(GLFW_KEY_F1)) out.emplace_back(app::OpenDialog{"help"});
    if (io.KeyCtrl) {
        if (pressed_or_repeated(GLFW_KEY_Z)) io.KeyShift ? out.emplace_back(app::Redo{}) : out.emplace_back(app::Undo{});
        if (pressed_or_repeated(GLFW_KEY_Y)) out.emplace_back(app::Redo{});
        if (pressed(GLFW_KEY_E)) out.emplace_back(app::OpenDialog{"export"});
        if (pressed(GLFW_KEY_F)) m_search_wanted = true;
        return;
    }
    if (pressed(GLFW_KEY_HOME)) out.emplace_back(app::ZoomToCounty{});
    if (pressed(GLFW_KEY_BACKSPACE)) out.emplace_back(app::DrillUp{});
    if (!io.NavVisible && site_keys(session, out)) return;
    // While the keyboard walks through the controls, Escape is theirs; arrows as soon as one of them has been used.
    if (!io.NavVisible && pressed(GLFW_KEY_ESCAPE) && !session.state().selection.empty()) out.emplace_back(app::SelectAreas{});
    if (io.NavActive) return;
    struct Arrow {
        int key;
        double dx, dy;
    };
    for (const Arrow& arrow :
         {Arrow{GLFW_KEY_LEFT, 1, 0}, Arrow{GLFW_KEY_RIGHT, -1, 0}, Arrow{GLFW_KEY_UP, 0, 1}, Arrow{GLFW_KEY_DOWN, 0, -1}})
        if (pressed_or_repeated(arrow.key)) {
            app::Camera camera = session.state().camera;
            camera.centre.x -= arrow.dx * arrow_step_mm / camera.mm_per_m;
            camera.centre.y += arrow.dy * arrow_step_mm / camera.mm_per_m;
            out.emplace_back(app::SetCamera{camera, true});
        }
}

/// Keys that are known by what they write, wherever the keyboard's country has put them.
void MapInput::character_actions(const app::Session& session, std::vector<app::Action>& out) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
    for (const ImWchar c : io.InputQueueCharacters) {
        if (auto action = site_character(session, c)) out.push_back(std::move(*action));
        switch (c) {
            case '+':
            case '=': out.emplace_back(app::ZoomBy{zoom_per_key, std::nullopt}); break;
            case '-':
            case '_': out.emplace_back(app::ZoomBy{1 / zoom_per_key, std::nullopt}); break;
            case '0': out.emplace_back(app::ZoomToCounty{}); break;
            case '/': m_search_wanted = true; break;
            case 'c':
            case 'C': out.emplace_back(app::SetCompare{!session.state().comparing}); break;
            case 't':
            case 'T': out.emplace_back(app::FoldRail{app::Rail::drawer, !session.settings().drawer_folded}); break;
            case '[':
            case ']':
                if (auto action = neighbouring_layer(session, c == ']' ? 1 : -1)) out.push_back(std::move(*action));
                break;
            default: break;
        }
    }
}

}  // namespace needsmap::viewer
