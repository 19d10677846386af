#include "panels/places_panel.hpp"

#include <algorithm>

#include "base/format.hpp"
#include "panels/widgets.hpp"
#include "scene/palette.hpp"

namespace needsmap::panels {

namespace {

/// A row with tick, symbol, title and number of places.
void draw_place_row(PanelContext& context, const model::PlaceSet& set, bool shown) {
    const Style& s = context.style;
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const std::string count = base::format_count(static_cast<std::int64_t>(set.places.size()));
    const std::string title = "      " + fitted(set.title, width - s.px(64) - text_size(count).x) + "##" + set.id;
    bool wanted = shown;
    if (check_box(title.c_str(), shown, wanted)) context.emit(app::ShowPlaces{set.id, wanted});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float middle = corner.y + s.px(14);
    marker(draw, {corner.x + s.px(37), middle}, s.px(11), set.shape, scene::rgba_from(set.colour), s.colours.panel);
    draw.AddText({corner.x + width - text_size(count).x - s.px(4), middle - ImGui::GetTextLineHeight() / 2}, packed(s.colours.secondary),
                 count.c_str());
}

}  // namespace

void draw_places_panel(PanelContext& context) {
    const auto& sets = context.session.workspace()->places;
    if (sets.empty()) {
        text_secondary("This workspace has no services. Add a [[places]] entry to its file.");
        return;
    }
    const auto& shown = context.session.state().maps[0].places;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, context.px(2)});
    for (const auto& set : sets) draw_place_row(context, *set, std::find(shown.begin(), shown.end(), set->id) != shown.end());
    ImGui::PopStyleVar();
}

}  // namespace needsmap::panels
