// Do near areas resemble each other over the whole map? Moran's I and Geary's C with their expectations, variances and p.
//
// Formulas: Cliff & Ord, Spatial Processes (1981), in the form and with the conventions of R's spdep (moran.test and geary.test with
// adjust.n): areas without neighbours keep their place in mean and variance but are not counted in n; p is one-sided, for positive
// autocorrelation (near areas alike).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/sample.hpp"
#include "analysis/weights.hpp"

namespace needsmap::analysis {

enum class WeightStyle {
    row_standardised,  ///< W: an area's neighbours together weigh 1
    binary             ///< B: each neighbour weighs 1
};
enum class Variance {
    randomisation,  ///< the values as they are, put anywhere with equal chance; the default
    normality       ///< the values as a normal sample
};

struct GlobalTest {
    double value = 0, expectation = 0, variance = 0;
    double z = 0;  ///< positive: near areas are alike (for Geary's C too)
    double p = 1;  ///< one-sided, P(Z >= z)
    int n = 0;     ///< areas with neighbours
};

/// Links to areas of the context ring do not count. nullopt where no such statistic exists: constant values, fewer than four areas with
/// neighbours, or a variance that is not positive (every area a neighbour of every other).
[[nodiscard]] std::optional<GlobalTest> moran_i(const Sample& sample, const Weights& weights,
                                                WeightStyle style = WeightStyle::row_standardised,
                                                Variance variance = Variance::randomisation);
[[nodiscard]] std::optional<GlobalTest> geary_c(const Sample& sample, const Weights& weights,
                                                WeightStyle style = WeightStyle::row_standardised,
                                                Variance variance = Variance::randomisation);

/// Rates as standard deviates that allow for small denominators: (rate - b) / sqrt(a + b / denominator), with the global rate b and the
/// variance a between areas by moments (Assuncao & Reis 1999, Statistics in Medicine 18:2147-62). Where a + b / denominator is not
/// positive, b / denominator stands instead, as in spdep's EBImoran. Moran's I of the result is their EBI.
/// a and b come from areas that are not in the `context` ring. No number where either cell has none, the denominator is not positive or
/// the numerator is negative; suppressed and other states are kept. Everything is missing when there are no cases at all.
[[nodiscard]] std::vector<model::Cell> eb_standardised(std::span<const model::Cell> numerators, std::span<const model::Cell> denominators,
                                                       std::span<const std::uint8_t> context = {});

}  // namespace needsmap::analysis
