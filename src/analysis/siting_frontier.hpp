// The price of fairness: how mean and worst journeys trade against each other, and what one more site buys.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analysis/siting.hpp"

namespace needsmap::analysis {

struct FrontierPoint {
    std::size_t site_count = 0;
    double mean_cost = 0;
    double worst_cost = 0;
    std::optional<double> worst_marked;  ///< over the marked demand points with weight that are served; none where there are none
    std::vector<SiteIndex> sites;
    bool is_proven =
        false;  ///< the mean is the least there is with so many sites (and, on a worst-limit frontier, no longer worst journey)
    double gap = 0;
};

struct Frontier {
    std::vector<FrontierPoint> points;
    bool is_complete = true;  ///< false: ended early by time, cancelling or `most_points`
    base::Diagnostics diagnostics;
};

/// The p-median plan for every number of sites from `fewest` to `most` of `problem` (a p-median problem; its rules hold for each). `marked`
/// has a flag per demand point (rural points, say) or is empty. Throws as solve_siting. Options hold for each plan, the time
/// limit for all together.
[[nodiscard]] Frontier frontier_by_number(const SitingProblem& problem, std::span<const char> marked, const SitingOptions& options,
                                          base::JobContext& job);

/// For the number of sites of `problem`: from the least mean, lower and lower limits on the worst journey (the epsilon-constraint method of
/// Haimes, Lasdon & Wismer 1971), each plan the least mean within its limit, down to the p-centre. When every point is proven and it is
/// complete, no plan is better in mean and no worse in the worst journey than one of these. Points in order of rising mean.
[[nodiscard]] Frontier frontier_of_worst(const SitingProblem& problem, std::span<const char> marked, std::size_t most_points,
                                         const SitingOptions& options, base::JobContext& job);

}  // namespace needsmap::analysis
