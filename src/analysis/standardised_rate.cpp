#include "analysis/standardised_rate.hpp"

#include <cmath>

namespace needsmap::analysis {

namespace {

bool is_amount(double number) { return std::isfinite(number) && number >= 0; }

struct Sums {
    double weight = 0, events = 0, rate = 0, variance = 0;
};
Sums sums_of(std::span<const Stratum> strata) {
    Sums sums;
    for (const Stratum& s : strata) {
        if (s.weight == 0) continue;
        sums.weight += s.weight;
        sums.events += s.events;
        sums.rate += s.weight * s.events / s.population;
        sums.variance += s.weight * s.weight * s.events / (s.population * s.population);
    }
    return sums;
}

}  // namespace

std::string_view sentence(StandardisationProblem problem) {
    switch (problem) {
        case StandardisationProblem::none: return "";
        case StandardisationProblem::bad_number: return "No standardised rate: a number is missing or below zero.";
        case StandardisationProblem::no_weight: return "No standardised rate: the standard population is empty.";
        case StandardisationProblem::empty_stratum: return "No standardised rate: an age band has nobody in it.";
        case StandardisationProblem::too_few_events: return "No standardised rate: fewer than 10 events.";
    }
    return "";
}

StandardisationProblem standardisation_problem(std::span<const Stratum> strata, double confidence) {
    if (!(confidence > 0 && confidence < 1)) return StandardisationProblem::bad_number;
    double weight = 0, events = 0;
    bool has_empty = false;
    for (const Stratum& s : strata) {
        if (!is_amount(s.events) || !is_amount(s.population) || !is_amount(s.weight)) return StandardisationProblem::bad_number;
        if (s.weight == 0) continue;
        weight += s.weight;
        events += s.events;
        has_empty = has_empty || s.population == 0;
    }
    if (weight == 0) return StandardisationProblem::no_weight;
    if (has_empty) return StandardisationProblem::empty_stratum;
    return events < fewest_events_to_standardise ? StandardisationProblem::too_few_events : StandardisationProblem::none;
}

std::optional<StandardisedRate> standardised_rate(std::span<const Stratum> strata, double per, double confidence) {
    if (standardisation_problem(strata, confidence) != StandardisationProblem::none) return std::nullopt;
    const Sums sums = sums_of(strata);
    const Interval count = *poisson_interval(sums.events, confidence);
    const double rate = sums.rate / sums.weight;
    const double scale = std::sqrt(sums.variance / sums.events) / sums.weight;  // standard errors of the rate per one of the count
    return StandardisedRate{
        rate * per, {(rate + scale * (count.low - sums.events)) * per, (rate + scale * (count.high - sums.events)) * per}, sums.events};
}

}  // namespace needsmap::analysis
