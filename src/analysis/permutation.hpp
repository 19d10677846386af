// Conditional permutation: how often would chance neighbours have as high, or as low, a sum as the real ones?
//
// Each tested area keeps its own value; its k neighbours get values drawn without replacement from the other n - 1 tested areas (Anselin
// 1995). Given the own value, Gi*, Gi and local Moran depend on the neighbours' sum only and rise or fall with it, so one pass
// serves all three.
//
// Eight areas with the same number of neighbours share one series of draws (libgeoda's lookup table shares one among all areas). Each area's
// p is exactly what its own draws would give in distribution: a draw that picks the area itself takes the next one drawn instead, which
// leaves a uniform draw from the others. Only the Monte Carlo errors of those eight go together; they lie far apart in the list.
//
// Areas that no draw matched can get more draws (draw_more_where_unmatched), so that a single outstanding area can pass a false-discovery
// rate that R draws are too few for. Their p stays valid whatever decides that drawing goes on: below 1 / (R + 1) it is that of all their
// draws, and above, everything it is compared with holds for the first R draws as well.
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
/// An area that none of R draws matched is drawn this many times R in all.
inline constexpr int more_draws_factor = 10;

struct PermutationCounts {
    int permutations = 0;
    std::uint64_t seed = 0;
    std::vector<std::int32_t> at_least;  ///< by area: draws whose sum is >= the real one; -1 where there is no statistic
    std::vector<std::int32_t> at_most;   ///< by area: draws whose sum is <= the real one; -1 where there is no statistic
    std::vector<std::int32_t> draws;     ///< by area: how many were drawn: `permutations`, or more where none of them matched
    std::size_t drawn_more = 0;          ///< areas with more draws than `permutations`

    [[nodiscard]] bool has(std::size_t area) const { return at_least[area] >= 0; }
    /// (min(#>=, #<=) + 1) / (draws + 1): the smaller tail, the real map counted as one of the draws. At most about a half, 1 when all tie.
    [[nodiscard]] double folded_p(std::size_t area) const {
        return (static_cast<double>(std::min(at_least[area], at_most[area])) + 1) / (static_cast<double>(draws[area]) + 1);
    }
    /// Twice the folded p, at most 1.
    [[nodiscard]] double two_sided_p(std::size_t area) const { return std::min(1.0, 2 * folded_p(area)); }
};

/// `weights` restricted to areas with a number. Sums are compared in whole numbers (deviations rounded to about a hundred-millionth of the
/// largest one), so equal sums tie whatever the order of adding. The same bytes for any number of threads. Areas without a local statistic
/// (has_local_statistic) get none. Throws base::Error when `permutations` is not in 1..most_permutations, and Cancelled.
[[nodiscard]] PermutationCounts permute_neighbour_sums(const Sample& sample, const Weights& weights, int permutations, std::uint64_t seed,
                                                       base::JobContext& job);

/// Goes on drawing, up to `more_draws_factor` times as often in all (most_permutations at most), for the areas that no draw matched on one
/// side, if they are fewer than `fewer_than`: as many pass together without. Same inputs as before, the same bytes for any number of threads.
void draw_more_where_unmatched(PermutationCounts& counts, const Sample& sample, const Weights& weights, std::size_t fewer_than,
                               base::JobContext& job);

}  // namespace needsmap::analysis
