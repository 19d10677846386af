#include "panels/crossed_legend.hpp"

#include <algorithm>

#include "base/format.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

/// White on dark cells, the text's dark on light ones, whatever the theme: the cells are the same in both.
scene::Rgba ink_on(scene::Rgba ground) {
    constexpr scene::Rgba dark{28, 35, 38, 255}, light{255, 255, 255, 255};
    return contrast_ratio(dark, ground) >= contrast_ratio(light, ground) ? dark : light;
}

std::vector<model::AreaIndex> areas_in(const scene::Classification& classification, int cell) {
    std::vector<model::AreaIndex> areas;
    for (std::size_t i = 0; i < classification.class_of_area->size(); ++i)
        if (classification.class_of(i) == cell) areas.push_back(static_cast<model::AreaIndex>(i));
    return areas;
}

std::string cell_tip(const model::CrossedScale& scale, int across, int up, std::size_t count) {
    const auto label = [](const std::vector<std::string>& labels, int step) {
        const auto at = static_cast<std::size_t>(step);
        return at < labels.size() && !labels[at].empty() ? labels[at] : std::string("–");
    };
    return scale.across + ": " + label(scale.across_labels, across) + "\n" + scale.up + ": " + label(scale.up_labels, up) +
           "\nClick to select these " + base::format_count(static_cast<std::int64_t>(count)) + " areas";
}

void draw_cell(PanelContext& context, const scene::MapInput& map, const scene::FillStyle& fill, int across, int up, float side) {
    const model::CrossedScale& scale = *map.indicator->definition->crossed;
    const int cell = up * scale.steps + across;
    const auto areas = areas_in(*map.classification, cell);
    ImGui::PushID(cell);
    const bool pressed = press_area("cell", {side, side});
    ImGui::PopID();
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(min, {max.x - context.px(1), max.y - context.px(1)}, packed(fill.colour));
    if (ImGui::IsItemHovered()) draw.AddRect(min, max, packed(context.style.colours.accent), 0, 0, context.px(2));
    const std::string count = base::format_count(static_cast<std::int64_t>(areas.size()));
    const ImVec2 size = text_size(count);
    draw.AddText({(min.x + max.x - size.x) / 2, (min.y + max.y - size.y) / 2}, packed(ink_on(fill.colour)), count.c_str());
    tip_for_last_item(cell_tip(scale, across, up, areas.size()));
    if (pressed) context.emit(app::SelectAreas{areas, app::SelectMode::replace});
}

}  // namespace

void draw_crossed_legend(PanelContext& context, const scene::MapInput& map, const std::vector<scene::FillStyle>& styles) {
    const model::CrossedScale& scale = *map.indicator->definition->crossed;
    const float side = std::min(context.px(56), ImGui::GetContentRegionAvail().x / static_cast<float>(scale.steps));
    text_wrapped("↑ " + scale.up, context.style.colours.text);
    ImGui::Dummy({0, context.px(3)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, 0});
    for (int up = scale.steps - 1; up >= 0; --up)
        for (int across = 0; across < scale.steps; ++across) {
            if (across > 0) ImGui::SameLine();
            draw_cell(context, map, styles[static_cast<std::size_t>(up * scale.steps + across)], across, up, side);
        }
    ImGui::PopStyleVar();
    ImGui::Dummy({0, context.px(3)});
    text_wrapped("→ " + scale.across, context.style.colours.text);
    {
        const FontScope font(context.style.fonts.small);
        text_secondary("Thirds of the areas by each layer, low need to high");
    }
    ImGui::Dummy({0, context.px(4)});
}

}  // namespace needsmap::panels
