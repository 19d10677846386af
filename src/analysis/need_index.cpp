#include "analysis/need_index.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/ranking.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::analysis {

using model::Cell;

namespace {

void check(const IndexRecipe& recipe, std::span<const IndexInput> inputs) {
    if (recipe.ingredients.empty()) throw base::Error("The index has no indicators.", "Choose at least one layer.");
    if (inputs.size() != recipe.ingredients.size())
        throw base::Error("The index has " + std::to_string(recipe.ingredients.size()) + " indicators, and values came for " +
                          std::to_string(inputs.size()) + ".");
    for (const IndexInput& input : inputs)
        if (input.value.size() != inputs.front().value.size())
            throw base::Error("The indicators of an index must be on one geography: " + inputs.front().title + " has " +
                              std::to_string(inputs.front().value.size()) + " areas, " + input.title + " has " +
                              std::to_string(input.value.size()) + ".");
}

/// Shares of 1 over the indicators that have any number.
std::vector<double> effective_weights(const IndexRecipe& recipe, std::span<const ScaledIndicator> scaled) {
    std::vector<double> weights = weight_shares(recipe);
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (scaled[i].known_count == 0) weights[i] = 0;
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (sum > 0)
        for (double& weight : weights) weight /= sum;
    return weights;
}

void warn(NeedIndex& index, const char* id, const std::string& subject, std::string message, base::Severity severity) {
    index.diagnostics.add({.severity = severity, .id = id, .subject = subject, .message = std::move(message)});
}

void say_about_indicators(NeedIndex& index, std::span<const IndexInput> inputs) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const ScaledIndicator& scaled = index.scaled[i];
        if (scaled.known_count == 0)
            warn(index, "index-all-missing", inputs[i].title, "It has no number in any area and counts for nothing.",
                 base::Severity::warning);
        else if (scaled.is_constant)
            warn(index, "index-constant", inputs[i].title, "It is the same everywhere and does not tell areas apart.",
                 base::Severity::warning);
    }
}

void say_about_areas(NeedIndex& index) {
    int partial = 0, without = 0;
    for (std::size_t a = 0; a < index.score.size(); ++a) {
        if (!index.score[a].has_number())
            ++without;
        else if (!index.lacking[a].empty())
            ++partial;
    }
    const bool reweights = index.recipe.missing == MissingPolicy::reweight;
    if (partial > 0)
        warn(index, "index-partial", {},
             base::format_count(partial) + (partial == 1 ? " area lacks" : " areas lack") + " some indicators; " +
                 (reweights ? "the others take over their weight there." : "the mean score stands in for these there."),
             base::Severity::note);
    if (without > 0)
        warn(index, "index-none", {},
             base::format_count(without) + (without == 1 ? " area has" : " areas have") + " no index: " +
                 (reweights ? "indicators of less than half of the weight have a number there." : "no indicator has a number there."),
             base::Severity::note);
}

void note_what_is_lacking(NeedIndex& index) {
    index.lacking.resize(index.score.size());
    for (std::size_t i = 0; i < index.scaled.size(); ++i) {
        if (index.weights[i] <= 0) continue;
        for (std::size_t a = 0; a < index.score.size(); ++a)
            if (index.scaled[i].known[a] == 0) index.lacking[a].push_back(i);
    }
}

}  // namespace

IndexInput index_input(const model::Indicator& indicator, std::optional<model::Direction> direction) {
    const model::LayerDefinition& layer = *indicator.definition;
    return {.title = layer.title,
            .low_is_worse = direction.value_or(layer.direction) == model::Direction::low_is_worse,
            .value = indicator.value,
            .kind = layer.kind,
            .per = layer.per,
            .numerator = indicator.numerator,
            .denominator = indicator.denominator};
}

std::vector<double> weight_shares(const IndexRecipe& recipe) {
    std::vector<double> weights;
    double sum = 0;
    for (const IndexRecipe::Ingredient& ingredient : recipe.ingredients) {
        if (!std::isfinite(ingredient.weight) || ingredient.weight < 0)
            throw base::Error("The weight of " + ingredient.layer + " must be a number of at least 0.");
        weights.push_back(ingredient.weight);
        sum += ingredient.weight;
    }
    if (!(sum > 0)) throw base::Error("All weights of the index are zero.", "Give at least one indicator a weight.");
    for (double& weight : weights) weight /= sum;
    return weights;
}

double NeedIndex::contribution(std::size_t indicator, std::size_t area) const {
    if (!score[area].has_number() || weights[indicator] <= 0) return 0;
    const ScaledIndicator& part = scaled[indicator];
    const bool reweights = recipe.missing == MissingPolicy::reweight;
    if (reweights && part.known[area] == 0) return 0;
    double present = 1;
    if (reweights)
        for (const std::size_t i : lacking[area]) present -= weights[i];
    const double points = recipe.combine == IndexCombine::geometric ? std::log(part.score[area] + part.shift) : part.score[area];
    return weights[indicator] / present * points;
}

std::vector<Cell> scores_with_weights(const NeedIndex& index, std::span<const ScaledIndicator> scaled, std::span<const double> weights) {
    std::vector<Cell> score = combine_scores(scaled, weights, index.recipe.combine, index.recipe.missing, 0);
    for (std::size_t a = 0; a < score.size(); ++a)
        if (!index.score[a].has_number()) score[a] = index.score[a];
    return score;
}

NeedIndex need_index(const IndexRecipe& recipe, std::span<const IndexInput> inputs) {
    check(recipe, inputs);
    NeedIndex index;
    index.recipe = recipe;
    index.scaled = scale_indicators(inputs, recipe.method);
    index.weights = effective_weights(recipe, index.scaled);
    index.score = combine_scores(index.scaled, index.weights, recipe.combine, recipe.missing);
    index.rank = competition_ranks(index.score, false);
    index.ranked_count = static_cast<int>(std::ranges::count_if(index.score, [](const Cell& cell) { return cell.has_number(); }));
    note_what_is_lacking(index);
    say_about_indicators(index, inputs);
    say_about_areas(index);
    return index;
}

}  // namespace needsmap::analysis
