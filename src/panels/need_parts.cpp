#include "panels/need_parts.hpp"

#include <algorithm>
#include <cmath>

#include "base/format.hpp"
#include "panels/tab_order.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

std::string range_text(const app::NeedView::Row& row) {
    if (!row.rank_low || !row.rank_high) return row.score;
    return base::format_count(*row.rank_low) + " to " + base::format_count(*row.rank_high);
}

void draw_area_row(PanelContext& context, const app::NeedView::Row& row) {
    const auto& selection = context.session.state().selection;
    const bool chosen = std::ranges::find(selection, row.area) != selection.end();
    ImGui::PushID(row.area);
    const float rank_width = context.px(30);
    if (list_row("area", row.name, chosen, true, rank_width, range_text(row))) context.emit(app::SelectAreas{{row.area}});
    const ImVec2 min = ImGui::GetItemRectMin();
    const std::string rank = std::to_string(row.rank);
    const float y = min.y + (ImGui::GetItemRectSize().y - ImGui::GetTextLineHeight()) / 2;
    ImGui::GetWindowDrawList()->AddText({min.x + context.px(22) - text_size(rank).x, y}, packed(context.style.colours.secondary),
                                        rank.c_str());
    tip_for_last_item(row.name + ": index " + row.score + ", rank " + rank);
    ImGui::PopID();
}

std::string moves_text(const app::NeedMoves::Bar& bar) {
    const auto rank = [](int value) { return value > 0 ? "rank " + base::format_count(value) : std::string("no rank"); };
    return "Without " + bar.title + " it would have " + rank(bar.without) + ", with it counted double " + rank(bar.doubled) + ".";
}

/// The ranks that the bars reach, so that small changes are seen, and where they lie across the panel.
struct RankAxis {
    int low = 1, high = 2;
    float from = 0, to = 1;  ///< pixels from the left edge
    [[nodiscard]] float x_of(int rank) const {
        return from + static_cast<float>(rank - low) / static_cast<float>(high - low) * (to - from);
    }
};

RankAxis axis_of(PanelContext& context, const app::NeedMoves& moves) {
    constexpr int least_span = 10;  // a change by one rank is not to look like a leap
    RankAxis axis{moves.rank, moves.rank, 0, 0};
    for (const app::NeedMoves::Bar& bar : moves.bars)
        for (const int rank : {bar.without, bar.doubled})
            if (rank > 0) axis.low = std::min(axis.low, rank), axis.high = std::max(axis.high, rank);
    axis.low = std::max(1, std::min(axis.low, axis.high - least_span));
    axis.high = std::max(axis.high, axis.low + least_span);
    const float width = ImGui::GetContentRegionAvail().x;
    axis.from = std::round(width * 0.46F), axis.to = width - context.px(6);
    return axis;
}

/// One bar: a line at the rank now, to the left of it worse, to the right better.
void draw_bar(PanelContext& context, const app::NeedMoves& moves, const app::NeedMoves::Bar& bar, const RankAxis& axis) {
    const Colours& c = context.style.colours;
    const float width = ImGui::GetContentRegionAvail().x, height = context.px(24);
    ImGui::Dummy({width, height});
    const ImVec2 min = ImGui::GetItemRectMin();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float middle = min.y + height / 2;
    {
        const FontScope font(context.style.fonts.small);
        draw.AddText({min.x, middle - ImGui::GetTextLineHeight() / 2}, packed(c.text),
                     fitted(bar.title, axis.from - context.px(8)).c_str());
    }
    const auto at = [&](int rank) { return min.x + axis.x_of(rank); };
    draw.AddLine({min.x + axis.from, middle}, {min.x + axis.to, middle}, packed(c.hairline), context.px(1));
    const auto reach = [&](int rank, scene::Rgba colour, float offset) {
        if (rank <= 0) return;
        const float a = std::min(at(rank), at(moves.rank)), b = std::max({at(rank), at(moves.rank), a + context.px(2)});
        draw.AddRectFilled({a, middle + offset}, {b, middle + offset + context.px(5)}, packed(colour), context.px(1));
    };
    reach(bar.without, c.secondary, -context.px(6));
    reach(bar.doubled, c.accent, context.px(1));
    draw.AddLine({at(moves.rank), min.y + context.px(2)}, {at(moves.rank), min.y + height - context.px(2)}, packed(c.text), context.px(1));
    tip_for_last_item(moves_text(bar));
}

