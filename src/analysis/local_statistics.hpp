// Which areas lie among high or low ones? Getis-Ord Gi* and Gi, and local Moran's I, with z and p from formulas.
//
// Conventions, where programs differ (checked against R's spdep 1.2-7):
// - Gi* (Ord & Getis 1995): the area itself is among its neighbours, each weighs 1; mean and variance over all n tested areas, variance
//   divided by n. Gi: without itself; mean and variance over the other n - 1. Both are given as standard deviates, as spdep's localG.
// - Local Moran (Anselin 1995): Ii = d_i / m2 * mean deviation of the neighbours, m2 = sum d^2 / n (libgeoda divides by n - 1); z from the
//   conditional moments of Sokal, Oden & Thomson (1998), not from Anselin's randomisation moments.
// - p is two-sided. n counts every tested area, with or without neighbours.
#pragma once

#include <optional>
#include <vector>

#include "analysis/sample.hpp"
#include "analysis/weights.hpp"

namespace needsmap::analysis {

struct LocalScore {
    double value = 0;  ///< the statistic; for Gi* and Gi the standard deviate itself
    double z = 0;
    double p = 1;  ///< two-sided, from the normal distribution
};
enum class Quadrant {
    high_high,  ///< high among high
    low_low,    ///< low among low
    high_low,   ///< high among low
    low_high    ///< low among high
};
struct LocalMoran : LocalScore {
    double expectation = 0, variance = 0;  ///< conditional on the area's own value
    Quadrant quadrant = Quadrant::high_high;
};

/// Whether an area has a local statistic: tested, with neighbours, of which there are fewer than n - 1 (else every draw would be the same),
/// and values that differ. The functions below give nullopt elsewhere.
[[nodiscard]] bool has_local_statistic(const Sample& sample, const Weights& weights, std::size_t area);

/// `weights` must be restricted to areas with a number (see restricted()). By area.
[[nodiscard]] std::vector<std::optional<LocalScore>> gi_star(const Sample& sample, const Weights& weights);
/// Of one area alone.
[[nodiscard]] std::optional<LocalScore> gi_star_of(const Sample& sample, const Weights& weights, std::size_t area);
[[nodiscard]] std::vector<std::optional<LocalScore>> gi(const Sample& sample, const Weights& weights);
/// High and low are told by the mean; exactly the mean counts as high. An area at the mean has I = 0 whatever surrounds it: z 0, p 1.
[[nodiscard]] std::vector<std::optional<LocalMoran>> local_moran(const Sample& sample, const Weights& weights);

}  // namespace needsmap::analysis
