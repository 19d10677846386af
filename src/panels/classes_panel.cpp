#include "panels/classes_panel.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "panels/widgets.hpp"
#include "scene/palette.hpp"

namespace needsmap::panels {

namespace {

struct MethodTitle {
    model::ClassMethod method;
    const char* title;
};
constexpr std::array methods{MethodTitle{model::ClassMethod::quantile, "Equal numbers of areas"},
                             MethodTitle{model::ClassMethod::equal, "Equal steps"},
                             MethodTitle{model::ClassMethod::natural_breaks, "Natural breaks"},
                             MethodTitle{model::ClassMethod::standard_deviation, "Standard deviations"},
                             MethodTitle{model::ClassMethod::fixed, "My own breaks"},
                             MethodTitle{model::ClassMethod::national, "National thresholds"}};

void emit_classes(PanelContext& context, model::ClassSpec spec) { context.emit(app::SetClasses{context.pane, std::move(spec)}); }

/// The breaks on the map now, so that "my own breaks" starts from what is seen.
std::vector<double> present_inner_breaks(const PanelContext& context) {
    const auto& classification = context.session.map(context.pane).classification;
    if (!classification || classification->class_count() < 2) return {};
    const auto& bounds = classification->bounds.bounds;
    return {bounds.begin() + 1, bounds.end() - 1};
}

void draw_method(PanelContext& context, const model::ClassSpec& spec, bool has_thresholds) {
    std::vector<std::string> titles;
    int chosen = -1;
    for (const MethodTitle& m : methods) {
        if (m.method == model::ClassMethod::national && !has_thresholds) continue;
        if (m.method == spec.method) chosen = static_cast<int>(titles.size());
        titles.emplace_back(m.title);
    }
    const int wanted = choice("##method", titles, chosen, -1);
    if (wanted < 0 || wanted == chosen) return;
    model::ClassSpec changed = spec;
    changed.method = methods[static_cast<std::size_t>(wanted)].method;
    if (changed.method == model::ClassMethod::fixed) changed.breaks = present_inner_breaks(context);
    emit_classes(context, std::move(changed));
}

void draw_count(PanelContext& context, const model::ClassSpec& spec) {
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted("Classes");
    // Seven choices share the rail's width.
    const float each = (ImGui::GetContentRegionAvail().x) / 7;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, context.px(8)});
    for (int n = 3; n <= 9; ++n) {
        if (n > 3) ImGui::SameLine();
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        ImGui::PushID(n);
        const bool pressed = press_area("count", {each, context.px(28)});
        ImGui::PopID();
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const bool chosen = n == spec.count;
        if (chosen || ImGui::IsItemHovered())
            draw.AddRectFilled(corner, {corner.x + each, corner.y + context.px(28)},
                               packed(chosen ? context.style.colours.accent_wash : context.style.colours.hover), context.px(6));
        const std::string text = std::to_string(n);
        const FontScope font(chosen ? context.style.fonts.body_bold : context.style.fonts.body);
        const ImVec2 size = text_size(text);
        draw.AddText({corner.x + (each - size.x) / 2, corner.y + (context.px(28) - size.y) / 2},
                     packed(chosen ? context.style.colours.accent : context.style.colours.text), text.c_str());
        if (pressed && !chosen) {
            model::ClassSpec changed = spec;
            changed.count = n;
            emit_classes(context, std::move(changed));
        }
    }
    ImGui::PopStyleVar();
}

void draw_ramp(ImDrawList& draw, ImVec2 min, ImVec2 max, std::string_view palette, int count) {
    const auto colours = scene::palette_colours(palette, count);
    const float step = (max.x - min.x) / static_cast<float>(colours.size());
    for (std::size_t i = 0; i < colours.size(); ++i)
        draw.AddRectFilled({min.x + step * static_cast<float>(i), min.y}, {min.x + step * static_cast<float>(i + 1), max.y},
                           packed(colours[i]));
}

std::string palette_note(const scene::Palette& palette) {
    if (palette.colour_blind_safe && palette.greyscale_safe) return "safe for colour-blind readers and photocopies";
    if (palette.colour_blind_safe) return "safe for colour-blind readers";
    return "not safe for colour-blind readers";
}

