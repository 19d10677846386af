// Tail probabilities of the standard normal distribution.
#pragma once

#include <cmath>
#include <numbers>

namespace needsmap::analysis {

/// P(Z >= z). Accurate far into the tail, where 1 - Phi(z) would be 0.
[[nodiscard]] inline double upper_tail(double z) { return 0.5 * std::erfc(z / std::numbers::sqrt2); }
/// P(|Z| >= |z|).
[[nodiscard]] inline double two_sided_p(double z) { return std::erfc(std::abs(z) / std::numbers::sqrt2); }

}  // namespace needsmap::analysis
