// Do several small areas share one rate, or do they differ by more than chance? A test of homogeneity for proportions and for rates.
#pragma once

#include <cstdint>
#include <span>

namespace needsmap::analysis {

/// One small area: events (children in need) among `size` children or person-years. Events are rounded to whole numbers for tests.
struct CountOf {
    double events = 0;
    double size = 0;  ///< > 0
};

struct HomogeneityOptions {
    bool is_proportion = true;  ///< events are some of the `size` children (binomial); false: events per person-time (Poisson)
    int permutations = 9'999;   ///< for small expected numbers
    std::uint64_t seed = 1;     ///< of the random redistribution
    std::uint64_t stream = 0;   ///< number of this test, so that several tests with one seed are independent
};

struct Homogeneity {
    double chi_squared = 0;
    int degrees_of_freedom = 0;  ///< areas - 1; 0 = nothing to test, then p = 1
    double p = 1;
    bool is_simulated = false;  ///< p comes from redistributing the events at random
};

/// Pearson's chi-squared test that all areas share one rate.
/// - Where every expected number (events, and for proportions also non-events) is at least 5, the usual rule of Cochran (1954), p is that of the
///   chi-squared distribution with areas - 1 degrees of freedom.
/// - Else p is simulated: the events are dealt out again at random with the total kept, drawing children without replacement for proportions
///   (hypergeometric) and by size for rates (multinomial); p = (1 + times at least as uneven) / (1 + times). Dealing stops early after 100 such
///   times, when p is known to be large (Besag and Clifford 1991).
/// - With more than 2,000 events to deal, areas of small expected number are pooled into one instead, and the first rule applies.
/// Fewer than two areas, no events at all, or only events: nothing can differ, p = 1.
[[nodiscard]] Homogeneity test_homogeneity(std::span<const CountOf> areas, const HomogeneityOptions& options);

/// One-sided p that `one` has a higher rate than `others` (lower with `lower`): exact and conditional on the total, that is Fisher's test for
/// proportions and the binomial test for rates. 1 where a size is zero.
[[nodiscard]] double p_above(const CountOf& one, const CountOf& others, bool is_proportion, bool lower = false);

}  // namespace needsmap::analysis
