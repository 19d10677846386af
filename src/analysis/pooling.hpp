// Pooling years: the shortest run of latest years that makes enough areas precise enough.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "model/cell.hpp"

namespace needsmap::analysis {

/// One year's numbers by area, as evaluate_layer() gives them: with suppression applied.
struct YearOfCells {
    std::string period;  ///< "2008/09"
    std::vector<model::Cell> numerator, denominator;
};

struct PoolingOptions {
    bool is_proportion = false;      ///< which interval: see rate_interval()
    double widest_half_width = 0.5;  ///< precise: half the 95 % interval is at most this share of the value
    std::string noun = "year";       ///< what is pooled, in sentences: "year" or "period"
    double share_of_areas = 0.8;     ///< how many of the areas must be precise
};

struct Pool {
    int years = 0;         ///< how many of the latest years; 0 when there is no year at all
    bool reached = false;  ///< false: not even the longest pool is precise enough, and this is it
    double share_precise = 0;
    std::size_t areas_judged = 0;                     ///< areas with numbers in the latest year
    std::vector<model::Cell> numerator, denominator;  ///< by area, summed over the pooled years
    std::string sentence;                             ///< "2 years (2007/08 and 2008/09): 82 % of areas are known to within ±50 %."
};

/// Sums of the `years` latest years, or of all there are. An area that lacks a number in one of them has none in the pool; suppressed if any of them is:
/// a sum over fewer years would be a different figure, and one beside a longer sum could give a hidden number away.
/// Throws base::Error when the years are not for the same number of areas.
[[nodiscard]] Pool pool_of(std::span<const YearOfCells> latest_last, int years, const PoolingOptions& options);

/// The shortest pool of consecutive latest years at which `share_of_areas` of the areas that have numbers in the latest year are
/// precise. Areas that a longer pool loses to a missing year count as not precise, so that losing areas never looks like gaining precision;
/// nor is an area without a single event ever precise. When none reaches it: the longest, and the sentence says so.
[[nodiscard]] Pool propose_pool(std::span<const YearOfCells> latest_last, const PoolingOptions& options);

}  // namespace needsmap::analysis
