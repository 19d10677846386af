// Conditional permutation: how often would chance neighbours have as high, or as low, a sum as the real ones?
//
// Each tested area keeps its own value; its k neighbours get values drawn without replacement from the other n - 1 tested areas (Anselin
// 1995). Given the own value, Gi*, Gi and local Moran depend on the neighbours' sum only and rise or fall with it, so one pass
// serves all three.
//
// Eight areas with the same number of neighbours share one series of draws (libgeoda's lookup table shares one among all areas). Each area's
// p is exactly what its own draws would give in distribution: a draw that picks the area itself takes the next one drawn instead, which
// leaves a uniform draw from the others. Only the Monte Carlo errors of those eight go together; they lie far apart in the list.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "analysis/sample.hpp"
#include "analysis/weights.hpp"
#include "base/job.hpp"

namespace needsmap::analysis {

inline constexpr int default_permutations = 9'999;
inline constexpr int most_permutations = 1'000'000;
inline constexpr std::uint64_t default_seed = 1;

struct PermutationCounts {
    int permutations = 0;
    std::uint64_t seed = 0;
    std::vector<std::int32_t> at_least;  ///< by area: draws whose sum is >= the real one; -1 where there is no statistic
    std::vector<std::int32_t> at_most;   ///< by area: draws whose sum is <= the real one; -1 where there is no statistic

    [[nodiscard]] bool has(std::size_t area) const { return at_least[area] >= 0; }
    /// (min(#>=, #<=) + 1) / (R + 1): the smaller tail, the real map counted as one of the draws. At most about a half, 1 when all tie.
    [[nodiscard]] double folded_p(std::size_t area) const {
        return (static_cast<double>(std::min(at_least[area], at_most[area])) + 1) / (static_cast<double>(permutations) + 1);
    }
    /// Twice the folded p, at most 1.
    [[nodiscard]] double two_sided_p(std::size_t area) const { return std::min(1.0, 2 * folded_p(area)); }
};

/// `weights` restricted to areas with a number. Sums are compared in whole numbers (deviations rounded to about a hundred-millionth of the
/// largest one), so equal sums tie whatever the order of adding. The same bytes for any number of threads. Areas without a local statistic
/// (has_local_statistic) get none. Throws base::Error when `permutations` is not in 1..most_permutations, and Cancelled.
[[nodiscard]] PermutationCounts permute_neighbour_sums(const Sample& sample, const Weights& weights, int permutations, std::uint64_t seed,
                                                       base::JobContext& job);

}  // namespace needsmap::analysis
