// What cannot be asked for: every contradiction of a siting problem as one sentence that names the rule to relax.
#pragma once

#include "analysis/siting_prepare.hpp"

namespace needsmap::analysis {

/// Sizes, weights, numbers, limits. Throws base::Error.
void check_input(const SitingProblem& problem);

/// Locks, forbidden sites, numbers and groups against each other. Throws base::Error.
void check_rules(const SitingProblem& problem, const SiteRules& rules);

/// Capacities against the weight that must be served. Throws base::Error.
void check_capacities(const SitingProblem& problem, const PreparedSiting& prepared);

/// Every row has a site within `limit`. Throws base::Error naming the first that has none.
void check_limit(const SitingProblem& problem, const PreparedSiting& prepared, double limit);

}  // namespace needsmap::analysis
