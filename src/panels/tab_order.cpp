#include "panels/tab_order.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <vector>

namespace needsmap::panels {

namespace {

struct TabStop {
    ImGuiID id;
    ImGuiWindow* window;
    ImRect box;
    bool is_text_field;
};
std::vector<TabStop> g_stops;

void give_keyboard(const TabStop& stop) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGui::NavMoveRequestCancel();  // ImGui's own idea of where Tab leads
    ImGui::ClearActiveID();
    ImGui::FocusWindow(stop.window);
    const ImVec2 origin = stop.window->Pos;
    const ImRect in_window{stop.box.Min.x - origin.x, stop.box.Min.y - origin.y, stop.box.Max.x - origin.x, stop.box.Max.y - origin.y};
    ImGui::SetNavID(stop.id, ImGuiNavLayer_Main, 0, in_window);
    g.NavDisableHighlight = false;
    g.NavDisableMouseHover = true;
    ImGui::ScrollToBringRectIntoView(stop.window, stop.box);
    if (!stop.is_text_field) return;
    g.NavNextActivateId = stop.id;
    g.NavNextActivateFlags = ImGuiActivateFlags_PreferInput;
}

}  // namespace

void begin_tab_order() { g_stops.clear(); }

void add_tab_stop(bool is_text_field) {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    if (ImGui::GetItemID() == 0 || (g.LastItemData.InFlags & ImGuiItemFlags_Disabled) != 0) return;
    g_stops.push_back({ImGui::GetItemID(), ImGui::GetCurrentWindow(), {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()}, is_text_field});
}

void end_tab_order() {
    const ImGuiIO& io = ImGui::GetIO();
    if (g_stops.empty() || io.KeyCtrl || io.KeyAlt || !ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Tab))) return;
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    const ImGuiID now = g.ActiveId != 0 ? g.ActiveId : io.NavVisible ? g.NavId : 0;
    const auto found = std::find_if(g_stops.begin(), g_stops.end(), [&](const TabStop& stop) { return stop.id == now; });
    const std::size_t count = g_stops.size();
    std::size_t next = io.KeyShift ? count - 1 : 0;
    if (found != g_stops.end()) next = (static_cast<std::size_t>(found - g_stops.begin()) + (io.KeyShift ? count - 1 : 1)) % count;
    give_keyboard(g_stops[next]);
}

}  // namespace needsmap::panels