void draw_axis(PanelContext& context, const RankAxis& axis) {
    const FontScope font(context.style.fonts.small);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 ink = packed(context.style.colours.secondary);
    const std::string low = "rank " + base::format_count(axis.low), high = base::format_count(axis.high);
    draw.AddText({corner.x + axis.from, corner.y}, ink, low.c_str());
    draw.AddText({corner.x + axis.to - text_size(high).x, corner.y}, ink, high.c_str());
    ImGui::Dummy({axis.to, ImGui::GetTextLineHeight()});
}

void heading(PanelContext& context, const std::string& text) {
    ImGui::Dummy({0, context.px(4)});
    const FontScope font(context.style.fonts.small_bold);
    text_wrapped(text, context.style.colours.text);
}

}  // namespace

bool weight_slider(const char* id, double& weight, double most, float width) {
    const Style& s = style();
    auto value = static_cast<float>(weight);
    ImGui::SetNextItemWidth(width);
    const ImVec4 clear{0, 0, 0, 0};
    for (const ImGuiCol colour :
         {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive, ImGuiCol_SliderGrab, ImGuiCol_SliderGrabActive})
        ImGui::PushStyleColor(colour, clear);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{s.px(4), s.px(1)});
    const std::string hidden = std::string("##") + id;
    bool changed = ImGui::SliderFloat(hidden.c_str(), &value, 0, static_cast<float>(most), "", ImGuiSliderFlags_AlwaysClamp);
    add_tab_stop(false);
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(5);
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    const bool active = ImGui::IsItemActive(), marked = active || ImGui::IsItemHovered();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float radius = s.px(6), y = (min.y + max.y) / 2, from = min.x + radius, to = max.x - radius;
    const float x = from + (to - from) * std::clamp(static_cast<float>(weight / most), 0.0F, 1.0F);
    draw.AddRectFilled({from, y - s.px(2)}, {to, y + s.px(2)}, packed(s.colours.hairline), s.px(2));
    draw.AddRectFilled({from, y - s.px(2)}, {x, y + s.px(2)}, packed(s.colours.accent), s.px(2));
    draw.AddCircleFilled({x, y}, marked ? radius + s.px(1) : radius, packed(s.colours.accent));
    draw.AddCircleFilled({x, y}, radius - s.px(2), packed(active ? s.colours.accent : s.colours.panel));
    const double stepped = std::round(value * 10.0) / 10.0;
    changed = changed && stepped != weight;
    if (changed) weight = stepped;
    return changed;
}

bool small_cross(const char* id, float side) {
    const bool pressed = press_area(id, {side, side});
    const Style& s = style();
    const ImVec2 min = ImGui::GetItemRectMin();
    draw_icon(*ImGui::GetWindowDrawList(), Icon::close, {min.x + side / 4, min.y + side / 4}, side / 2,
              packed(ImGui::IsItemHovered() ? s.colours.accent : s.colours.secondary));
    return pressed;
}

void draw_worst_areas(PanelContext& context, const app::NeedView& view) {
    if (view.worst.empty()) return;
    heading(context, "Most in need of " + base::format_count(view.ranked_count));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{context.px(8), 0});
    for (const app::NeedView::Row& row : view.worst) draw_area_row(context, row);
    ImGui::PopStyleVar();
}

void draw_need_moves(PanelContext& context) {
    const auto& selection = context.session.state().selection;
    if (selection.empty()) return text_secondary("Select an area to see what would move it.");
    const app::NeedMoves* moves = context.session.need_moves(selection.back());
    if (moves == nullptr) return;
    heading(context, moves->area + ": rank " + base::format_count(moves->rank));
    text_secondary(moves->sentence);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{context.px(8), context.px(2)});
    const RankAxis axis = axis_of(context, *moves);
    for (const app::NeedMoves::Bar& bar : moves->bars) draw_bar(context, *moves, bar, axis);
    draw_axis(context, axis);
    ImGui::PopStyleVar();
    const FontScope font(context.style.fonts.small);
    text_secondary("Line: its rank now. Grey: without the indicator. Blue: counted double.");
}

}  // namespace needsmap::panels
