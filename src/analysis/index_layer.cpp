#include "analysis/index_layer.hpp"

#include "analysis/shrinkage.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"
#include "geo/topology.hpp"

namespace needsmap::analysis {

using model::Cell;
using model::CellState;
using model::Indicator;
using model::LayerKind;

namespace {

void note(IndexMaterial& material, std::string id, const std::string& subject, std::string message) {
    material.diagnostics.add({.severity = base::Severity::note, .id = std::move(id), .subject = subject, .message = std::move(message)});
}

/// Returns whether chance alone explains all differences, so that nothing is left to tell areas apart by.
bool shrink(const Indicator& indicator, Shrink how, const geo::Neighbours& neighbours, IndexInput& input) {
    const double per = indicator.definition->per;
    ShrunkRates shrunk = how == Shrink::local ? shrink_locally(indicator.numerator, indicator.denominator, per, neighbours)
                                              : shrink_globally(indicator.numerator, indicator.denominator, per);
    for (std::size_t a = 0; a < input.value.size(); ++a)
        if (input.value[a].has_number()) input.value[a] = shrunk.value[a];
    input.numerator = std::move(shrunk.numerator), input.denominator = std::move(shrunk.denominator);
    return how == Shrink::global && shrunk.variance <= 0 && shrunk.areas_left_out < input.value.size();
}

std::string scale_words(IndexMethod method) {
    switch (method) {
        case IndexMethod::exponential: return "ranks with exponential transformation, as the English Indices of Deprivation";
        case IndexMethod::zscore: return "standard deviations from the mean";
        case IndexMethod::minmax: return "position between the least and the most needy area";
        case IndexMethod::percentile: break;
    }
    return "percentiles";
}

std::string shrink_words(Shrink shrink) {
    if (shrink == Shrink::none) return {};
    return std::string("; rates first shrunk to the mean of ") + (shrink == Shrink::global ? "all areas" : "each area and its neighbours") +
           " (empirical Bayes, Marshall 1991)";
}

/// Hidden figures are never worded as mere absence.
Cell without_index(const NeedIndex& index, const IndexMaterial& material, std::size_t area) {
    for (const std::size_t i : index.lacking[area])
        if (material.inputs[i].value[area].state == CellState::suppressed) return Cell::none(CellState::suppressed);
    return {};
}

}  // namespace

Availability recipe_availability(const model::Workspace& workspace, const IndexRecipe& recipe, std::string_view geography) {
    for (const IndexRecipe::Ingredient& ingredient : recipe.ingredients) {
        const auto layer = workspace.find_layer(ingredient.layer);
        if (!layer) return {false, "It uses the layer " + ingredient.layer + ", which is not there."};
        if (layer->kind == LayerKind::category) return {false, "It uses " + layer->title + ", which shows kinds and no amounts."};
        if (const auto answer = layer_availability(workspace, *layer, geography); !answer.available)
            return {false, "It uses " + layer->title + ". " + answer.reason};
    }
    return {true, {}};
}

IndexMaterial index_material(const IndexRecipe& recipe, std::vector<std::shared_ptr<const Indicator>> indicators) {
    IndexMaterial out;
    geo::Neighbours neighbours;
    if (recipe.shrink == Shrink::local && !indicators.empty())
        neighbours = geo::neighbours(indicators.front()->geography->coverage->full(), geo::Contiguity::queen);
    for (std::size_t i = 0; i < indicators.size(); ++i) {
        const Indicator& indicator = *indicators[i];
        const model::LayerDefinition& layer = *indicator.definition;
        out.inputs.push_back(index_input(indicator, recipe.ingredients[i].direction));
        if (layer.kind == LayerKind::count)
            note(out, "index-of-counts", layer.title, "It is a count, which is high where many people live. A rate would compare areas.");
        if (recipe.shrink == Shrink::none) continue;
        if (!layer.has_denominator())
            note(out, "index-not-shrunk", layer.title, "It has no counts to shrink by and goes in as it is.");
        else if (shrink(indicator, recipe.shrink, neighbours, out.inputs.back()))
            out.diagnostics.add({.id = index_of_chance,
                                 .subject = layer.title,
                                 .message = "Chance alone can explain how it differs between these areas, so shrunk it tells none apart."});
    }
    out.indicators = std::move(indicators);
    return out;
}

IndexMaterial index_material(const model::Workspace& workspace, const IndexRecipe& recipe, std::string_view geography) {
    if (const auto answer = recipe_availability(workspace, recipe, geography); !answer.available) throw base::Error(answer.reason);
    std::vector<std::shared_ptr<const Indicator>> indicators;
    for (const IndexRecipe::Ingredient& ingredient : recipe.ingredients)
        indicators.push_back(evaluate_layer(workspace, ingredient.layer, geography));
    return index_material(recipe, std::move(indicators));
}

Indicator index_indicator(std::shared_ptr<const model::LayerDefinition> definition, std::shared_ptr<const model::Geography> geography,
                          const NeedIndex& index, const IndexMaterial& material) {
    Indicator out;
    out.definition = std::move(definition), out.geography = std::move(geography);
    out.value = index.score, out.rank = index.rank, out.ranked_count = index.ranked_count;
    for (std::size_t a = 0; a < out.value.size(); ++a) {
        if (!out.value[a].has_number()) out.value[a] = without_index(index, material, a);
        out.parts_missing.push_back(static_cast<int>(index.lacking[a].size()));
    }
    out.county_value = Cell::none(CellState::not_applicable);
    out.method_note = index_method_line(index, material);
    return out;
}

std::string index_method_line(const NeedIndex& index, const IndexMaterial& material) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < material.inputs.size(); ++i)
        if (index.weights[i] > 0) parts.push_back(material.inputs[i].title + " (" + base::format_number(100 * index.weights[i], 0) + " %)");
    const IndexRecipe& recipe = index.recipe;
    return "Scores by " + scale_words(recipe.method) + shrink_words(recipe.shrink) + "; weighted " +
           (recipe.combine == IndexCombine::geometric ? "geometric mean" : "mean") + " of " + base::join_and(parts) +
           (recipe.missing == MissingPolicy::reweight ? "; where a figure is missing, the others take over its weight."
                                                      : "; where a figure is missing, the mean score stands in for it.");
}

}  // namespace needsmap::analysis