/// One palette in the list: ramp, name, and what it is safe for.
bool palette_row(PanelContext& context, const scene::Palette& palette, bool chosen) {
    const float width = context.px(300), height = context.px(40);
    const bool pressed = press_area(palette.id.c_str(), {width, height});
    const ImVec2 min = ImGui::GetItemRectMin();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Colours& c = context.style.colours;
    if (chosen || ImGui::IsItemHovered())
        draw.AddRectFilled(min, ImGui::GetItemRectMax(), packed(chosen ? c.accent_wash : c.hover), context.px(6));
    draw_ramp(draw, {min.x + context.px(8), min.y + context.px(8)}, {min.x + context.px(98), min.y + height - context.px(8)}, palette.id,
              7);
    draw.AddText({min.x + context.px(108), min.y + context.px(3)}, packed(c.text), palette.id.c_str());
    const FontScope font(context.style.fonts.small);
    draw.AddText({min.x + context.px(108), min.y + context.px(20)}, packed(c.secondary),
                 fitted(palette_note(palette), width - context.px(116)).c_str());
    return pressed;
}

void draw_palette(PanelContext& context, const model::ClassSpec& spec, const std::string& used) {
    ImGui::TextUnformatted("Colours");
    ImGui::SetNextItemWidth(-1);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{context.px(6), context.px(6)});
    const bool open = ImGui::BeginCombo("##palette", "", ImGuiComboFlags_HeightLarge);
    if (open) {
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, context.px(2)});
        for (const scene::Palette& palette : scene::palettes()) {
            if (!palette_row(context, palette, palette.id == used)) continue;
            model::ClassSpec changed = spec;
            changed.palette = palette.id;
            emit_classes(context, std::move(changed));
            ImGui::CloseCurrentPopup();
        }
        ImGui::PopStyleVar();
        ImGui::EndCombo();
    }
    ImGui::PopStyleVar();
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    if (!open) {
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float right = max.x - ImGui::GetFrameHeight() - context.px(8);
        draw_ramp(draw, {min.x + context.px(8), min.y + context.px(8)}, {min.x + context.px(108), max.y - context.px(8)}, used, 7);
        draw.AddText({min.x + context.px(118), min.y + ImGui::GetStyle().FramePadding.y}, packed(context.style.colours.text),
                     fitted(used, right - min.x - context.px(118)).c_str());
    }
}

void draw_map_parts(PanelContext& context, const scene::MapInput& map) {
    bool changed_to = false;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{context.px(8), context.px(1)});
    if (check_box("Labels", map.document.show_labels, changed_to)) context.emit(app::ShowLabels{changed_to});
    if (check_box("Roads, rivers and towns", map.document.show_context, changed_to)) context.emit(app::ShowContext{changed_to});
    ImGui::PopStyleVar();
}

}  // namespace

void draw_classes_panel(PanelContext& context) {
    const auto& map = context.session.map(context.pane);
    if (!map.indicator || !map.classification) {
        text_secondary("Choose a layer to colour the map by.");
        return;
    }
    const model::ClassSpec& spec = context.session.classes(context.pane);
    if (map.indicator->definition->kind == model::LayerKind::category) {
        text_secondary("This layer shows kinds, which have colours of their own.");
        draw_map_parts(context, map);
        return;
    }
    draw_method(context, spec, !map.indicator->definition->thresholds.empty());
    if (spec.method != model::ClassMethod::fixed && spec.method != model::ClassMethod::national) draw_count(context, spec);
    draw_palette(context, spec, map.classification->spec.palette);
    bool changed_to = false;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{context.px(8), context.px(1)});
    if (check_box("Swap light and dark", spec.reversed, changed_to)) {
        model::ClassSpec changed = spec;
        changed.reversed = changed_to;
        emit_classes(context, std::move(changed));
    }
    ImGui::PopStyleVar();
    draw_map_parts(context, map);
    if (map.document.classes && ImGui::Button("Back to the layer's own classes")) context.emit(app::SetClasses{context.pane, std::nullopt});
}

}  // namespace needsmap::panels
