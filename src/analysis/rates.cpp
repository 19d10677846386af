#include "analysis/rates.hpp"

#include "analysis/reliability.hpp"
#include "analysis/shrinkage.hpp"
#include "base/error.hpp"
#include "base/parallel.hpp"

namespace needsmap::analysis {

using model::Cell;
using model::CellState;
using model::Indicator;
using model::LayerDefinition;
using model::LayerKind;

namespace {

bool is_count(const LayerDefinition& layer) { return layer.kind == LayerKind::count; }
bool is_proportion(const LayerDefinition& layer) { return layer.kind == LayerKind::proportion; }

void check(const Indicator& indicator, const RatesOptions& options) {
    const LayerDefinition& layer = *indicator.definition;
    if (!layer.has_denominator() && !is_count(layer))
        throw base::Error("“" + layer.title + "” is " + (layer.kind == LayerKind::index ? "an " : "a ") +
                              std::string(model::to_string(layer.kind)) + ": there are no counts behind it to work out an interval from.",
                          "Choose a layer with counts.");
    if (options.shrink == Shrink::local && options.neighbours == nullptr)
        throw base::Error("Local shrinkage needs to know which areas are neighbours.", "Choose global shrinkage.");
}

/// What an interval is made from. A count is a rate over one.
struct Figure {
    Cell value, numerator, denominator;
};
Figure figure_of(const Indicator& indicator, std::size_t area) {
    const Cell value = indicator.value[area];
    if (is_count(*indicator.definition)) return {value, value, Cell::of(1)};
    return {value, indicator.numerator[area], indicator.denominator[area]};
}
Figure county_figure(const Indicator& indicator) {
    if (is_count(*indicator.definition)) return {indicator.county_value, indicator.county_value, Cell::of(1)};
    return {indicator.county_value, indicator.county_numerator, indicator.county_denominator};
}

std::optional<Interval> interval_of(const Figure& figure, const LayerDefinition& layer, double confidence) {
    if (!figure.numerator.has_number() || !figure.denominator.has_number()) return std::nullopt;
    return rate_interval(figure.numerator.number, figure.denominator.number, is_count(layer) ? 1 : layer.per, is_proportion(layer),
                         confidence);
}

IntervalProblem problem_of(const Figure& figure, const LayerDefinition& layer) {
    if (!figure.numerator.has_number() || !figure.denominator.has_number()) return IntervalProblem::not_finite;
    return interval_problem(figure.numerator.number, figure.denominator.number, is_proportion(layer), 0.95);
}

void put(const std::optional<Interval>& interval, bool is_provisional, Cell& low, Cell& high) {
    if (!interval) return;
    low = Cell::of(interval->low, is_provisional), high = Cell::of(interval->high, is_provisional);
}

AreaRate rate_of(const Figure& figure, const LayerDefinition& layer, const RatesOptions& options) {
    AreaRate out;
    out.value = figure.value;
    if (!figure.value.has_number()) {
        out.low95 = out.high95 = out.low998 = out.high998 = out.shrunk = Cell::none(figure.value.state);
        return out;
    }
    const bool is_provisional = figure.value.state == CellState::provisional;
    const auto interval95 = interval_of(figure, layer, 0.95);
    put(interval95, is_provisional, out.low95, out.high95);
    const auto interval998 = interval_of(figure, layer, 0.998);
    put(interval998, is_provisional, out.low998, out.high998);
    out.problem = problem_of(figure, layer);
    out.is_reliable = is_reliable(figure.value.number, interval95);
    if (options.comparator && !is_count(layer))
        out.comparison = compare(options.interval == ComparisonInterval::percent95 ? interval95 : interval998, options.comparator->value,
                                 layer.direction);
    return out;
}

/// Fills `shrunk` of areas with an interval. The others are missing to the estimator: an impossible figure must not move the mean.
void add_shrunk(RatesResult& result, const Indicator& indicator, const RatesOptions& options) {
    std::vector<Cell> numerator = indicator.numerator, denominator = indicator.denominator;
    for (std::size_t i = 0; i < result.areas.size(); ++i)
        if (!result.areas[i].low95.has_number())
            numerator[i] = denominator[i] =
                Cell::none(result.areas[i].value.has_number() ? CellState::missing : result.areas[i].value.state);
    const double per = indicator.definition->per;
    const ShrunkRates shrunk = options.shrink == Shrink::local ? shrink_locally(numerator, denominator, per, *options.neighbours)
                                                               : shrink_globally(numerator, denominator, per);
    for (std::size_t i = 0; i < result.areas.size(); ++i) {
        result.areas[i].shrunk = shrunk.value[i];
        result.areas[i].shrunk_globally = shrunk.used_global[i] != 0;
    }
    result.shrink_mean = shrunk.mean;
}

void warn(RatesResult& result, std::string id, std::string message, std::string subject = {}) {
    base::Diagnostic diagnostic;
    diagnostic.id = std::move(id), diagnostic.message = std::move(message), diagnostic.subject = std::move(subject);
    result.diagnostics.add(std::move(diagnostic));
}

void report_problems(RatesResult& result, const Indicator& indicator) {
    for (std::size_t i = 0; i < result.areas.size(); ++i)
        if (result.areas[i].problem != IntervalProblem::none)
            warn(result, "no-interval", std::string(sentence(result.areas[i].problem)),
                 indicator.geography ? indicator.geography->names[i] : "");
    if (result.areas_with_interval == 0) warn(result, "no-figures", "No area has numbers to work out an interval from.");
}

void report_count(RatesResult& result, const RatesOptions& options) {
    if (options.comparator) warn(result, "count-not-compared", "A count is not compared: areas differ in size.");
    if (options.shrink != Shrink::none) warn(result, "count-not-shrunk", "A count is not shrunk: there is no base to make a rate from.");
}

std::string method_of(const LayerDefinition& layer, const RatesOptions& options) {
    std::string text = is_proportion(layer) ? "Intervals: Wilson" : "Intervals: exact Poisson below 10 events, Byar's from 10";
    if (is_count(layer)) return text + ".";
    if (options.shrink == Shrink::global) text += "; shrunk to the mean of all areas (empirical Bayes, Marshall 1991)";
    if (options.shrink == Shrink::local) text += "; shrunk to the mean of each area and its neighbours (empirical Bayes, Marshall 1991)";
    if (options.comparator)
        text += "; compared with " + options.comparator->name +
                (options.interval == ComparisonInterval::percent95 ? " by the 95 % interval" : " by the 99.8 % interval");
    return text + ".";
}

}  // namespace

RatesResult rates(const Indicator& indicator, const RatesOptions& options) {
    check(indicator, options);
    const LayerDefinition& layer = *indicator.definition;
    RatesResult result;
    result.areas.resize(indicator.value.size());
    base::parallel_ranges(result.areas.size(), 1'024, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) result.areas[i] = rate_of(figure_of(indicator, i), layer, options);
    });
    for (const AreaRate& area : result.areas) result.areas_with_interval += area.low95.has_number() ? 1 : 0;
    result.county = rate_of(county_figure(indicator), layer, options);
    if (is_count(layer))
        report_count(result, options);
    else if (options.shrink != Shrink::none)
        add_shrunk(result, indicator, options);
    report_problems(result, indicator);
    result.method = method_of(layer, options);
    return result;
}

std::optional<model::Comparator> county_comparator(const Indicator& indicator) {
    if (!indicator.county_value.has_number()) return std::nullopt;
    return model::Comparator{"the county", indicator.county_value.number, indicator.definition->period};
}

}  // namespace needsmap::analysis
