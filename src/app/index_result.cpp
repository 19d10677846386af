#include "app/index_result.hpp"

#include <algorithm>

#include "app/area_table.hpp"
#include "app/operation_parts.hpp"
#include "app/value_text.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

using analysis::NeedIndex;
using analysis::RankInterval;
using model::Cell;
using model::CellState;
using model::Indicator;

/// Names in one message; the table holds them all.
constexpr std::size_t most_names = 8;

std::string lacking_text(const IndexParts& parts, std::size_t area) {
    std::string out;
    for (const std::size_t i : parts.index->lacking[area]) out += (out.empty() ? "" : "; ") + parts.index->recipe.ingredients[i].layer;
    return out;
}

void add_ranks(AreaTable& table, const IndexParts& parts, const Indicator& indicator) {
    const auto or_nothing = [](int number) { return number > 0 ? std::optional<double>(number) : std::nullopt; };
    const auto interval = [&](std::size_t a) { return parts.uncertainty != nullptr ? parts.uncertainty->areas[a] : RankInterval{}; };
    table.cells("index", indicator.definition->title + " (" + indicator.definition->unit + ")", table_decimals(*indicator.definition),
                [&](std::size_t a) { return indicator.value[a]; });
    table.integer("rank", "1 is the most in need; equal scores share the best rank",
                  [&](std::size_t a) { return or_nothing(indicator.rank[a]); });
    table.integer("rank_low", "the rank nearest to 1 in the middle 95 % of the draws",
                  [&](std::size_t a) { return or_nothing(interval(a).worst); });
    table.integer("rank_high", "the rank farthest from 1 in the middle 95 % of the draws",
                  [&](std::size_t a) { return or_nothing(interval(a).best); });
    table.integer("draws_in_worst_tenth", "draws in which the area is among the worst tenth",
                  [&](std::size_t a) { return interval(a).median > 0 ? std::optional<double>(interval(a).draws_in_worst) : std::nullopt; });
}

void add_contributions(AreaTable& table, const IndexParts& parts) {
    const NeedIndex& index = *parts.index;
    const bool logarithm = index.recipe.combine == analysis::IndexCombine::geometric;
    for (std::size_t i = 0; i < parts.material->inputs.size(); ++i)
        table.number("contribution_" + index.recipe.ingredients[i].layer,
                     "what " + parts.material->inputs[i].title + " adds to the " + (logarithm ? "logarithm of the index" : "index") +
                         "; empty where it does not take part",
                     6, [&](std::size_t a) -> std::optional<double> {
                         const bool lacks = std::ranges::find(index.lacking[a], i) != index.lacking[a].end();
                         const bool stands_in = lacks && index.recipe.missing == analysis::MissingPolicy::mean;
                         if (!index.score[a].has_number() || index.weights[i] <= 0 || (lacks && !stands_in)) return std::nullopt;
                         return index.contribution(i, a);
                     });
}

model::ResultTable table_of(const IndexParts& parts, const Indicator& indicator) {
    AreaTable table(indicator);
    add_ranks(table, parts, indicator);
    add_contributions(table, parts);
    table.text("missing", "layers without a figure there, with semicolons between", [&](std::size_t a) { return lacking_text(parts, a); });
    table.text("state", "value where there is an index, otherwise why there is none",
               [&](std::size_t a) { return std::string(model::to_string(indicator.value[a].state)); });
    return table.take();
}

/// What the index says, but for an indicator that is the same everywhere when it has been said why.
base::Diagnostics without_explained(const IndexParts& parts) {
    const auto is_explained = [&](const base::Diagnostic& each) {
        return each.id == "index-constant" && std::ranges::any_of(parts.material->diagnostics.items(), [&](const base::Diagnostic& other) {
                   return other.id == analysis::index_of_chance && other.subject == each.subject;
               });
    };
    base::Diagnostics out;
    for (const base::Diagnostic& each : parts.index->diagnostics.items())
        if (!is_explained(each)) out.add(each);
    return out;
}

/// "Blackbird Leys, Northfield Brook and 3 more".
std::string names_of(const model::Geography& geography, const std::vector<std::size_t>& areas) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < areas.size() && i < most_names; ++i) names.push_back(geography.names[areas[i]]);
    if (areas.size() > most_names) names.push_back(base::format_count(static_cast<std::int64_t>(areas.size() - most_names)) + " more");
    return base::join_and(names);
}

