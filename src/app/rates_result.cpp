#include "app/rates_result.hpp"

#include <algorithm>

#include "analysis/evaluate_layer.hpp"
#include "analysis/reliability.hpp"
#include "app/area_table.hpp"
#include "app/operation_parts.hpp"
#include "app/value_text.hpp"
#include "base/format.hpp"

namespace needsmap::app {

namespace {

using analysis::AreaRate;
using analysis::Comparison;
using analysis::RatesOptions;
using analysis::RatesResult;
using model::Cell;
using model::Indicator;

std::string count_text(std::size_t count) { return base::format_count(static_cast<std::int64_t>(count)); }
bool is_shrunk(const RatesOptions& options, const Indicator& indicator) {
    return options.shrink != analysis::Shrink::none && indicator.definition->has_denominator();
}
bool decides95(const RatesOptions& options) { return options.interval == analysis::ComparisonInterval::percent95; }
Cell low_of(const AreaRate& rate, const RatesOptions& options) { return decides95(options) ? rate.low95 : rate.low998; }
Cell high_of(const AreaRate& rate, const RatesOptions& options) { return decides95(options) ? rate.high95 : rate.high998; }
bool is_unreliable(const AreaRate& rate) { return rate.value.has_number() && !rate.is_reliable; }

/// What the map shows: the rates as they are, drawn to a mean, or with the ages of the standard population.
enum class Shown { crude, shrunk, standardised };

std::shared_ptr<const model::LayerDefinition> definition_of(const Indicator& indicator, Shown shown) {
    auto layer = std::make_shared<model::LayerDefinition>(*indicator.definition);
    layer->id = (shown == Shown::standardised ? "standardised-" : "rates-") + layer->id;
    layer->title += shown == Shown::standardised ? ", standardised for age" : shown == Shown::shrunk ? ", shrunk" : ", with intervals";
    layer->theme = "Results";
    layer->table.clear();
    // These rates are no longer the quotient of the counts that stand beside them, nor to be compared with crude ones.
    if (shown != Shown::crude) layer->kind = model::LayerKind::score;
    if (shown == Shown::standardised) layer->comparators.clear(), layer->thresholds.clear();
    return layer;
}

std::shared_ptr<const Indicator> indicator_of(const Indicator& indicator, const RatesResult& rates, Shown shown) {
    auto out = std::make_shared<Indicator>(indicator);
    out->definition = definition_of(indicator, shown);
    out->county_numerator = out->county_denominator = Cell::none(model::CellState::not_applicable);
    for (const AreaRate& rate : rates.areas) out->unreliable.push_back(is_unreliable(rate) ? 1 : 0);
    if (shown == Shown::crude) return out;
    out->numerator.clear(), out->denominator.clear();
    for (std::size_t a = 0; a < rates.areas.size(); ++a)
        out->value[a] = shown == Shown::shrunk ? rates.areas[a].shrunk : rates.areas[a].value;
    if (shown == Shown::standardised) out->county_value = rates.county.value;
    analysis::rank_areas(*out);
    return out;
}

std::string interval_text(const model::LayerDefinition& layer, const Cell& low, const Cell& high) {
    if (!low.has_number() || !high.has_number()) return {};
    return base::format_number(low.number, layer.decimals) + " to " + base::format_number(high.number, layer.decimals);
}

/// "11.8 % (11.6 to 12.0)".
std::string county_text(const Indicator& indicator, const RatesResult& rates, const RatesOptions& options) {
    if (!rates.county.value.has_number()) return {};
    const std::string interval = interval_text(*indicator.definition, low_of(rates.county, options), high_of(rates.county, options));
    return value_text(*indicator.definition, rates.county.value) + (interval.empty() ? "" : " (" + interval + ")");
}

std::size_t count_of(const RatesResult& rates, Comparison comparison) {
    return static_cast<std::size_t>(std::ranges::count(rates.areas, comparison, &AreaRate::comparison));
}

std::string comparison_sentence(const Indicator& indicator, const RatesResult& rates, const RatesOptions& options) {
    const model::LayerDefinition& layer = *indicator.definition;
    const bool neutral = layer.direction == model::Direction::neutral;
    const std::size_t worse = count_of(rates, neutral ? Comparison::higher : Comparison::worse);
    const std::size_t better = count_of(rates, neutral ? Comparison::lower : Comparison::better);
    const std::size_t compared = worse + better + count_of(rates, Comparison::similar);
    if (compared == 0) return layer.title + ": no " + indicator.geography->singular + " can be compared";
    return layer.title + (rates.is_standardised ? ", standardised for age" : "") + ": of " +
           count_of_areas(*indicator.geography, compared) + ", " + count_text(worse) + (worse == 1 ? " is " : " are ") +
           (neutral ? "higher" : "worse") + " than " + options.comparator->name + " (" +
           value_text(layer, Cell::of(options.comparator->value)) + "), " + count_text(better) + " " + (neutral ? "lower" : "better") +
           " and " + count_text(compared - worse - better) + " similar";
}

std::string finding_of(const Indicator& indicator, const RatesResult& rates, const RatesOptions& options) {
    const model::LayerDefinition& layer = *indicator.definition;
    const auto unsure = static_cast<std::size_t>(std::ranges::count_if(rates.areas, is_unreliable));
    std::string out = options.comparator && layer.has_denominator()
                          ? comparison_sentence(indicator, rates, options)
                          : layer.title + ": " + count_of_areas(*indicator.geography, rates.areas_with_interval) + " with an interval";
    if (unsure > 0) out += "; in " + count_text(unsure) + " the interval is too wide to trust the figure by itself";
    return out;
}

void add_figures(AreaTable& table, const Indicator& indicator, const RatesResult& rates, const RatesOptions& options) {
    const model::LayerDefinition& layer = *indicator.definition;
    const int digits = table_decimals(layer);
    const std::string level = decides95(options) ? "95 %" : "99.8 %";
    const auto column = [&](const char* name, const std::string& title, const auto& of) {
        table.cells(name, title, digits, [&](std::size_t area) { return of(rates.areas[area]); });
    };
    column("value", layer.title + (layer.unit.empty() ? "" : " (" + layer.unit + ")"), [](const AreaRate& r) { return r.value; });
    column("low", "lower end of the " + level + " interval", [&](const AreaRate& r) { return low_of(r, options); });
    column("high", "upper end of the " + level + " interval", [&](const AreaRate& r) { return high_of(r, options); });
    column("low_95", "lower end of the 95 % interval", [](const AreaRate& r) { return r.low95; });
    column("high_95", "upper end of the 95 % interval", [](const AreaRate& r) { return r.high95; });
    column("low_998", "lower end of the 99.8 % interval", [](const AreaRate& r) { return r.low998; });
    column("high_998", "upper end of the 99.8 % interval", [](const AreaRate& r) { return r.high998; });
    column("shrunk", "rate drawn towards the mean, the more so the smaller the area", [](const AreaRate& r) { return r.shrunk; });
}

/// As they were read, or to six decimals where they were summed, like the `table` command.
void add_counts(AreaTable& table, const Indicator& indicator) {
    const auto or_else = [](const std::string& text, const char* other) { return text.empty() ? std::string(other) : text; };
    const int digits = indicator.method_note.empty() ? model::exact_decimals : 6;
    const auto column = [&](const char* name, const std::string& title, const std::vector<Cell>& cells) {
        table.cells(name, title, digits, [&](std::size_t area) { return area < cells.size() ? cells[area] : Cell{}; });
    };
    column("numerator", or_else(indicator.definition->numerator_title, "numerator"), indicator.numerator);
    column("denominator", or_else(indicator.definition->denominator_title, "denominator"), indicator.denominator);
}

model::ResultTable table_of(const Indicator& indicator, const RatesResult& rates, const RatesOptions& options) {
    AreaTable table(indicator);
    add_figures(table, indicator, rates, options);
    table.text("reliable", "no where the 95 % interval is too wide to trust the value by itself; empty without a value",
               [&](std::size_t a) { return !rates.areas[a].value.has_number() ? ""
                                           : rates.areas[a].is_reliable       ? "yes"
                                                                              : "no"; });
    table.text("comparison", options.comparator ? "against " + options.comparator->name : "nothing was compared", [&](std::size_t a) {
        const Comparison comparison = rates.areas[a].comparison;
        return comparison == Comparison::not_compared ? std::string() : std::string(analysis::to_string(comparison));
    });
    add_counts(table, indicator);
    table.text("state", "value or provisional where there is a figure, otherwise why there is none",
               [&](std::size_t a) { return std::string(model::to_string(rates.areas[a].value.state)); });
    table.text("note", "why there is no interval or no standardised rate, or what its shrinkage learnt from", [&](std::size_t a) {
        if (rates.areas[a].problem != analysis::IntervalProblem::none) return std::string(sentence(rates.areas[a].problem));
        if (rates.areas[a].unstandardised != analysis::StandardisationProblem::none)
            return std::string(sentence(rates.areas[a].unstandardised));
        return std::string(rates.areas[a].shrunk_globally ? "No neighbour has a figure; shrunk to the mean of all areas." : "");
    });
    if (rates.is_standardised)
        table.cells("crude", indicator.definition->title + ", not standardised", table_decimals(*indicator.definition),
                    [&](std::size_t a) { return indicator.value[a]; });
    return table.take();
}

}  // namespace

model::Result rates_result(const Indicator& indicator, const RatesResult& rates, const RatesOptions& options, const std::string& county) {
    const Shown shown = rates.is_standardised ? Shown::standardised : is_shrunk(options, indicator) ? Shown::shrunk : Shown::crude;
    model::Result result;
    result.indicator = indicator_of(indicator, rates, shown);
    result.id = result.indicator->definition->id, result.title = result.indicator->definition->title;
    result.table = table_of(indicator, rates, options);
    result.finding = finding_of(indicator, rates, options);
    result.method_lines = {rates.method, std::string(analysis::reliability_sentence())};
    if (const std::string whole = county_text(indicator, rates, options); !whole.empty())
        result.method_lines.push_back((county.empty() ? "All areas together" : county) + ": " + whole + ".");
    result.diagnostics = naming_subjects(rates.diagnostics);
    return result;
}

}  // namespace needsmap::app
