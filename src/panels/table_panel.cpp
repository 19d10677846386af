#include "panels/table_panel.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/format.hpp"
#include "panels/cell_text.hpp"
#include "panels/widgets.hpp"
#include "scene/map_fills.hpp"

namespace needsmap::panels {

namespace {

/// A table column; the id is what SortTable carries.
struct Column {
    const char* id;
    std::string title;
    float weight;  ///< share of the width
    bool is_number;
};

std::string sentence_case(std::string text, const char* fallback) {
    if (text.empty()) return fallback;
    if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

/// Below this width (logical pixels) codes and counts give way to names and values.
constexpr float narrow = 720;

std::vector<Column> columns_for(const model::Indicator& indicator, float logical_width) {
    const model::LayerDefinition& layer = *indicator.definition;
    const bool wide = logical_width >= narrow;
    const bool kinds = layer.kind == model::LayerKind::category;  // which have no rank, and whose value is their class
    std::vector<Column> columns;
    if (!kinds) columns.push_back({"rank", "Rank", 0.55F, true});
    columns.push_back({"name", "Name", 2.2F, false});
    if (wide) columns.push_back({"code", "Code", 1, false});
    if (!kinds) columns.push_back({"value", layer.title + (layer.unit.empty() ? "" : ", " + layer.unit), 1.6F, true});
    if (!indicator.numerator.empty()) columns.push_back({"numerator", sentence_case(layer.numerator_title, "Numerator"), 1.3F, true});
    if (wide && !indicator.denominator.empty())
        columns.push_back({"denominator", sentence_case(layer.denominator_title, "Denominator"), 1.1F, true});
    columns.push_back({"class", kinds ? layer.title : "Class", kinds ? 2.2F : 1.3F, false});
    return columns;
}

struct TableData {
    const scene::MapInput& map;
    std::vector<scene::FillStyle> styles;
    std::vector<std::string> label_of_style;  ///< legend label by class index
};

TableData table_data(const PanelContext& context, const scene::MapInput& map) {
    const auto& theme = context.style.theme == app::Theme::dark ? scene::dark_map_theme() : scene::light_map_theme();
    TableData data{map, scene::map_fills(*map.classification, *map.indicator->definition, theme), {}};
    data.label_of_style.resize(data.styles.size());
    for (const scene::LegendClass& line : map.classification->legend)
        if (line.style < data.label_of_style.size()) data.label_of_style[line.style] = line.label;
    // A hatched class is called like the class.
    const auto classes = static_cast<std::size_t>(map.classification->class_count());
    for (std::size_t i = 0; i < classes && i + classes + 4 < data.label_of_style.size(); ++i)
        data.label_of_style[i + classes + 4] = data.label_of_style[i];
    return data;
}

/// A cell's text, cut to the column and whole on hover.
void cut_text(const std::string& text) {
    const std::string shown = fitted(text, ImGui::GetContentRegionAvail().x);
    ImGui::TextUnformatted(shown.c_str());
    if (shown != text) tip_for_last_item(text);
}

void draw_class_cell(const TableData& data, std::size_t area) {
    const std::uint8_t style_index = (*data.map.classification->class_of_area)[area];
    if (style_index >= data.styles.size()) return;
    const float height = ImGui::GetTextLineHeight();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const Style& s = style();
    swatch(*ImGui::GetWindowDrawList(), {corner.x, corner.y + s.px(1)}, {corner.x + s.px(20), corner.y + height - s.px(1)},
           data.styles[style_index]);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + s.px(28));
    cut_text(data.label_of_style[style_index]);
}

void draw_cell(const TableData& data, const Column& column, model::AreaIndex area) {
    const auto i = static_cast<std::size_t>(area);
    const model::Indicator& indicator = *data.map.indicator;
    const std::string_view id = column.id;
    if (id == "rank")
        text_right(indicator.rank[i] > 0 ? base::format_count(indicator.rank[i]) : "–");
    else if (id == "name")
        cut_text(data.map.geography->names[i]);
    else if (id == "code")
        ImGui::TextUnformatted(data.map.geography->codes[i].c_str());
    else if (id == "value") {
        text_right(value_text(indicator.value[i], *indicator.definition, false));
        tip_for_last_item(state_text(indicator.value[i], *indicator.definition));
    } else if (id == "numerator")
        text_right(count_text(indicator.numerator[i]));
    else if (id == "denominator")
        text_right(count_text(indicator.denominator[i]));
    else
        draw_class_cell(data, i);
}

void emit_sort(const PanelContext& context, const std::vector<Column>& columns) {
    ImGuiTableSortSpecs* specs = ImGui::TableGetSortSpecs();
    if (specs == nullptr || !specs->SpecsDirty || specs->SpecsCount == 0) return;
    specs->SpecsDirty = false;
    const app::SortTable wanted{columns[static_cast<std::size_t>(specs->Specs[0].ColumnIndex)].id,
                                specs->Specs[0].SortDirection == ImGuiSortDirection_Descending};
    const app::Settings& settings = context.session.settings();
    if (wanted.column != settings.sort_column || wanted.descending != settings.sort_descending) context.emit(wanted);
}

/// Headers stand over their figures: right where those are right-aligned, cut with the whole title on hover.
void draw_header(const std::vector<Column>& columns) {
    ImGui::TableSetupScrollFreeze(0, 1);
    const bool ranked = std::string_view(columns.front().id) == "rank";
    const std::string_view first = ranked ? "rank" : "class";
    for (const Column& column : columns)
        ImGui::TableSetupColumn(column.title.c_str(),
                                ImGuiTableColumnFlags_WidthStretch | (column.id == first ? ImGuiTableColumnFlags_DefaultSort : 0),
                                column.weight);
    const FontScope font(style().fonts.small_bold);
    ImGui::PushStyleColor(ImGuiCol_Text, packed(style().colours.secondary));
    ImGui::TableNextRow(ImGuiTableRowFlags_Headers, style().px(26));
    for (int c = 0; c < static_cast<int>(columns.size()); ++c) {
        const Column& column = columns[static_cast<std::size_t>(c)];
        if (!ImGui::TableSetColumnIndex(c)) continue;
        const float space = ImGui::GetContentRegionAvail().x;
        const float arrow = style().px(14);
        const std::string shown = fitted(column.title, space - arrow);
        const float free = column.is_number ? space - arrow - text_size(shown).x : 0;
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        ImGui::TableHeader(("##" + std::string(column.id)).c_str());
        ImGui::GetWindowDrawList()->AddText({corner.x + std::max(0.0F, free), corner.y}, packed(style().colours.secondary), shown.c_str());
        if (shown != column.title) tip_for_last_item(column.title);
    }
    ImGui::PopStyleColor();
}

void draw_row(PanelContext& context, const TableData& data, const std::vector<Column>& columns, model::AreaIndex area, bool selected) {
    ImGui::TableNextRow(0, style().px(26));
    ImGui::TableNextColumn();
    ImGui::PushID(area);
    const ImVec2 at = ImGui::GetCursorPos();
    const auto flags = ImGuiSelectableFlags_SpanAllColumns | ImGuiSelectableFlags_AllowItemOverlap | ImGuiSelectableFlags_AllowDoubleClick;
    if (ImGui::Selectable("##row", selected, flags, {0, ImGui::GetTextLineHeight()})) {
        const bool add = ImGui::GetIO().KeyCtrl || ImGui::GetIO().KeyShift;
        context.emit(app::SelectAreas{{area}, add ? app::SelectMode::toggle : app::SelectMode::replace});
        if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) context.emit(app::ZoomToArea{{data.map.geography->id, area}});
    }
    ImGui::SetCursorPos(at);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (c > 0) ImGui::TableNextColumn();
        draw_cell(data, columns[c], area);
    }
    ImGui::PopID();
}

