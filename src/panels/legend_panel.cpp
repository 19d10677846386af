#include "panels/legend_panel.hpp"

#include <algorithm>
#include <cmath>

#include "base/format.hpp"
#include "base/text.hpp"
#include "panels/cell_text.hpp"
#include "panels/crossed_legend.hpp"
#include "panels/widgets.hpp"
#include "scene/map_fills.hpp"

namespace needsmap::panels {

namespace {

constexpr int histogram_bins = 40;

const scene::MapTheme& map_theme() { return style().theme == app::Theme::dark ? scene::dark_map_theme() : scene::light_map_theme(); }

const scene::Histogram& histogram_of(PanelContext& context, const model::Indicator& indicator) {
    auto& kept = context.ui.histograms[static_cast<std::size_t>(context.pane)];
    const std::uint64_t revision = context.session.map_revision(context.pane);
    if (!kept || kept->first != revision) kept.emplace(revision, scene::histogram(indicator, histogram_bins));
    return kept->second;
}

/// The histogram's place on screen and its value axis.
struct Axis {
    ImVec2 min, max;
    double low = 0, high = 1;
    [[nodiscard]] float x_of(double value) const { return min.x + static_cast<float>((value - low) / (high - low)) * (max.x - min.x); }
    [[nodiscard]] double value_at(float x) const { return low + (high - low) * (x - min.x) / (max.x - min.x); }
};

int class_at(const std::vector<double>& bounds, double value) {
    const auto it = std::upper_bound(bounds.begin() + 1, bounds.end() - 1, value);
    return static_cast<int>(it - bounds.begin()) - 1;
}

void draw_bars(ImDrawList& draw, const Axis& axis, const scene::Histogram& histogram, const std::vector<double>& bounds,
               const std::vector<scene::FillStyle>& styles) {
    const int tallest = std::max(1, *std::max_element(histogram.counts.begin(), histogram.counts.end()));
    const auto n = static_cast<float>(histogram.counts.size());
    const float step = (axis.max.x - axis.min.x) / n;
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        if (histogram.counts[i] == 0) continue;
        const double middle = axis.low + (axis.high - axis.low) * (static_cast<double>(i) + 0.5) / static_cast<double>(n);
        const float height =
            std::max(2.0F, (axis.max.y - axis.min.y) * static_cast<float>(histogram.counts[i]) / static_cast<float>(tallest));
        const float x = axis.min.x + step * static_cast<float>(i);
        const scene::Rgba colour = styles[static_cast<std::size_t>(class_at(bounds, middle))].colour;
        draw.AddRectFilled({x, axis.max.y - height}, {x + std::max(1.0F, step - 1), axis.max.y}, packed(colour));
        draw.AddRect({x, axis.max.y - height}, {x + std::max(1.0F, step - 1), axis.max.y}, packed(style().colours.text, 0.12));
    }
}

/// Moves inner break `k` to a value between its neighbours, rounded as the layer prints.
std::vector<double> with_break(const std::vector<double>& bounds, int k, double value, int decimals) {
    std::vector<double> inner(bounds.begin() + 1, bounds.end() - 1);
    const double unit = std::pow(10.0, -decimals);
    const double low = bounds[static_cast<std::size_t>(k)] + unit, high = bounds[static_cast<std::size_t>(k) + 2] - unit;
    if (low <= high) inner[static_cast<std::size_t>(k)] = std::clamp(std::round(value / unit) * unit, low, high);
    return inner;
}

/// Handles on the inner breaks; dragging one makes the classes fixed.
void drag_breaks(PanelContext& context, ImDrawList& draw, const Axis& axis, const std::vector<double>& bounds, int decimals) {
    const float reach = context.px(5);
    for (int k = 0; k + 2 < static_cast<int>(bounds.size()); ++k) {
        const double value = bounds[static_cast<std::size_t>(k) + 1];
        const float x = axis.x_of(value);
        ImGui::SetCursorScreenPos({x - reach, axis.min.y});
        ImGui::PushID(k);
        ImGui::InvisibleButton("break", {2 * reach, axis.max.y - axis.min.y + context.px(8)});
        const bool held = ImGui::IsItemActive(), hovered = ImGui::IsItemHovered();
        ImGui::PopID();
        const scene::Rgba ink = held || hovered ? context.style.colours.accent : context.style.colours.secondary;
        draw.AddLine({x, axis.min.y}, {x, axis.max.y + context.px(3)}, packed(ink), std::max(1.0F, context.style.scale));
        draw.AddTriangleFilled({x, axis.max.y + context.px(1)}, {x - context.px(4), axis.max.y + context.px(7)},
                               {x + context.px(4), axis.max.y + context.px(7)}, packed(ink));
        if (hovered || held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
        if (hovered && !held) tip_for_last_item("Drag to move this class break (" + base::format_number(value, decimals) + ")");
        if (!held || !ImGui::IsMouseDragging(ImGuiMouseButton_Left, 1)) continue;
        model::ClassSpec spec = context.session.classes(context.pane);
        spec.method = model::ClassMethod::fixed;
        spec.breaks = with_break(bounds, k, axis.value_at(ImGui::GetIO().MousePos.x), decimals);
        context.emit(app::SetClasses{context.pane, std::move(spec)});
    }
}

void draw_histogram(PanelContext& context, const scene::MapInput& map, const std::vector<scene::FillStyle>& styles) {
    const auto& bounds = map.classification->bounds.bounds;
    const scene::Histogram& histogram = histogram_of(context, *map.indicator);
    if (bounds.size() < 2 || histogram.counts.empty() || !(histogram.low < histogram.high)) return;
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = context.px(56);
    const Axis axis{{corner.x, corner.y + context.px(4)}, {corner.x + width, corner.y + height}, histogram.low, histogram.high};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_bars(draw, axis, histogram, bounds, styles);
    draw.AddLine({axis.min.x, axis.max.y}, {axis.max.x, axis.max.y}, packed(context.style.colours.hairline));
    const int decimals = map.indicator->definition->decimals;
    drag_breaks(context, draw, axis, bounds, decimals);
    const FontScope font(context.style.fonts.small);
    const std::string low = base::format_number(histogram.low, decimals), high = base::format_number(histogram.high, decimals);
    const float y = axis.max.y + context.px(9);
    draw.AddText({axis.min.x, y}, packed(context.style.colours.secondary), low.c_str());
    draw.AddText({axis.max.x - text_size(high).x, y}, packed(context.style.colours.secondary), high.c_str());
    ImGui::SetCursorScreenPos(corner);
    ImGui::Dummy({width, height + context.px(12) + ImGui::GetTextLineHeight()});
}

/// The areas a legend line counts: a class with its hatched areas, a state, or all hatched areas.
std::vector<model::AreaIndex> areas_of_line(const scene::Classification& classification, const scene::LegendClass& line) {
    std::vector<model::AreaIndex> areas;
    const auto& of_area = *classification.class_of_area;
    for (std::size_t i = 0; i < of_area.size(); ++i) {
        const bool counts = line.kind == scene::LegendClass::Kind::unreliable ? of_area[i] >= classification.class_count() + 4
                            : line.is_class()                                 ? classification.class_of(i) == line.style
                                                                              : of_area[i] == line.style;
        if (counts) areas.push_back(static_cast<model::AreaIndex>(i));
    }
    return areas;
}

void draw_class_row(PanelContext& context, const scene::Classification& classification, const scene::LegendClass& line,
                    const scene::FillStyle& fill, int id) {
    const Style& s = context.style;
    const float width = ImGui::GetContentRegionAvail().x, height = s.px(24);
    ImGui::PushID(id);
    const bool pressed = press_area("class", {width, height});
    ImGui::PopID();
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (ImGui::IsItemHovered()) draw.AddRectFilled(min, max, packed(s.colours.hover), s.px(6));
    swatch(draw, {min.x, min.y + s.px(4)}, {min.x + s.px(26), max.y - s.px(4)}, fill);
    const float y = min.y + (height - ImGui::GetTextLineHeight()) / 2;
    const std::string count = base::format_count(line.count);
    const float count_width = text_size(count).x;
    draw.AddText({min.x + s.px(36), y}, packed(s.colours.text),
                 fitted(base::capitalised(line.label), width - s.px(44) - count_width).c_str());
    draw.AddText({max.x - count_width, y}, packed(s.colours.secondary), count.c_str());
    if (ImGui::IsItemHovered())
        tip_for_last_item((line.note.empty() ? "" : line.note + "\n") + "Click to select these " + count + " areas");
    if (pressed) context.emit(app::SelectAreas{areas_of_line(classification, line), app::SelectMode::replace});
}

void draw_thresholds(PanelContext& context, const model::LayerDefinition& layer) {
    const FontScope font(context.style.fonts.small);
    for (const model::Threshold& threshold : layer.thresholds)
        text_secondary(threshold.label + ": " + base::format_number(threshold.value, layer.decimals) + " " + layer.unit +
                       (layer.direction == model::Direction::low_is_worse ? " or less" : " or more"));
}

/// Symbol, words and number; `symbol` null: a heading of rows that have their own.
void draw_place_row(PanelContext& context, const std::string& title, std::size_t count, const scene::PlaceSymbol* symbol, double indent) {
    const Style& s = context.style;
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, middle = corner.y + s.px(10), left = s.px(36 + indent);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (symbol != nullptr) marker(draw, {corner.x + s.px(13), middle}, s.px(12), *symbol, s.colours.panel);
    const std::string number = base::format_count(static_cast<std::int64_t>(count));
    const float y = middle - ImGui::GetTextLineHeight() / 2, room = width - left - s.px(8) - text_size(number).x;
    draw.AddText({corner.x + left, y}, packed(s.colours.text), fitted(title, room).c_str());
    draw.AddText({corner.x + width - text_size(number).x, y}, packed(s.colours.secondary), number.c_str());
    ImGui::Dummy({width, s.px(20)});
}

void draw_services(PanelContext& context, const scene::MapInput& map) {
    const scene::Rgba usual = context.style.colours.accent;
    bool first = true;
    for (const std::string& id : map.document.places) {
        const auto set = map.workspace->find_places(id);
        if (!set) continue;
        if (first) hairline();
        first = false;
        const std::vector<scene::GradeLine> grades = scene::grade_lines(*set);
        const scene::PlaceSymbol whole = scene::symbol_of(*set, usual);
        draw_place_row(context, scene::places_title(*set), set->places.size(), grades.empty() ? &whole : nullptr, 0);
        for (const scene::GradeLine& line : grades) {
            const scene::PlaceSymbol symbol = scene::symbol_of(*set, line.grade, usual);
            draw_place_row(context, line.title, line.count, &symbol, 8);
        }
    }
}

}  // namespace

void draw_legend_panel(PanelContext& context) {
    const auto& map = context.session.map(context.pane);
    if (!map.indicator || !map.classification) {
        text_secondary("Choose a layer on the left to see its legend.");
        return;
    }
    const model::LayerDefinition& layer = *map.indicator->definition;
    {
        const FontScope font(context.style.fonts.heading);
        text_wrapped(layer.title, context.style.colours.text);
    }
    {
        const FontScope font(context.style.fonts.small);
        std::string line = layer.unit;
        if (!layer.period.empty()) line += (line.empty() ? "" : ", ") + layer.period;
        text_secondary(line.empty() ? "By " + map.geography->singular : line + " by " + map.geography->singular);
    }
    const auto styles = scene::map_fills(*map.classification, layer, map_theme());
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{context.px(8), context.px(1)});
    if (layer.crossed) draw_crossed_legend(context, map, styles);
    int id = 0;
    for (const scene::LegendClass& line : map.classification->legend)
        if (line.style < styles.size() && !(layer.crossed && line.is_class()))
            draw_class_row(context, *map.classification, line, styles[line.style], id++);
    ImGui::PopStyleVar();
    ImGui::Dummy({0, context.px(2)});
    if (layer.kind != model::LayerKind::category) draw_histogram(context, map, styles);
    draw_thresholds(context, layer);
    if (!map.classification->bounds.note.empty()) text_secondary(map.classification->bounds.note);
    if (map.result && !map.result->spreads.empty()) text_secondary(map.result->spreads_title);
    if (layer.kind == model::LayerKind::count) text_wrapped(model::counts_warning, context.style.colours.warning);
    if (!layer.caution.empty()) text_wrapped(layer.caution, context.style.colours.warning);
    draw_services(context, map);
}

}  // namespace needsmap::panels
