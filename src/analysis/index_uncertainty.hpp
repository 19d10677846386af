// How sure the ranks of a need index are: what they would be had chance fallen otherwise and had the weights been somewhat different.
//
// The index is worked out again in many draws. In each,
// - every value that has a numerator x and a denominator n is drawn anew from what these tell about the true rate: Beta(x + 1/2, n - x + 1/2)
//   for proportions and Gamma(x + 1/2) / n for rates, the posteriors under Jeffreys' prior. Scores, counts and values without both stay as
//   they are, which is said;
// - every weight is multiplied by a factor drawn evenly from 1 - spread to 1 + spread.
// Indicators are drawn independently of each other.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analysis/need_index.hpp"
#include "base/job.hpp"

namespace needsmap::analysis {

struct IndexUncertaintyOptions {
    int draws = 1'000;  ///< 100 or more
    std::uint64_t seed = 1;
    bool sampling_error = true;   ///< draw values
    double weight_spread = 0.25;  ///< 0..1; 0 keeps the weights
    double worst_share = 0.1;     ///< what "the worst tenth" is (worst_count)
};

/// Where an area's rank lies. Zeros where it has no index.
struct RankInterval {
    int worst = 0, best = 0;  ///< the middle 95 % of the draws, worst <= best as 1 is the worst rank
    int median = 0;
    int draws_in_worst = 0;  ///< draws in which it is among the worst share
};

struct IndexUncertainty {
    std::vector<RankInterval> areas;
    int draws = 0;
    std::uint64_t seed = 1;
    double worst_share = 0.1;
    std::string method;  ///< one line for legends and files
    base::Diagnostics diagnostics;
};

/// `inputs` are those `index` was made from. The same bytes for any number of threads: draw d depends on the seed and d only.
/// Throws base::Error when options are out of range, inputs do not fit the index, or draws x areas exceed 300 million; and base::Cancelled.
[[nodiscard]] IndexUncertainty index_uncertainty(const NeedIndex& index, std::span<const IndexInput> inputs,
                                                 const IndexUncertaintyOptions& options, base::JobContext& job);

/// Ranks of all areas in draw number `draw`: one piece of index_uncertainty.
[[nodiscard]] std::vector<int> ranks_in_draw(const NeedIndex& index, std::span<const IndexInput> inputs,
                                             const IndexUncertaintyOptions& options, int draw);

/// "in the worst tenth in 930 of 1,000 draws, rank 12 to 47".
[[nodiscard]] std::string rank_interval_words(const IndexUncertainty& uncertainty, std::size_t area);

}  // namespace needsmap::analysis
