#include "panels/need_panel.hpp"

#include <algorithm>
#include <cmath>

#include "app/index_recipe_text.hpp"
#include "app/need_view.hpp"
#include "base/format.hpp"
#include "panels/need_parts.hpp"
#include "panels/tab_order.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

using model::IndexRecipe;

constexpr float most_weight = 5;

/// Layers that can be part of an index here: amounts on the shown areas.
std::vector<const app::LayerChoice*> candidates(const PanelContext& context, const IndexRecipe& recipe) {
    std::vector<const app::LayerChoice*> out;
    for (const app::LayerChoice& choice : context.ui.layers) {
        const bool used = std::ranges::any_of(recipe.ingredients, [&](const auto& each) { return each.layer == choice.layer->id; });
        const bool is_amount = choice.layer->kind != model::LayerKind::category && choice.layer->kind != model::LayerKind::index;
        if (!used && is_amount && choice.available) out.push_back(&choice);
    }
    return out;
}

std::string title_of(const PanelContext& context, const std::string& layer) {
    const auto definition = context.session.workspace()->find_layer(layer);
    return definition ? definition->title : layer;
}

void emit_recipe(PanelContext& context, IndexRecipe recipe) {
    if (recipe.ingredients.empty())
        context.emit(app::RemoveResult{"index"});
    else
        context.emit(app::SetIndexRecipe{std::move(recipe)});
}

double total_weight(const IndexRecipe& recipe) {
    double sum = 0;
    for (const auto& each : recipe.ingredients) sum += each.weight;
    return sum;
}

/// Title, share and slider of one indicator, and a cross that takes it out.
void draw_ingredient(PanelContext& context, const IndexRecipe& recipe, std::size_t i) {
    const IndexRecipe::Ingredient& each = recipe.ingredients[i];
    const double sum = total_weight(recipe);
    ImGui::PushID(static_cast<int>(i));
    const float width = ImGui::GetContentRegionAvail().x, side = context.px(20);
    const std::string share = sum > 0 ? base::format_number(100 * each.weight / sum, 0) + " %" : "–";
    const std::string title = title_of(context, each.layer);
    ImGui::TextUnformatted(fitted(title, width - text_size(share).x - context.px(12)).c_str());
    tip_for_last_item(title);
    ImGui::SameLine();
    text_right(share);
    double weight = each.weight;
    if (weight_slider("weight", weight, std::max<double>(most_weight, each.weight), width - side - context.px(8))) {
        IndexRecipe changed = recipe;
        changed.ingredients[i].weight = weight;
        emit_recipe(context, std::move(changed));
    }
    tip_for_last_item("Weight " + base::format_exact(each.weight) + ". Only the proportion to the others matters.");
    ImGui::SameLine(0, context.px(8));
    if (small_cross("remove", side)) {
        IndexRecipe changed = recipe;
        changed.ingredients.erase(changed.ingredients.begin() + static_cast<std::ptrdiff_t>(i));
        emit_recipe(context, std::move(changed));
    }
    tip_for_last_item("Leave it out of the index");
    ImGui::PopID();
}

void draw_adding(PanelContext& context, const IndexRecipe& recipe) {
    const auto offered = candidates(context, recipe);
    if (offered.empty()) return;
    ImGui::SetNextItemWidth(-1);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{context.px(6), context.px(6)});
    if (ImGui::BeginCombo("##add", "Add an indicator", ImGuiComboFlags_HeightLarge)) {
        for (const app::LayerChoice* choice : offered)
            if (ImGui::Selectable(choice->layer->title.c_str())) {
                IndexRecipe changed = recipe;
                changed.ingredients.push_back({choice->layer->id, 1, {}});
                emit_recipe(context, std::move(changed));
            }
        ImGui::EndCombo();
    } else {
        add_tab_stop(false);
    }
    ImGui::PopStyleVar();
}

std::vector<std::pair<std::string, std::string>> parameters_of(const PanelContext& context, const IndexRecipe& recipe) {
    return {{"use", app::ingredients_text(recipe.ingredients)},         {"method", std::string(model::to_string(recipe.method))},
            {"combine", std::string(model::to_string(recipe.combine))}, {"missing", std::string(model::to_string(recipe.missing))},
            {"shrink", std::string(model::to_string(recipe.shrink))},   {"geography", context.session.state().maps[0].geography}};
}

