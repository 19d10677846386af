#include "app/need_view.hpp"

#include <algorithm>

#include "analysis/index_layer.hpp"
#include "analysis/index_sensitivity.hpp"
#include "app/index_result.hpp"
#include "base/format.hpp"

namespace needsmap::app {

namespace {

constexpr std::size_t most_rows = 10;

analysis::IndexMaterial material_of(LayerCache& layers, const model::Result& result) {
    std::vector<std::shared_ptr<const model::Indicator>> indicators;
    for (const auto& ingredient : result.indicator->definition->index->ingredients)
        indicators.push_back(layers.indicator(ingredient.layer, result.indicator->geography->id));
    return analysis::index_material(*result.indicator->definition->index, std::move(indicators));
}

std::optional<int> whole(const model::ResultColumn* column, std::size_t row) {
    if (column == nullptr || !column->numbers[row]) return std::nullopt;
    return static_cast<int>(*column->numbers[row]);
}

/// The table's rows stand worst first.
std::vector<NeedView::Row> worst_rows(const model::Result& result) {
    const model::Indicator& indicator = *result.indicator;
    const auto *low = result.table.find("rank_low"), *high = result.table.find("rank_high");
    std::vector<NeedView::Row> rows;
    for (std::size_t i = 0; i < result.table.area.size() && rows.size() < most_rows; ++i) {
        const auto area = static_cast<std::size_t>(result.table.area[i]);
        if (indicator.rank[area] == 0) break;
        rows.push_back({result.table.area[i], indicator.geography->names[area],
                        base::format_number(indicator.value[area].number, indicator.definition->decimals), indicator.rank[area],
                        whole(low, i), whole(high, i)});
    }
    return rows;
}

std::vector<std::string> warnings_of(const model::Result& result, const analysis::IndexMaterial& material) {
    std::vector<std::string> out;
    const auto add = [&](const base::Diagnostics& diagnostics) {
        for (const base::Diagnostic& each : diagnostics.items())
            if (each.severity == base::Severity::warning && std::ranges::find(out, each.message) == out.end()) out.push_back(each.message);
    };
    add(result.diagnostics);
    add(analysis::index_correlation(material.inputs).diagnostics);
    return out;
}

}  // namespace

NeedView need_view(LayerCache& layers, const model::Result& result) {
    const analysis::IndexMaterial material = material_of(layers, result);
    NeedView view;
    view.recipe = *result.indicator->definition->index;
    const std::vector<double> shares = analysis::weight_shares(view.recipe);
    for (std::size_t i = 0; i < shares.size(); ++i)
        view.parts.push_back({view.recipe.ingredients[i].layer, material.indicators[i]->definition->title, shares[i]});
    view.worst = worst_rows(result);
    view.ranked_count = result.indicator->ranked_count;
    view.has_intervals = !view.worst.empty() && view.worst.front().rank_low.has_value();
    view.finding = result.finding;
    view.warnings = warnings_of(result, material);
    return view;
}

std::optional<NeedMoves> need_moves(LayerCache& layers, const model::Result& result, model::AreaIndex area) {
    const model::Indicator& indicator = *result.indicator;
    const auto at = static_cast<std::size_t>(area);
    if (area < 0 || at >= indicator.value.size() || !indicator.value[at].has_number()) return std::nullopt;
    const analysis::IndexMaterial material = material_of(layers, result);
    const analysis::NeedIndex index = analysis::need_index(*indicator.definition->index, material.inputs);
    const analysis::AreaSensitivity found = analysis::area_sensitivity(index, material.inputs, at);
    NeedMoves moves;
    moves.area = indicator.geography->names[at];
    moves.rank = found.rank, moves.ranked_count = index.ranked_count;
    moves.sentence = found.sentence;
    for (const analysis::WeightEffect& effect : found.effects)
        moves.bars.push_back({material.inputs[effect.indicator].title, effect.rank_without, effect.rank_doubled});
    return moves;
}

std::shared_ptr<const model::IndexRecipe> starting_recipe(const model::Workspace& workspace, const std::string& shown_layer) {
    if (const auto result = workspace.find_result(index_result_id)) return result->indicator->definition->index;
    if (const auto layer = workspace.find_layer(shown_layer); layer && layer->index) return layer->index;
    for (const auto& layer : workspace.layers)
        if (layer->index) return layer->index;
    return nullptr;
}

}  // namespace needsmap::app
