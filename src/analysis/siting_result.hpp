// From a set of open sites to the plan that is reported.
#pragma once

#include "analysis/siting_prepare.hpp"

namespace needsmap::analysis {

/// Nearest open site per demand point in reach, ties to the lower site; no_site where there is none.
[[nodiscard]] std::vector<SiteIndex> nearest_sites(const SiteReach& reach, std::span<const SiteIndex> open_sites);

/// Everything but bound, end and route. `assigned` has a site per demand point.
[[nodiscard]] SitingPlan make_plan(const SitingProblem& problem, const PreparedSiting& prepared, std::vector<SiteIndex> sites,
                                   std::vector<SiteIndex> assigned);

/// Bound and gap: `bound` in the unit of the objective.
void set_bound(SitingPlan& plan, double bound, SitingEnd end);

}  // namespace needsmap::analysis
