// Directly standardised rates: what the rate would be if an area had the age structure of a standard population.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "analysis/intervals.hpp"

namespace needsmap::analysis {

/// One age band (or any other stratum) of one area.
struct Stratum {
    double events = 0;
    double population = 0;  ///< person-years
    double weight = 0;      ///< people of the standard population in this band; only the proportions between bands matter
};

enum class StandardisationProblem : std::uint8_t {
    none,
    bad_number,     ///< an event count, population or weight is negative or no number, or the confidence is not inside (0, 1)
    no_weight,      ///< no band has a weight
    empty_stratum,  ///< a band with a weight has no population: its rate is not known
    too_few_events  ///< fewer than `fewest_events_to_standardise` in all
};
/// One plain sentence; empty for `none`.
[[nodiscard]] std::string_view sentence(StandardisationProblem problem);

/// PHE gives no directly standardised rate below ten events: Dobson's interval is not valid there and the rate itself jumps.
inline constexpr double fewest_events_to_standardise = 10;

struct StandardisedRate {
    double rate = 0;
    Interval interval;
    double events = 0;  ///< over all bands with a weight
};

/// First thing that stands in the way of a rate. Bands of weight zero are left out altogether.
[[nodiscard]] StandardisationProblem standardisation_problem(std::span<const Stratum> strata, double confidence);

/// Sum of weight * rate over sum of weights, times `per`, with the interval of Dobson, Kuulasmaa, Eberle and Scherer (Statistics in
/// Medicine 1991): the Poisson interval of the total count, scaled by the standard error of the weighted rate. Nothing when
/// standardisation_problem() says why.
[[nodiscard]] std::optional<StandardisedRate> standardised_rate(std::span<const Stratum> strata, double per, double confidence);

}  // namespace needsmap::analysis
