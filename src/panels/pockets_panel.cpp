#include "panels/pockets_panel.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "app/pockets_choice.hpp"
#include "panels/tab_order.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

/// More rows than this are read better in the table.
constexpr std::size_t most_rows = 12;

/// A text of the form, kept between frames.
std::array<char, 256>& field(PanelContext& context, const std::string& name, const char* first) {
    auto [it, is_new] = context.ui.form.try_emplace("pockets-" + name);
    if (is_new) std::strncpy(it->second.data(), first, it->second.size() - 1);
    return it->second;
}

struct NumberField {
    const char *name, *first, *label, *tip;
};
constexpr std::array number_fields{
    NumberField{"min-children", "30", "Children at least", "A small area with fewer children cannot be the worst one"},
    NumberField{"fdr", "0.05", "False finds at most", "Share of false finds among the areas called uneven (false discovery rate)"},
    NumberField{"flagged", "20", "Flagged, worst %", "The worst areas that count as flagged already"}};

void draw_number(PanelContext& context, const NumberField& number) {
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(number.label);
    tip_for_last_item(number.tip);
    const float width = context.px(84);
    ImGui::SameLine(ImGui::GetContentRegionMax().x - width);
    ImGui::SetNextItemWidth(width);
    auto& buffer = field(context, number.name, number.first);
    ImGui::InputText(("##" + std::string(number.name)).c_str(), buffer.data(), buffer.size(), ImGuiInputTextFlags_CharsDecimal);
    add_tab_stop(true);
}

/// Which areas to look inside, by their titles.
void draw_parent(PanelContext& context, const model::Workspace& workspace, const model::LayerDefinition& layer) {
    const std::vector<std::string> ids = app::pocket_parents(workspace, layer);
    auto& buffer = field(context, "parent", app::default_pocket_parent(workspace, layer).c_str());
    std::vector<std::string> titles;
    int chosen = -1;
    for (const std::string& id : ids) {
        if (id == buffer.data()) chosen = static_cast<int>(titles.size());
        titles.push_back(workspace.find_geography(id)->title);
    }
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted("Look inside");
    const float width = context.px(130);
    ImGui::SameLine(ImGui::GetContentRegionMax().x - width);
    const int wanted = choice("##parent", titles, chosen, width);
    if (wanted < 0) return;
    buffer.fill('\0');
    std::strncpy(buffer.data(), ids[static_cast<std::size_t>(wanted)].c_str(), buffer.size() - 1);
}

void draw_options(PanelContext& context, const model::Workspace& workspace, const model::LayerDefinition& layer) {
    static constexpr const char* title = "How pockets are found";
    context.ui.folded_sections.try_emplace(title, true);
    if (!section(context, title)) return;
    draw_parent(context, workspace, layer);
    for (const NumberField& number : number_fields) draw_number(context, number);
}

void run(PanelContext& context, const model::Workspace& workspace, const model::LayerDefinition& layer) {
    std::vector<std::pair<std::string, std::string>> parameters{{"layer", layer.id}};
    const std::string parent = field(context, "parent", app::default_pocket_parent(workspace, layer).c_str()).data();
    const auto possible = app::pocket_parents(workspace, layer);
    if (std::ranges::find(possible, parent) != possible.end()) parameters.emplace_back("parent", parent);
    for (const NumberField& number : number_fields)
        if (const std::string text = field(context, number.name, number.first).data(); !text.empty())
            parameters.emplace_back(number.name, text);
    context.emit(app::RunOperation{"pockets", std::move(parameters)});
}

/// Shows the result's own map where another one is on screen, then the area.
void go_to(PanelContext& context, const model::Result& result, const app::PocketRow& row) {
    const auto& shown = context.session.state().maps[0];
    if (shown.layer != result.id || shown.geography != result.table.geography->id) context.emit(app::SetLayer{0, result.id});
    context.emit(app::SelectAreas{{row.area}, app::SelectMode::replace});
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
        context.emit(app::DrillDown{row.area});
    else
        context.emit(app::ZoomToArea{{result.table.geography->id, row.area}});
}

void draw_rows(PanelContext& context, const model::Result& result, const model::LayerDefinition& layer) {
    const std::vector<app::PocketRow> rows = app::pocket_rows(result, layer.decimals);
    if (rows.empty()) return;
    const auto& selection = context.session.state().selection;
    const bool is_shown = context.session.geography().id == result.table.geography->id;
    {
        const FontScope font(context.style.fonts.small);
        text_secondary("Surest first, with the worst " + std::string(layer.unit.empty() ? "figure" : layer.unit) + " inside");
    }
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{context.px(8), context.px(2)});
    for (std::size_t i = 0; i < std::min(rows.size(), most_rows); ++i) {
        const app::PocketRow& row = rows[i];
        const bool chosen = is_shown && std::ranges::find(selection, row.area) != selection.end();
        if (list_row(("pocket-" + std::to_string(row.area)).c_str(), row.name, chosen, true, context.px(8), row.figure))
            go_to(context, result, row);
        if (is_shown && ImGui::IsItemHovered()) context.ui.pointed_area = row.area;
        tip_for_last_item(row.reason + "\nClick to go there, double-click to look inside");
    }
    ImGui::PopStyleVar();
    if (rows.size() > most_rows) text_secondary("and " + std::to_string(rows.size() - most_rows) + " more in the table.");
}

}  // namespace

void draw_pockets_panel(PanelContext& context) {
    const auto workspace = context.session.workspace();
    const std::string id = app::pockets_source_layer(context.session.state().maps[0].layer);
    const auto layer = workspace->find_layer(id);
    if (!layer) return text_secondary("Choose a layer above to look for its hidden pockets.");
    const auto result = workspace->find_result(app::pockets_result_id(id));
    if (result)
        text_wrapped(result->finding, context.style.colours.text);
    else
        text_secondary("An area can look fine on average while a small area inside it does not.");
    const analysis::Availability can = app::pockets_availability(*workspace, *layer);
    if (!can.available) return text_secondary(can.reason);
    ImGui::Dummy({0, context.px(2)});
    ImGui::BeginDisabled(context.view.job.has_value());
    if (accent_button(result ? "Find again" : "Find hidden pockets")) run(context, *workspace, *layer);
    ImGui::EndDisabled();
    if (result) draw_rows(context, *result, *layer);
    draw_options(context, *workspace, *layer);
}

}  // namespace needsmap::panels
