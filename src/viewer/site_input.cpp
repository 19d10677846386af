#include "viewer/site_input.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>
#include <array>

namespace needsmap::viewer {

namespace {

constexpr double step_m = 100, long_step_m = 1000;
/// Beyond the symbol's edge, as for services (scene::pick_place).
constexpr double reach_mm = scene::site_size_mm / 2 + 1;

bool pressed(int key) { return ImGui::IsKeyPressed(key, false); }

/// How far the arrow keys of this frame go.
geo::MapPoint arrow_step() {
    struct Arrow {
        int key;
        geo::MapPoint step;
    };
    constexpr std::array arrows = {Arrow{GLFW_KEY_LEFT, {-1, 0}}, Arrow{GLFW_KEY_RIGHT, {1, 0}}, Arrow{GLFW_KEY_UP, {0, 1}},
                                   Arrow{GLFW_KEY_DOWN, {0, -1}}};
    geo::MapPoint out;
    for (const Arrow& arrow : arrows)
        if (ImGui::IsKeyPressed(arrow.key, true)) out = out + arrow.step * (ImGui::GetIO().KeyShift ? long_step_m : step_m);
    return out;
}

}  // namespace

std::string site_at(const app::Session& session, const PaneGeometry& geometry, geo::PixelPoint pixel) {
    const auto& plan = session.state().plan;
    if (!plan) return {};
    const geo::PagePoint page = geometry.page_at(pixel);
    const app::PlanSite* best = nullptr;
    double nearest = reach_mm;
    for (const app::PlanSite& site : plan->sites) {
        const double distance = geo::distance(geometry.page_from_map * site.position, page);
        if (distance <= nearest) nearest = distance, best = &site;
    }
    return best == nullptr ? std::string() : best->id;
}

scene::MapInput map_beside_plan(const app::Session& session, app::PaneIndex pane) {
    scene::MapInput map = session.map(pane);
    if (const auto& plan = session.state().plan) std::erase(map.document.places, plan->places);
    return map;
}

bool site_keys(const app::Session& session, std::vector<app::Action>& out) {
    const auto& plan = session.state().plan;
    if (!plan) return false;
    if (session.is_adding_site()) {
        if (pressed(GLFW_KEY_ESCAPE)) return out.emplace_back(app::ArmSite{false}), true;
        if (pressed(GLFW_KEY_ENTER)) return out.emplace_back(app::AddSite{session.state().camera.centre}), true;
    }
    const app::PlanSite* site = plan->find(session.selected_site());
    if (site == nullptr) return false;
    if (pressed(GLFW_KEY_ESCAPE)) return out.emplace_back(app::SelectSite{}), true;
    if (pressed(GLFW_KEY_DELETE)) return out.emplace_back(app::RemoveSite{site->id}), true;
    const geo::MapPoint step = arrow_step();
    if (step == geo::MapPoint{}) return false;
    out.emplace_back(app::MoveSite{site->id, site->position + step});
    return true;
}

std::optional<app::Action> site_character(const app::Session& session, unsigned int character) {
    const auto& plan = session.state().plan;
    if (!plan || plan->sites.empty()) return std::nullopt;
    const app::PlanSite* site = plan->find(session.selected_site());
    switch (character) {
        case 'a':
        case 'A': return app::ArmSite{!session.is_adding_site()};
        case 'n':
        case 'N': {
            const std::size_t next = site == nullptr ? 0 : static_cast<std::size_t>(site - plan->sites.data() + 1) % plan->sites.size();
            return app::SelectSite{plan->sites[next].id};
        }
        case 'o':
        case 'O':
            if (site != nullptr) return app::OpenSite{site->id, !site->open};
            break;
        default: break;
    }
    return std::nullopt;
}

}  // namespace needsmap::viewer