/// A suppressed count is a small one: leaving it out places the area by where its need is higher.
void say_who_is_suppressed(const IndexParts& parts, base::Diagnostics& diagnostics) {
    std::vector<std::size_t> areas;
    for (std::size_t a = 0; a < parts.index->lacking.size(); ++a)
        if (std::ranges::any_of(parts.index->lacking[a],
                                [&](std::size_t i) { return parts.material->inputs[i].value[a].state == CellState::suppressed; }))
            areas.push_back(a);
    if (areas.empty()) return;
    diagnostics.add({.severity = base::Severity::note,
                     .id = "index-suppressed",
                     .message = "A suppressed figure is among what " + names_of(*parts.geography, areas) +
                                (areas.size() == 1 ? " lacks" : " lack") + ". Small counts are hidden, so their need may be overstated."});
}

std::string worst_sentence(const IndexParts& parts, const Indicator& indicator) {
    std::vector<std::size_t> worst;
    for (std::size_t a = 0; a < indicator.rank.size(); ++a)
        if (indicator.rank[a] == 1) worst.push_back(a);
    const std::string title = indicator.definition->title;
    if (worst.empty()) return title + ": no " + parts.geography->singular + " has an index";
    std::string out = title + ": of " + count_of_areas(*parts.geography, static_cast<std::size_t>(indicator.ranked_count)) + ", " +
                      names_of(*parts.geography, worst) + (worst.size() == 1 ? " is" : " are") + " most in need";
    if (parts.uncertainty != nullptr && worst.size() == 1) out += " (" + rank_interval_words(*parts.uncertainty, worst.front()) + ")";
    return out;
}

std::size_t always_in_worst(const analysis::IndexUncertainty& uncertainty) {
    return static_cast<std::size_t>(std::ranges::count_if(
        uncertainty.areas, [&](const RankInterval& each) { return 10 * each.draws_in_worst >= 9 * uncertainty.draws; }));
}

std::string finding_of(const IndexParts& parts, const Indicator& indicator) {
    std::string out = worst_sentence(parts, indicator);
    if (parts.uncertainty == nullptr || indicator.ranked_count == 0) return out;
    const std::size_t sure = always_in_worst(*parts.uncertainty);
    return out + "; " + (sure == 0 ? "no " + parts.geography->singular : count_of_areas(*parts.geography, sure)) +
           (sure <= 1 ? " stays" : " stay") + " in the worst tenth in nine draws of ten";
}

}  // namespace

std::shared_ptr<model::LayerDefinition> index_definition(const model::IndexRecipe& recipe) {
    auto layer = std::make_shared<model::LayerDefinition>();
    layer->id = index_result_id;
    layer->title = recipe.title.empty() ? "Need index" : recipe.title;
    layer->theme = "Results";
    layer->kind = model::LayerKind::index;
    layer->index = std::make_shared<const model::IndexRecipe>(recipe);
    layer->unit =
        recipe.method == model::IndexMethod::zscore && recipe.combine == model::IndexCombine::arithmetic ? "standard deviations" : "points";
    layer->decimals = recipe.method == model::IndexMethod::zscore ? 2 : 1;
    layer->classes.palette = "YlOrRd";
    return layer;
}

model::Result index_result(const IndexParts& parts) {
    model::Result result;
    result.id = parts.definition->id, result.title = parts.definition->title;
    const auto indicator =
        std::make_shared<Indicator>(analysis::index_indicator(parts.definition, parts.geography, *parts.index, *parts.material));
    indicator->method_note.clear();  // it is the first of the method lines
    result.indicator = indicator;
    result.table = table_of(parts, *indicator);
    result.finding = finding_of(parts, *indicator);
    result.method_lines = {analysis::index_method_line(*parts.index, *parts.material)};
    result.diagnostics.add_all(naming_subjects(parts.material->diagnostics));
    result.diagnostics.add_all(naming_subjects(without_explained(parts)));
    say_who_is_suppressed(parts, result.diagnostics);
    if (parts.uncertainty == nullptr) return result;
    result.method_lines.push_back(parts.uncertainty->method);
    result.diagnostics.add_all(naming_subjects(parts.uncertainty->diagnostics));
    return result;
}

}  // namespace needsmap::app
