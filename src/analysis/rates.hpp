// An indicator's rates with everything that says how sure they are: what the `rates` command prints.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/comparison.hpp"
#include "analysis/intervals.hpp"
#include "analysis/standardised_rate.hpp"
#include "base/diagnostics.hpp"
#include "geo/topology.hpp"
#include "model/index_recipe.hpp"
#include "model/layer.hpp"

namespace needsmap::analysis {

using model::Shrink;
enum class ComparisonInterval { percent95, percent998 };

struct RatesOptions {
    Shrink shrink = Shrink::none;
    const geo::Neighbours* neighbours = nullptr;                  ///< of the indicator's areas; needed by Shrink::local only
    std::optional<model::Comparator> comparator;                  ///< in the indicator's unit; nullopt: nothing is compared
    ComparisonInterval interval = ComparisonInterval::percent95;  ///< which of the two decides better or worse
};

/// One area's figure, in the indicator's unit. Where there is no figure every cell says why, in the state of the indicator's value:
/// a suppressed area has nothing at all.
struct AreaRate {
    model::Cell value;
    model::Cell low95, high95, low998, high998;  ///< missing where `problem` says why a value has no interval
    model::Cell shrunk;                          ///< missing when no shrinkage is asked for or possible
    bool shrunk_globally = false;                ///< local shrinkage had no neighbour with numbers and took the global mean
    bool is_reliable = false;                    ///< may take the map's top colour; see reliability.hpp
    Comparison comparison = Comparison::not_compared;
    IntervalProblem problem = IntervalProblem::none;                       ///< for areas with a value
    StandardisationProblem unstandardised = StandardisationProblem::none;  ///< why a crude rate has no standardised one
};

struct RatesResult {
    std::vector<AreaRate> areas;  ///< by area
    AreaRate county;              ///< the whole county; never shrunk
    std::size_t areas_with_interval = 0;
    bool is_standardised = false;   ///< `value` is the standardised rate, not the layer's own
    double shrink_mean = 0;         ///< the global prior mean, in the indicator's unit; 0 without shrinkage
    std::string method;             ///< one line for legend and file: intervals, shrinkage, comparison
    base::Diagnostics diagnostics;  ///< areas whose figure is impossible, and what could not be done
};

/// Intervals by intervals.hpp: Wilson for proportions, Poisson for rates and counts. Shrinkage by shrinkage.hpp; a figure without an
/// interval takes no part in it. Counts are neither compared nor shrunk, for want of a denominator; a diagnostic says so when asked.
/// Throws base::Error for scores and ranks (no counts behind them), and when Shrink::local has no neighbours.
[[nodiscard]] RatesResult rates(const model::Indicator& indicator, const RatesOptions& options);

/// The county's own value as comparator; nullopt when it has none.
[[nodiscard]] std::optional<model::Comparator> county_comparator(const model::Indicator& indicator);

}  // namespace needsmap::analysis
