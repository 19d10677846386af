// Branch and bound on the Lagrangian bound: ends with a plan and a proof that none is better, or says how much better one could be.
#pragma once

#include <functional>
#include <optional>

#include "analysis/siting_dual.hpp"

namespace needsmap::analysis {

struct ServeAnswer {
    ServePlan plan;
    double lower = 0;  ///< no allowed plan costs less
    std::size_t nodes = 0;
    bool is_proven = false;
    bool by_cbc = false;  ///< CBC had the last word
};

struct ServeGoal {
    std::function<double(double cost)> objective_of;  ///< for gap, progress and callback
    double gap = 0;
    int decimals = 0;              ///< in the status line
    std::vector<SiteIndex> start;  ///< a plan to begin with; may be empty or against the rules
};

/// Never throws but Cancelled. `plan.cost` is infinite when there is no allowed plan that serves every row that must be served.
[[nodiscard]] ServeAnswer solve_serve(const ServeProblem& problem, const SiteRules& rules, const ServeGoal& goal, SitingWatch& watch);

}  // namespace needsmap::analysis