/// Row of the newest selected area when the selection was changed elsewhere, else -1.
int row_to_show(PanelContext& context, const std::vector<model::AreaIndex>& order) {
    const auto& selection = context.session.state().selection;
    if (selection == context.ui.table_seen_selection) return -1;
    context.ui.table_seen_selection = selection;
    if (selection.empty()) return -1;
    const auto it = std::find(order.begin(), order.end(), selection.back());
    return it == order.end() ? -1 : static_cast<int>(it - order.begin());
}

}  // namespace

void draw_table_panel(PanelContext& context) {
    const auto& map = context.session.map(context.pane);
    if (!map.indicator || !map.classification) {
        text_secondary("Choose a layer on the left to fill the table.");
        return;
    }
    const auto columns = columns_for(*map.indicator, ImGui::GetContentRegionAvail().x / context.style.scale);
    const auto& order = context.session.table_order();
    const auto& selection = context.session.state().selection;
    const TableData data = table_data(context, map);
    const auto flags = ImGuiTableFlags_Sortable | ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg | ImGuiTableFlags_Resizable |
                       ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_NoSavedSettings | ImGuiTableFlags_SizingStretchProp;
    // A table's identity includes its columns: another layer may have others.
    const std::string id = "areas-" + map.indicator->definition->id + std::to_string(columns.size());
    if (!ImGui::BeginTable(id.c_str(), static_cast<int>(columns.size()), flags)) return;
    draw_header(columns);
    emit_sort(context, columns);
    const int shown_row = row_to_show(context, order);
    if (shown_row >= 0) ImGui::SetScrollY(static_cast<float>(std::max(0, shown_row - 2)) * style().px(26));
    std::vector<bool> is_selected(map.geography->size());
    for (const model::AreaIndex area : selection) is_selected[static_cast<std::size_t>(area)] = true;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(order.size()), style().px(26));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const model::AreaIndex area = order[static_cast<std::size_t>(i)];
            draw_row(context, data, columns, area, is_selected[static_cast<std::size_t>(area)]);
        }
    ImGui::EndTable();
}

}  // namespace needsmap::panels
