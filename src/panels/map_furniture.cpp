#include "panels/map_furniture.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "panels/cell_text.hpp"
#include "panels/siting_parts.hpp"
#include "panels/widgets.hpp"
#include "scene/map_scene.hpp"
#include "scene/place_symbol.hpp"

namespace needsmap::panels {

namespace {

/// A rounded card behind furniture, so that it reads on any colour.
void card(ImDrawList& draw, ImVec2 min, ImVec2 max) { draw.AddRectFilled(min, max, packed(style().colours.panel, 0.86), style().px(6)); }

void draw_caption(ImDrawList& draw, const PanelContext& context, const MapPane& pane) {
    const auto& map = context.session.map(pane.pane);
    if (!map.indicator) return;
    const Style& s = context.style;
    const auto& layer = *map.indicator->definition;
    const FontScope font(s.fonts.body_bold);
    const float most = static_cast<float>(pane.box.width()) - s.px(100);
    const std::string title =
        fitted(layer.title + (layer.unit.empty() ? "" : ", " + layer.unit) + (layer.period.empty() ? "" : ", " + layer.period), most);
    const ImVec2 corner{static_cast<float>(pane.box.min_x) + s.px(12), static_cast<float>(pane.box.min_y) + s.px(12)};
    const ImVec2 size = text_size(title);
    card(draw, corner, {corner.x + size.x + s.px(20), corner.y + size.y + s.px(12)});
    draw.AddText({corner.x + s.px(10), corner.y + s.px(6)}, packed(s.colours.text), title.c_str());
}

void draw_scale_bar(ImDrawList& draw, const PanelContext& context, const MapPane& pane) {
    const Style& s = context.style;
    const double pixels_per_mm = px_per_mm(s.scale);
    const geo::PageBox page{0, 0, pane.box.width() / pixels_per_mm, pane.box.height() / pixels_per_mm};
    const auto bar = scene::scale_bar(context.session.shown_camera().page_from_map(page), 32);
    const auto length = static_cast<float>(bar.length_mm * pixels_per_mm);
    const FontScope font(s.fonts.small);
    const ImVec2 label = text_size(bar.label);
    const float x = static_cast<float>(pane.box.min_x) + s.px(12), bottom = static_cast<float>(pane.box.max_y) - s.px(12);
    const float height = s.px(30), north = s.px(26);
    card(draw, {x, bottom - height}, {x + length + north + s.px(30), bottom});
    const ImU32 ink = packed(s.colours.text);
    const float left = x + s.px(10) + north, base = bottom - s.px(8);
    const float thick = std::max(1.0F, std::round(1.5F * s.scale));
    draw.AddLine({left, base}, {left + length, base}, ink, thick);
    for (const float end : {left, left + length}) draw.AddLine({end, base - s.px(5)}, {end, base + thick / 2}, ink, thick);
    draw.AddText({left + (length - label.x) / 2, base - label.y - s.px(2)}, ink, bar.label.c_str());
    const float tip = bottom - height + s.px(5), middle = x + s.px(10) + s.px(6);
    draw.AddTriangleFilled({middle, tip}, {middle - s.px(4), tip + s.px(9)}, {middle + s.px(4), tip + s.px(9)}, ink);
    draw.AddText({middle - text_size("N").x / 2, tip + s.px(9)}, ink, "N");
}

void tooltip_value(const PanelContext& context, const scene::MapInput& map, model::AreaIndex area) {
    if (!map.indicator) return;
    const auto i = static_cast<std::size_t>(area);
    const auto& indicator = *map.indicator;
    const auto& layer = *indicator.definition;
    const model::Cell& cell = indicator.value[i];
    ImGui::TextUnformatted((layer.title + (layer.period.empty() ? "" : ", " + layer.period)).c_str());
    if (cell.has_number()) {
        const FontScope font(context.style.fonts.body_bold);
        ImGui::TextUnformatted(value_text(cell, layer).c_str());
    }
    const FontScope font(context.style.fonts.small);
    if (indicator.is_unreliable(i) && cell.has_number()) text_secondary("Wide interval: uncertain", context.px(300));
    if (const std::string state = state_text(cell, layer); !state.empty()) text_secondary(state, context.px(300));
    if (const std::string counts = counts_text(indicator, area); !counts.empty()) text_secondary(counts, context.px(300));
    if (const std::string rank = rank_text(indicator.rank[i], indicator.ranked_count, layer.direction); !rank.empty())
        text_secondary(rank, context.px(300));
    if (i < indicator.parts_missing.size() && indicator.parts_missing[i] > 0)
        text_secondary("Without " + std::to_string(indicator.parts_missing[i]) + " parts that have no figure", context.px(300));
}

/// "One of 9 play areas under this symbol: 5 good, 3 fair, 1 poor".
std::string together_text(const model::PlaceSet& set, const scene::PlaceHit& hit) {
    model::PlaceSet gathered;
    gathered.details = set.details, gathered.graded_by = set.graded_by, gathered.grades = set.grades;
    for (const std::size_t i : hit.all) gathered.places.push_back(set.places[i]);
    std::string text = "One of " + std::to_string(hit.all.size()) + " under this symbol", parts;
    for (const scene::GradeLine& line : scene::grade_lines(gathered))
        parts += (parts.empty() ? ": " : ", ") + std::to_string(line.count) + " " + base::lower_first(line.title);
    return text + parts + ".";
}

void place_tooltip(const PanelContext& context, const scene::PlaceHit& hit) {
    const auto set = context.session.workspace()->find_places(hit.place_set);
    if (!set || hit.place >= set->places.size()) return;
    const model::Place& place = set->places[hit.place];
    {
        const FontScope font(context.style.fonts.body_bold);
        ImGui::TextUnformatted(place.name.c_str());
    }
    const FontScope font(context.style.fonts.small);
    text_secondary(set->singular.empty() ? set->title : set->singular, context.px(300));
    for (std::size_t i = 0; i < set->details.size() && i < place.details.size(); ++i) {
        const auto& detail = set->details[i];
        const std::string text = detail.column == set->graded_by ? scene::grade_title(*set, place) : place.details[i];
        if (text.empty()) continue;
        ImGui::TextUnformatted((detail.title + ": " + text + (detail.unit.empty() ? "" : " " + detail.unit)).c_str());
    }
    if (hit.all.size() > 1) text_secondary(together_text(*set, hit), context.px(300));
}

}  // namespace

double px_per_mm(double ui_scale) { return 96.0 / 25.4 * ui_scale; }

void draw_map_furniture(PanelContext& context, const MapPane& pane, bool captioned) {
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    draw.PushClipRect({static_cast<float>(pane.box.min_x), static_cast<float>(pane.box.min_y)},
                      {static_cast<float>(pane.box.max_x), static_cast<float>(pane.box.max_y)});
    if (captioned) draw_caption(draw, context, pane);
    if (pane.box.width() > context.px(160)) draw_scale_bar(draw, context, pane);
    draw.PopClipRect();
}

void draw_map_buttons(PanelContext& context, const MapPane& pane) {
    const Style& s = context.style;
    ImGui::SetNextWindowPos({static_cast<float>(pane.box.max_x) - s.px(12) - s.px(36), static_cast<float>(pane.box.min_y) + s.px(12)});
    ImGui::SetNextWindowSize({s.px(36), s.px(104)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{s.px(2), s.px(2)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, s.px(6));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, s.px(2)});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(s.colours.panel, 0.92));
    ImGui::Begin(
        "##map-buttons", nullptr,
        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
    if (icon_button("in", Icon::plus, "Zoom in (+)")) context.emit(app::ZoomBy{1.6, std::nullopt});
    if (icon_button("out", Icon::minus, "Zoom out (−)")) context.emit(app::ZoomBy{1 / 1.6, std::nullopt});
    if (icon_button("home", Icon::home, "Show the whole county (0)")) context.emit(app::ZoomToCounty{});
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
}

void draw_map_tooltip(PanelContext& context) {
    const model::AreaIndex area = context.session.hovered();
    const auto& place = context.session.hovered_place();
    const std::string& site = context.session.hovered_site();
    if (area == geo::no_area && !place && site.empty()) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{context.px(12), context.px(10)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{context.px(6), context.px(3)});
    ImGui::BeginTooltip();
    if (const app::SitingView* plan = site.empty() ? nullptr : context.session.siting()) {
        site_tooltip(context, *plan, site);
    } else if (place) {
        place_tooltip(context, *place);
    } else {
        {
            const FontScope font(context.style.fonts.body_bold);
            ImGui::TextUnformatted(context.session.geography().names[static_cast<std::size_t>(area)].c_str());
        }
        tooltip_value(context, context.session.map(0), area);
        if (context.session.state().comparing) {
            ImGui::Dummy({0, context.px(2)});
            tooltip_value(context, context.session.map(1), area);
        }
    }
    ImGui::EndTooltip();
    ImGui::PopStyleVar(2);
}

}  // namespace needsmap::panels
