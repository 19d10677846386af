#include "panels/profile_panel.hpp"

#include <algorithm>

#include "base/format.hpp"
#include "panels/cell_text.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

/// "Ward in Cherwell, Banbury locality": the areas that hold this one, nearest level first.
std::string where_text(const PanelContext& context, model::AreaIndex area) {
    const model::Geography& geography = context.session.geography();
    std::string text = geography.singular;
    if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    std::string holders;
    for (const auto& coarser : context.session.workspace()->geographies) {
        const auto* parents = geography.parents_in(coarser->id);
        if (parents == nullptr || coarser->size() < 2) continue;
        const model::AreaIndex parent = (*parents)[static_cast<std::size_t>(area)];
        if (parent == geo::no_area) continue;
        holders += (holders.empty() ? "" : ", ") + coarser->names[static_cast<std::size_t>(parent)] + " " + coarser->singular;
    }
    return text + " " + geography.codes[static_cast<std::size_t>(area)] + (holders.empty() ? "" : " in " + holders);
}

/// Where the area stands among all: a line from worst (left) to best (right) with a dot at its rank.
void draw_rank_strip(PanelContext& context, const app::ProfileRow& row, float width) {
    const Style& s = context.style;
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float y = corner.y + s.px(5);
    draw.AddRectFilled({corner.x, y - s.px(1.5)}, {corner.x + width, y + s.px(1.5)}, packed(s.colours.hairline), s.px(2));
    if (row.rank > 0 && row.ranked_count > 1) {
        const float at = static_cast<float>(row.rank - 1) / static_cast<float>(row.ranked_count - 1);
        const ImVec2 dot{corner.x + s.px(5) + at * (width - s.px(10)), y};
        draw.AddCircleFilled(dot, s.px(5), packed(s.colours.panel), 20);
        draw.AddCircleFilled(dot, s.px(4), packed(s.colours.accent), 20);
    }
    ImGui::Dummy({width, s.px(10)});
}

void draw_row(PanelContext& context, const app::ProfileRow& row) {
    const Style& s = context.style;
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string value = row.available ? value_text(row.value, *row.layer, row.layer->unit == "%") : "–";
    ImGui::BeginGroup();
    const float start = ImGui::GetCursorPosX();
    const float value_width = [&] {
        const FontScope font(s.fonts.body_bold);
        return text_size(value).x;
    }();
    const std::string title = fitted(row.layer->title, width - value_width - s.px(12));
    ImGui::TextUnformatted(title.c_str());
    ImGui::SameLine();
    ImGui::SetCursorPosX(start + width - value_width);
    {
        const FontScope font(s.fonts.body_bold);
        ImGui::TextUnformatted(value.c_str());
    }
    const FontScope font(s.fonts.small);
    const std::string state = row.available ? state_text(row.value, *row.layer) : row.reason;
    if (row.available && row.value.has_number()) {
        if (row.rank > 0) draw_rank_strip(context, row, width);
        if (row.rank > 0)
            text_secondary(rank_text(row.rank, row.ranked_count, row.layer->direction) + " · " + context.session.workspace()->county + " " +
                           value_text(row.county, *row.layer, false));
    } else {
        text_secondary(state);
    }
    ImGui::EndGroup();
    std::string tip = row.layer->title + (row.layer->unit.empty() ? "" : ", " + row.layer->unit) +
                      (row.layer->period.empty() ? "" : ", " + row.layer->period);
    for (const model::Comparator& comparator : row.layer->comparators)
        tip += "\n" + comparator.name + " " + base::format_number(comparator.value, row.layer->decimals) +
               (comparator.period.empty() ? "" : " (" + comparator.period + ")");
    if (!state.empty()) tip += "\n" + state;
    tip_for_last_item(tip);
}

void draw_empty(PanelContext& context) {
    text_wrapped("Click an area on the map or in the table to see how it compares.", context.style.colours.text);
    text_secondary("Double-click to look inside it. Type a name in the search box to fly there.");
}

}  // namespace

void draw_profile_panel(PanelContext& context) {
    const auto& selection = context.session.state().selection;
    if (selection.empty()) {
        draw_empty(context);
        return;
    }
    const model::AreaIndex area = selection.back();
    {
        const FontScope font(context.style.fonts.heading);
        text_wrapped(context.session.geography().names[static_cast<std::size_t>(area)], context.style.colours.text);
    }
    {
        const FontScope font(context.style.fonts.small);
        text_secondary(where_text(context, area));
        if (selection.size() > 1)
            text_secondary("Last of " + base::format_count(static_cast<std::int64_t>(selection.size())) + " selected areas");
    }
    std::string theme;
    const std::string results_group = "Results";
    for (const app::ProfileRow& row : context.session.profile(area)) {
        const bool is_result = context.session.workspace()->find_result(row.layer->id) != nullptr;
        if (const std::string& group = is_result ? results_group : row.layer->theme; group != theme) {
            theme = group;
            ImGui::Dummy({0, context.px(2)});
            const FontScope font(context.style.fonts.small_bold);
            text_secondary(theme);
        }
        draw_row(context, row);
    }
}

}  // namespace needsmap::panels