void draw_how_sure(PanelContext& context, const app::NeedView& view) {
    ImGui::Dummy({0, context.px(2)});
    if (view.has_intervals) return text_secondary("Range: the ranks in 95 of 100 draws of chance and weights.");
    ImGui::BeginDisabled(context.view.job.has_value());
    if (ImGui::Button("How sure are these ranks?")) context.emit(app::RunOperation{"index", parameters_of(context, view.recipe)});
    add_tab_stop(false);
    ImGui::EndDisabled();
    tip_for_last_item("Draws the index a thousand times with other luck and somewhat other weights");
}

template <class Enum>
void draw_choice(PanelContext& context, const IndexRecipe& recipe, const char* label, const std::vector<std::string>& titles,
                 Enum IndexRecipe::*part) {
    {
        const FontScope font(context.style.fonts.small_bold);
        text_secondary(label);
    }
    const int wanted = choice((std::string("##") + label).c_str(), titles, static_cast<int>(recipe.*part), -1);
    if (wanted < 0 || wanted == static_cast<int>(recipe.*part)) return;
    IndexRecipe changed = recipe;
    changed.*part = static_cast<Enum>(wanted);
    emit_recipe(context, std::move(changed));
}

void draw_saving(PanelContext& context, const IndexRecipe& recipe) {
    const FontScope small(context.style.fonts.body);
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##index-id", "my-index, or a file my-index.toml", context.ui.index_id.data(), context.ui.index_id.size());
    add_tab_stop(true);
    const std::string name = context.ui.index_id.data();
    ImGui::BeginDisabled(name.empty() || context.view.job.has_value());
    if (ImGui::Button("Save as layer")) {
        auto parameters = parameters_of(context, recipe);
        parameters.emplace_back("save", name);
        context.emit(app::RunOperation{"index", std::move(parameters)});
    }
    add_tab_stop(false);
    ImGui::EndDisabled();
    tip_for_last_item("Writes the recipe as a layer of the workspace. It is listed when the workspace is opened again.");
}

void draw_options(PanelContext& context, const IndexRecipe& recipe) {
    constexpr const char* title = "Method and saving";
    context.ui.folded_sections.try_emplace(title, true);
    if (!section(context, title)) return;
    draw_choice(context, recipe, "Common scale", {"Ranks, exponential", "Standard deviations", "Least to most", "Percentiles"},
                &IndexRecipe::method);
    draw_choice(context, recipe, "Put together by", {"Weighted mean", "Weighted geometric mean"}, &IndexRecipe::combine);
    draw_choice(context, recipe, "Where a figure is missing", {"The others take its weight", "The mean stands in"}, &IndexRecipe::missing);
    draw_choice(context, recipe, "Rates of small areas", {"As they are", "Shrunk to all areas", "Shrunk to the neighbours"},
                &IndexRecipe::shrink);
    draw_saving(context, recipe);
}

}  // namespace

void draw_need_panel(PanelContext& context) {
    const app::NeedView* view = context.session.need();
    const auto started = app::starting_recipe(*context.session.workspace(), context.session.state().maps[0].layer);
    const IndexRecipe recipe = started ? *started : IndexRecipe{};
    text_secondary(view != nullptr ? view->finding + "." : "Move a weight, and the areas are ranked anew by all indicators together.");
    ImGui::Dummy({0, context.px(2)});
    for (std::size_t i = 0; i < recipe.ingredients.size(); ++i) draw_ingredient(context, recipe, i);
    draw_adding(context, recipe);
    if (view != nullptr) {
        for (const std::string& warning : view->warnings) text_wrapped(warning, context.style.colours.warning);
        draw_worst_areas(context, *view);
        draw_how_sure(context, *view);
        draw_need_moves(context);
    } else if (!recipe.ingredients.empty()) {
        if (accent_button("Show this index")) emit_recipe(context, recipe);
    }
    if (!recipe.ingredients.empty()) draw_options(context, recipe);
}

}  // namespace needsmap::panels
