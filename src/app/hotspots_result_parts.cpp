#include "app/hotspots_result_parts.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

#include "app/hierarchy.hpp"
#include "app/value_text.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

using model::AreaIndex;
using model::CategoryStyle;
using model::Cell;
using model::CellState;

namespace {

/// How each statistic is called in ids and titles.
struct Naming {
    std::string_view statistic, id, title;
};
constexpr std::array<Naming, 5> namings = {{{"gi*", "hotspots", "Hot spots"},
                                            {"gi", "gi", "Hot spots (Gi)"},
                                            {"moran", "moran", "Clusters and outliers"},
                                            {"scan", "scan", "Scan clusters"},
                                            {"consensus", "consensus", "Robust hot spots"}}};

const Naming& naming_of(std::string_view statistic) {
    const auto at = std::ranges::find(namings, statistic, &Naming::statistic);
    return at == namings.end() ? namings.front() : *at;
}

template <class T>
std::vector<T> in_order(const std::vector<T>& by_area, const std::vector<AreaIndex>& order) {
    std::vector<T> out;
    out.reserve(order.size());
    for (const AreaIndex area : order) out.push_back(by_area[static_cast<std::size_t>(area)]);
    return out;
}

}  // namespace

namespace detail {

CategoryStyle style(std::string_view label, const std::array<const char*, 2>& colours) {
    return {std::string(label), colours[0], colours[1]};
}

Rows::Rows(std::size_t size)
    : statistic(size), z(size), p_analytic(size), p_permutation(size), q_fdr(size), neighbours(size), words(size), order(size) {
    std::iota(order.begin(), order.end(), 0);
}

std::optional<double> number_of(const Cell& cell) { return cell.has_number() ? std::optional(cell.number) : std::nullopt; }

void add_text(model::ResultTable& table, std::string name, std::string title, const std::vector<std::string>& by_area) {
    table.columns.push_back(model::text_column(std::move(name), std::move(title), in_order(by_area, table.area)));
}
void add_number(model::ResultTable& table, std::string name, std::string title, int decimals,
                const std::vector<std::optional<double>>& by_area) {
    table.columns.push_back(model::number_column(std::move(name), std::move(title), decimals, in_order(by_area, table.area)));
}
void add_integer(model::ResultTable& table, std::string name, std::string title, const std::vector<std::optional<double>>& by_area) {
    table.columns.push_back(model::integer_column(std::move(name), std::move(title), in_order(by_area, table.area)));
}

model::ResultTable table_of(const model::Indicator& indicator, const Rows& rows) {
    const model::LayerDefinition& layer = *indicator.definition;
    const model::Geography& geography = *indicator.geography;
    model::ResultTable table;
    table.geography = indicator.geography;
    table.area = rows.order;
    add_text(table, "code", "Code of the " + geography.singular, geography.codes);
    add_text(table, "name", "Name of the " + geography.singular, geography.names);
    add_number(table, "value", layer.title + (layer.unit.empty() ? "" : " (" + layer.unit + ")"),
               layer.has_denominator() ? layer.decimals + 4 : model::exact_decimals, model::numbers_of(indicator.value));
    add_number(table, "statistic", rows.statistic_title, statistic_decimals, rows.statistic);
    add_number(table, "z", "standard deviate; positive: high values around", statistic_decimals, rows.z);
    add_number(table, "p_analytic", "two-sided p from formulas", model::exact_decimals, rows.p_analytic);
    add_number(table, "p_permutation", "share of chance maps at least as extreme, the smaller tail", statistic_decimals,
               rows.p_permutation);
    add_number(table, "q_fdr", "smallest false-discovery rate at which the area would be significant (Benjamini-Hochberg)",
               statistic_decimals, rows.q_fdr);
    add_text(table, "class", "what the area is, in words", rows.words);
    add_integer(table, "neighbours", "neighbours with a number", rows.neighbours);
    return table;
}

void add_national(model::ResultTable& table, const model::Indicator& indicator) {
    if (indicator.definition->thresholds.empty()) return;
    std::vector<std::string> words;
    for (const Cell& value : indicator.value) words.push_back(national_class(*indicator.definition, value));
    add_text(table, "national", "national threshold that the value reaches; empty: none", words);
}

std::shared_ptr<const model::Indicator> kinds(const HotSpotQuestion& question, std::vector<CategoryStyle> categories,
                                              std::vector<Cell> kind) {
    const model::LayerDefinition& layer = *question.indicator->definition;
    auto definition = std::make_shared<model::LayerDefinition>();
    definition->id = hot_spot_result_id(question.statistic, layer.id);
    definition->title = std::string(naming_of(question.statistic).title) + ": " + layer.title;
    definition->theme = "Results", definition->kind = model::LayerKind::category, definition->direction = model::Direction::neutral;
    definition->decimals = 0, definition->period = layer.period, definition->pooled_years = layer.pooled_years;
    definition->source = layer.source, definition->licence = layer.licence, definition->caution = layer.caution;
    definition->categories = std::move(categories);
    auto indicator = std::make_shared<model::Indicator>();
    indicator->definition = definition, indicator->geography = question.indicator->geography;
    indicator->value = std::move(kind);
    indicator->rank.assign(indicator->value.size(), 0);
    indicator->county_value = Cell::none(CellState::not_applicable);
    return indicator;
}

Cell no_kind(const Cell& value) { return Cell::none(value.has_number() ? CellState::not_applicable : value.state); }

std::shared_ptr<model::Result> start(const HotSpotQuestion& question, std::shared_ptr<const model::Indicator> indicator,
                                     model::ResultTable table) {
    auto result = std::make_shared<model::Result>();
    result->id = indicator->definition->id, result->title = indicator->definition->title;
    result->indicator = std::move(indicator);
    result->table = std::move(table);
    result->command = question.command;
    return result;
}

std::string capitalised(std::string text) {
    if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

std::string so_many_are(const model::Geography& geography, std::size_t count, std::size_t of, const std::string& singular,
                        const std::string& plural) {
    if (count == 0) return "no " + geography.singular + " is " + singular;
    return base::format_count(static_cast<std::int64_t>(count)) + " of " + count_of_areas(geography, of) +
           (count == 1 ? " is " + singular : " are " + plural);
}

}  // namespace detail

std::string hot_spot_result_id(std::string_view statistic, std::string_view layer) {
    return std::string(naming_of(statistic).id) + "-" + std::string(layer);
}

std::shared_ptr<const model::LayerDefinition> layer_behind(const model::Workspace& workspace, std::string_view result_id) {
    if (!workspace.find_result(result_id)) return nullptr;
    for (const Naming& naming : namings)
        if (result_id.starts_with(naming.id) && result_id.substr(naming.id.size()).starts_with('-'))
            if (auto layer = workspace.find_layer(result_id.substr(naming.id.size() + 1))) return layer;
    return nullptr;
}

std::string where_they_lie(const model::Workspace& workspace, const model::Geography& geography, const std::vector<AreaIndex>& areas) {
    constexpr std::size_t most_names = 3;
    for (const auto& coarser : coarser_geographies(workspace, geography)) {
        // Larger areas tell where something is only when there are several, each with several areas inside.
        if (areas.size() < 2 || coarser->size() < 2 || 3 * coarser->size() > geography.size()) continue;
        const auto& parents = *geography.parents_in(coarser->id);
        std::vector<std::pair<std::size_t, AreaIndex>> held(coarser->size());
        for (std::size_t p = 0; p < held.size(); ++p) held[p].second = static_cast<AreaIndex>(p);
        for (const AreaIndex area : areas)
            if (const AreaIndex parent = parents[static_cast<std::size_t>(area)]; parent != geo::no_area)
                ++held[static_cast<std::size_t>(parent)].first;
        std::ranges::stable_sort(held, std::ranges::greater{}, &std::pair<std::size_t, AreaIndex>::first);
        std::vector<std::string> names;
        std::size_t inside = 0;
        // Two thirds of them is where they mostly are.
        for (std::size_t p = 0; p < held.size() && names.size() < most_names && 3 * inside < 2 * areas.size() && held[p].first > 0; ++p) {
            inside += held[p].first;
            names.push_back(coarser->names[static_cast<std::size_t>(held[p].second)]);
        }
        if (3 * inside < 2 * areas.size()) continue;
        const std::string count =
            inside == areas.size() ? (inside == 2 ? "both" : "all") : base::format_count(static_cast<std::int64_t>(inside));
        return "; " + count + " of them lie in " + base::join_and(names);
    }
    return {};
}

std::string national_class(const model::LayerDefinition& layer, const Cell& value) {
    if (!value.has_number()) return {};
    const bool low = layer.direction == model::Direction::low_is_worse;
    const double printed = as_printed(layer, value.number);
    const model::Threshold* harshest = nullptr;
    for (const model::Threshold& threshold : layer.thresholds) {
        const bool reached = low ? printed <= threshold.value : printed >= threshold.value;
        if (reached && (harshest == nullptr || (low ? threshold.value < harshest->value : threshold.value > harshest->value)))
            harshest = &threshold;
    }
    return harshest == nullptr ? std::string() : harshest->label;
}

}  // namespace needsmap::app
