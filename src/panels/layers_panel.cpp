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

}  // namespace

void draw_layers_panel(PanelContext& context) {
    if (context.ui.layers.size() > 8) draw_filter(context);
    const std::string filter = base::fold(context.ui.layer_filter.data());
    const auto& state = context.session.state();
    std::string theme;
    bool any = false;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{context.px(8), context.px(2)});
    for (const app::LayerChoice& choice : context.ui.layers) {
        if (!matches(*choice.layer, filter)) continue;
        any = true;
        if (choice.layer->theme != theme) {
            theme = choice.layer->theme;
            const FontScope font(context.style.fonts.small);
            ImGui::Dummy({0, context.px(4)});
            text_secondary(theme);
        }
        const bool chosen = state.maps[static_cast<std::size_t>(context.pane)].layer == choice.layer->id;
        if (list_row(choice.layer->id.c_str(), choice.layer->title, chosen, choice.available, context.px(8)) && !chosen)
            context.emit(app::SetLayer{context.pane, choice.layer->id});
        tip_for_last_item(tip_of(choice));
    }
    ImGui::PopStyleVar();
    if (!any) text_secondary("No layer matches. Clear the search to see all of them.");
}

}  // namespace needsmap::panels
