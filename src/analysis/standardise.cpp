#include "analysis/standardise.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include "analysis/evaluate_layer.hpp"
#include "analysis/reliability.hpp"
#include "base/error.hpp"
#include "base/format.hpp"

namespace needsmap::analysis {

using model::Cell;
using model::CellState;
using model::Indicator;
using model::LayerDefinition;

namespace {

using Bands = std::vector<std::shared_ptr<const Indicator>>;

AreaRate without_figure(CellState state) {
    AreaRate out;
    out.value = out.low95 = out.high95 = out.low998 = out.high998 = out.shrunk = Cell::none(state);
    return out;
}

/// `of` gives a band's numerator and denominator for the area in question.
template <class Of>
AreaRate standardise(const Cell& crude, const LayerDefinition& layer, const Bands& bands, const RatesOptions& options, const Of& of) {
    if (!crude.has_number()) return without_figure(crude.state);
    bool is_provisional = crude.state == CellState::provisional;
    std::vector<Stratum> strata;
    for (std::size_t b = 0; b < bands.size(); ++b) {
        if (layer.bands[b].standard == 0) continue;
        const auto [events, people] = of(*bands[b]);
        for (const Cell& cell : {events, people}) {
            if (!cell.has_number()) return without_figure(cell.state);
            is_provisional = is_provisional || cell.state == CellState::provisional;
        }
        strata.push_back({events.number, people.number, layer.bands[b].standard});
    }
    const auto at95 = standardised_rate(strata, layer.per, 0.95), at998 = standardised_rate(strata, layer.per, 0.998);
    AreaRate out = without_figure(CellState::missing);
    out.unstandardised = standardisation_problem(strata, 0.95);
    if (!at95 || !at998) return out;
    const auto cell = [&](double number) { return Cell::of(number, is_provisional); };
    out.value = cell(at95->rate);
    out.low95 = cell(at95->interval.low), out.high95 = cell(at95->interval.high);
    out.low998 = cell(at998->interval.low), out.high998 = cell(at998->interval.high);
    out.is_reliable = is_reliable(at95->rate, at95->interval);
    if (options.comparator)
        out.comparison = compare(options.interval == ComparisonInterval::percent95 ? at95->interval : at998->interval,
                                 options.comparator->value, layer.direction);
    return out;
}

void warn(RatesResult& result, std::string id, std::string message, std::string subject = {}) {
    base::Diagnostic diagnostic;
    diagnostic.id = std::move(id), diagnostic.message = std::move(message), diagnostic.subject = std::move(subject);
    result.diagnostics.add(std::move(diagnostic));
}

/// Events whose age is not known are in the crude rate and in no band.
void report_events_without_band(RatesResult& result, const Indicator& crude, const Bands& bands) {
    double in_bands = 0;
    for (const auto& band : bands)
        if (band->county_numerator.has_number()) in_bands += band->county_numerator.number;
    if (!crude.county_numerator.has_number() || std::abs(in_bands - crude.county_numerator.number) < 0.5) return;
    warn(result, "events-without-band",
         "The age bands hold " + base::format_number(in_bands, 0) + " events, the layer " +
             base::format_number(crude.county_numerator.number, 0) + ": the rates are about those in the bands.");
}

std::string method_of(const LayerDefinition& layer, const RatesOptions& options) {
    std::string text =
        "Directly standardised for age by the " + layer.standard_population + "; intervals: Dobson et al. 1991; none below 10 events";
    if (options.comparator)
        text += "; compared with " + options.comparator->name +
                (options.interval == ComparisonInterval::percent95 ? " by the 95 % interval" : " by the 99.8 % interval");
    return text + ".";
}

}  // namespace

RatesResult standardised_rates(const model::Workspace& workspace, const LayerDefinition& layer, std::string_view geography,
                               const RatesOptions& options) {
    if (layer.bands.empty())
        throw base::Error("“" + layer.title + "” has no age bands to standardise by.",
                          "Add [[band]]s to its layer file, or leave out --standardise.");
    if (options.shrink != Shrink::none)
        throw base::Error("A standardised rate is not shrunk: shrinkage needs the events behind the rate.",
                          "Leave out --shrink or --standardise.", base::ErrorKind::usage);
    const auto crude = evaluate_layer(workspace, layer.id, geography);
    Bands bands;
    for (std::size_t b = 0; b < layer.bands.size(); ++b) bands.push_back(evaluate_band(workspace, layer, b, geography));
    RatesResult result;
    result.is_standardised = true;
    for (std::size_t a = 0; a < crude->value.size(); ++a) {
        result.areas.push_back(standardise(crude->value[a], layer, bands, options,
                                           [&](const Indicator& band) { return std::pair(band.numerator[a], band.denominator[a]); }));
        const AreaRate& area = result.areas.back();
        result.areas_with_interval += area.value.has_number() ? 1 : 0;
        if (area.unstandardised != StandardisationProblem::none)
            warn(result, "not-standardised", std::string(sentence(area.unstandardised)), crude->geography->names[a]);
    }
    result.county = standardise(crude->county_value, layer, bands, options,
                                [](const Indicator& band) { return std::pair(band.county_numerator, band.county_denominator); });
    report_events_without_band(result, *crude, bands);
    if (result.areas_with_interval == 0) warn(result, "no-figures", "No area has enough events to standardise.");
    result.method = method_of(layer, options);
    return result;
}

std::optional<model::Comparator> county_standardised(const RatesResult& rates, const LayerDefinition& layer) {
    if (!rates.county.value.has_number()) return std::nullopt;
    return model::Comparator{"the county", rates.county.value.number, layer.period};
}

}  // namespace needsmap::analysis
