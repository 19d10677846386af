#include "panels/search_box.hpp"

#include <imgui_internal.h>

#include <algorithm>

#include "panels/tab_order.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

/// Half the side of what is shown round a service: a walkable neighbourhood.
constexpr double place_reach_m = 1500;

void go_to(PanelContext& context, const model::SearchHit& hit) {
    using Kind = model::SearchHit::Kind;
    if (hit.kind == Kind::area) {
        if (hit.area.geography == context.session.geography().id) context.emit(app::SelectAreas{{hit.area.area}, app::SelectMode::replace});
        context.emit(app::ZoomToArea{hit.area});
    } else if (hit.kind == Kind::settlement) {
        context.emit(app::ZoomToNamed{hit.title});
    } else {
        geo::MapBox box;
        box.add(hit.position);
        context.emit(app::ZoomToBox{box.padded(place_reach_m)});
    }
    context.ui.search.fill('\0');
    context.ui.search_open = false;
    context.emit(app::SetSearch{""});
}

bool draw_hit(PanelContext& context, const model::SearchHit& hit, int row, bool highlighted, float width) {
    const Style& s = context.style;
    const float height = s.px(42);
    ImGui::PushID(row);
    const bool pressed = press_area("hit", {width, height});
    ImGui::PopID();
    const ImVec2 min = ImGui::GetItemRectMin();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (highlighted || ImGui::IsItemHovered())
        draw.AddRectFilled(min, ImGui::GetItemRectMax(), packed(highlighted ? s.colours.accent_wash : s.colours.hover), s.px(6));
    draw.AddText({min.x + s.px(8), min.y + s.px(4)}, packed(s.colours.text), fitted(hit.title, width - s.px(16)).c_str());
    const FontScope font(s.fonts.small);
    draw.AddText({min.x + s.px(8), min.y + s.px(22)}, packed(s.colours.secondary), fitted(hit.subtitle, width - s.px(16)).c_str());
    return pressed;
}

void draw_hits(PanelContext& context, ImVec2 corner, float width) {
    const auto& hits = context.session.search_hits();
    ImGui::SetNextWindowPos(corner);
    ImGui::SetNextWindowSize({width, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{context.px(6), context.px(6)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, context.px(6));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0F, context.style.scale));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, context.px(2)});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(context.style.colours.raised));
    const auto flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                       ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoNav;
    ImGui::Begin("##search-hits", nullptr, flags);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    const float inner = width - context.px(12);
    if (hits.empty()) text_secondary("Nothing of that name here. Try part of a name, a town or an area code.");
    for (int i = 0; i < static_cast<int>(hits.size()); ++i)
        if (draw_hit(context, hits[static_cast<std::size_t>(i)], i, i == context.ui.search_row, inner))
            go_to(context, hits[static_cast<std::size_t>(i)]);
    const bool clicked_elsewhere =
        ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(4);
    if (clicked_elsewhere && ImGui::GetIO().MousePos.y > corner.y) context.ui.search_open = false;
}

/// A search that was not typed here (a replay) shows in the field too.
void take_outside_text(PanelContext& context) {
    UiState& ui = context.ui;
    const std::string& text = context.session.search_text();
    if (text != ui.search_seen && text != ui.search.data()) {
        ui.search.fill('\0');
        text.copy(ui.search.data(), ui.search.size() - 1);
        ui.search_open = !text.empty();
    }
    ui.search_seen = text;
}

void move_highlight(UiState& ui, int count) {
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_DownArrow))) ++ui.search_row;
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_UpArrow))) --ui.search_row;
    ui.search_row = std::clamp(ui.search_row, 0, std::max(0, count - 1));
}

}  // namespace

void draw_search_box(PanelContext& context, float width) {
    UiState& ui = context.ui;
    const Style& s = context.style;
    if (ui.search_focus_wanted) {
        ImGui::SetKeyboardFocusHere();
        ui.search_focus_wanted = false;
    }
    take_outside_text(context);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::SetNextItemWidth(width);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{s.px(34), (s.px(32) - ImGui::GetTextLineHeight()) / 2});
    const bool entered = ImGui::InputTextWithHint("##search", "Find a place  ( / )", ui.search.data(), ui.search.size(),
                                                  ImGuiInputTextFlags_EnterReturnsTrue);
    add_tab_stop(true);
    ImGui::PopStyleVar();
    const bool focused = ImGui::IsItemActive();
    draw_icon(*ImGui::GetWindowDrawList(), Icon::search, {corner.x + s.px(10), corner.y + s.px(8)}, s.px(16), packed(s.colours.secondary));
    const std::string text = ui.search.data();
    if (text != context.session.search_text()) {
        context.emit(app::SetSearch{text});
        ui.search_row = 0;
        ui.search_open = true;
    }
    if (focused) ui.search_open = true;
    if (text.empty()) ui.search_open = false;
    const auto& hits = context.session.search_hits();
    if (focused) move_highlight(ui, static_cast<int>(hits.size()));
    if (focused && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape))) ui.search_open = false;
    if (entered && text == context.session.search_text() && !hits.empty())
        go_to(context, hits[static_cast<std::size_t>(std::clamp(ui.search_row, 0, static_cast<int>(hits.size()) - 1))]);
    if (ui.search_open && text == context.session.search_text())
        draw_hits(context, {corner.x, corner.y + s.px(36)}, std::max(width, s.px(280)));
}

}  // namespace needsmap::panels
