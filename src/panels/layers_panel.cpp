#include "panels/layers_panel.hpp"

#include "base/text.hpp"
#include "panels/tab_order.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

bool matches(const model::LayerDefinition& layer, const std::string& folded_filter) {
    if (folded_filter.empty()) return true;
    const std::string all = base::fold(layer.title + " " + layer.theme + " " + layer.id + " " + layer.description);
    return all.find(folded_filter) != std::string::npos;
}

std::string tip_of(const app::LayerChoice& choice) {
    if (!choice.available) return choice.reason;
    std::string tip = choice.layer->description;
    if (!choice.layer->period.empty()) tip += (tip.empty() ? "" : "\n") + choice.layer->period;
    return tip;
}

void draw_filter(PanelContext& context) {
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##layer-filter", "Find a layer", context.ui.layer_filter.data(), context.ui.layer_filter.size());
    add_tab_stop(true);
}

/// A small cross at the end of the row before.
void draw_remove(PanelContext& context, const app::LayerChoice& choice) {
    const ImVec2 max = ImGui::GetItemRectMax(), after = ImGui::GetCursorScreenPos();
    const float side = context.px(24);
    ImGui::SetCursorScreenPos({max.x - side - context.px(2), max.y - side - context.px(2)});
    ImGui::PushID(choice.layer->id.c_str());
    if (press_area("remove", {side, side})) context.emit(app::RemoveResult{choice.layer->id});
    ImGui::PopID();
    const bool hovered = ImGui::IsItemHovered();
    draw_icon(*ImGui::GetWindowDrawList(), Icon::close,
              {ImGui::GetItemRectMin().x + context.px(6), ImGui::GetItemRectMin().y + context.px(6)}, context.px(12),
              packed(hovered ? context.style.colours.accent : context.style.colours.secondary));
    tip_for_last_item("Remove this result (undo brings it back)");
    ImGui::SetCursorScreenPos(after);
}

}  // namespace

void draw_layers_panel(PanelContext& context) {
    if (context.ui.layers.size() > 8) draw_filter(context);
    const std::string filter = base::fold(context.ui.layer_filter.data());
    const auto& state = context.session.state();
    std::string theme;
    const std::string results_group = "Results";
    bool any = false;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{context.px(8), context.px(2)});
    for (const app::LayerChoice& choice : context.ui.layers) {
        if (!matches(*choice.layer, filter)) continue;
        any = true;
        if (const std::string& group = choice.is_result ? results_group : choice.layer->theme; group != theme) {
            theme = group;
            const FontScope font(context.style.fonts.small);
            ImGui::Dummy({0, context.px(4)});
            text_secondary(theme);
        }
        const bool chosen = state.maps[static_cast<std::size_t>(context.pane)].layer == choice.layer->id;
        // A result stays to be chosen when the map shows other areas: choosing it goes back to its own.
        const bool enabled = choice.available || choice.is_result;
        const bool pressed =
            list_row(choice.layer->id.c_str(), choice.layer->title, chosen, enabled, context.px(8), choice.is_result ? "   " : "");
        if (choice.is_result) ImGui::SetItemAllowOverlap();
        if (pressed && !chosen) context.emit(app::SetLayer{context.pane, choice.layer->id});
        tip_for_last_item(tip_of(choice));
        if (choice.is_result) draw_remove(context, choice);
    }
    ImGui::PopStyleVar();
    if (!any) text_secondary("No layer matches. Clear the search to see all of them.");
}

}  // namespace needsmap::panels
