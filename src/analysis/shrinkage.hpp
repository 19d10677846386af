// Empirical Bayes shrinkage: rates of small areas are drawn towards the mean, the more so the less they know.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/topology.hpp"
#include "model/cell.hpp"

namespace needsmap::analysis {

struct ShrunkRates {
    std::vector<model::Cell> value;         ///< by area, numerator per `per` of the denominator; a Bayes estimate
    std::vector<std::uint8_t> used_global;  ///< by area: 1 where the local estimate had no neighbour to learn from and is the global one
    /// By area: the counts that give the estimate by themselves, events + a and size + b of the Gamma prior (a, b); missing where chance
    /// explains all differences, so that no number of events would. For index_uncertainty.
    std::vector<model::Cell> numerator, denominator;
    double mean = 0;                 ///< the global prior mean, per `per`; 0 when no area has numbers
    double variance = 0;             ///< the global prior variance between areas, per `per` squared; 0 = chance explains it all
    std::size_t areas_left_out = 0;  ///< areas that have no value
};

/// Marshall's global estimator (Applied Statistics 1991; the same as `EBest(family = "poisson")` of R's spdep): prior mean b = sum of
/// numerators / sum of denominators, prior variance a = weighted variance of rates minus b / mean denominator, 0 when negative.
/// Each estimate lies between b and the area's own rate, so none is negative and a proportion stays one.
/// An area whose numerator or denominator has no number, is negative, or whose denominator is zero has no value (suppressed stays
/// suppressed) and is left out of every mean. Provisional numbers make provisional values.
/// Throws base::Error when the spans' lengths differ.
[[nodiscard]] ShrunkRates shrink_globally(std::span<const model::Cell> numerator, std::span<const model::Cell> denominator, double per);

/// Marshall's local estimator (`EBlocal(geoda = FALSE)` of spdep): the same with an area's neighbourhood, itself and its neighbours,
/// in place of all areas; in the variance each member's deviation is from the mean of its own neighbourhood. An area none of whose
/// neighbours has numbers takes the global estimate and is flagged. `neighbours` has a row for every area.
[[nodiscard]] ShrunkRates shrink_locally(std::span<const model::Cell> numerator, std::span<const model::Cell> denominator, double per,
                                         const geo::Neighbours& neighbours);

}  // namespace needsmap::analysis
