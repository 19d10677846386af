#include "app/pooled_indicator.hpp"

#include <cmath>
#include <vector>

#include "analysis/evaluate_layer.hpp"
#include "analysis/pooling.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

using analysis::Pool;
using analysis::YearOfCells;
using model::Cell;
using model::Indicator;
using model::LayerDefinition;
using Periods = std::vector<std::shared_ptr<const Indicator>>;  // latest last

Periods periods_of(const model::Workspace& workspace, const LayerDefinition& layer, const std::string& geography) {
    Periods periods;
    for (std::size_t back = layer.earlier.size(); back-- > 0;)
        periods.push_back(analysis::evaluate_earlier(workspace, layer, back, geography));
    periods.push_back(analysis::evaluate_layer(workspace, layer.id, geography));
    return periods;
}

std::shared_ptr<const LayerDefinition> pooled_definition(const LayerDefinition& layer, const Periods& pooled) {
    auto definition = std::make_shared<LayerDefinition>(layer);
    std::vector<std::string> names;
    definition->pooled_years = 0;
    for (const auto& period : pooled) {
        names.push_back(period->definition->period);
        definition->pooled_years += period->definition->pooled_years;
    }
    definition->period = base::join_and(names);
    return definition;
}

Cell ratio(const LayerDefinition& layer, const Cell& numerator, const Cell& denominator) {
    if (!numerator.has_number()) return Cell::none(numerator.state);
    if (!denominator.has_number()) return Cell::none(denominator.state);
    const bool is_provisional = numerator.state == model::CellState::provisional || denominator.state == model::CellState::provisional;
    return Cell::of(denominator.number > 0 ? numerator.number / denominator.number * layer.per : std::nan(""), is_provisional);
}

/// Sums of the county's own figures, which hold every area's true count.
void pool_county(const Periods& pooled, Indicator& out) {
    double events = 0, base = 0;
    for (const auto& period : pooled) {
        if (!period->county_numerator.has_number() || !period->county_denominator.has_number()) {
            out.county_value = out.county_numerator = out.county_denominator = Cell::none(model::CellState::missing);
            return;
        }
        events += period->county_numerator.number;
        base += period->county_denominator.number;
    }
    out.county_numerator = Cell::of(events), out.county_denominator = Cell::of(base);
    out.county_value = ratio(*out.definition, out.county_numerator, out.county_denominator);
}

std::shared_ptr<const Indicator> indicator_of(const Pool& pool, const Periods& pooled) {
    auto out = std::make_shared<Indicator>(*pooled.back());
    out->definition = pooled_definition(*pooled.back()->definition, pooled);
    out->numerator = pool.numerator, out->denominator = pool.denominator;
    for (std::size_t area = 0; area < out->value.size(); ++area)
        out->value[area] = ratio(*out->definition, out->numerator[area], out->denominator[area]);
    pool_county(pooled, *out);
    if (pooled.size() > 1)
        out->method_note = base::trim(out->method_note + " Numerators and denominators of " +
                                      base::format_count(static_cast<std::int64_t>(pooled.size())) + " periods summed.");
    analysis::rank_areas(*out);
    return out;
}

void check_pool(const LayerDefinition& layer, std::optional<int> periods) {
    if (layer.earlier.empty())
        throw base::Error(layer.title + " has no earlier periods to pool.",
                          "Name them in its layer file with [[earlier]] (docs/formats.md).", base::ErrorKind::usage);
    const int most = static_cast<int>(layer.earlier.size()) + 1;
    if (periods && (*periods < 1 || *periods > most))
        throw base::Error(layer.title + " has " + std::to_string(most) + " periods.",
                          "--pool can be from 1 to " + std::to_string(most) + ", or auto.", base::ErrorKind::usage);
}

}  // namespace

PooledIndicator pooled_indicator(const model::Workspace& workspace, const std::shared_ptr<const LayerDefinition>& layer,
                                 const std::string& geography, std::optional<int> periods) {
    check_pool(*layer, periods);
    const Periods all = periods_of(workspace, *layer, geography);
    std::vector<YearOfCells> cells;
    for (const auto& period : all) cells.push_back({period->definition->period, period->numerator, period->denominator});
    analysis::PoolingOptions options;
    options.is_proportion = layer->kind == model::LayerKind::proportion;
    options.noun = "period";
    const Pool pool = periods ? analysis::pool_of(cells, *periods, options) : analysis::propose_pool(cells, options);
    return {indicator_of(pool, {all.end() - pool.years, all.end()}), pool.years, pool.sentence};
}

}  // namespace needsmap::app
