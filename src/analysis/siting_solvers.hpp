// The way of each objective from the prepared problem to a plan with bound; solve_siting chooses among them.
#pragma once

#include "analysis/siting_prepare.hpp"
#include "analysis/siting_tree.hpp"
#include "analysis/siting_watch.hpp"

namespace needsmap::analysis {

[[nodiscard]] SitingPlan solve_median(const SitingProblem& problem, const PreparedSiting& prepared, const SitingOptions& options,
                                      SitingWatch& watch);
[[nodiscard]] SitingPlan solve_coverage(const SitingProblem& problem, const PreparedSiting& prepared, const SitingOptions& options,
                                        SitingWatch& watch);
[[nodiscard]] SitingPlan solve_set_cover(const SitingProblem& problem, const PreparedSiting& prepared, const SitingOptions& options,
                                         SitingWatch& watch);
[[nodiscard]] SitingPlan solve_centre(const SitingProblem& problem, const PreparedSiting& prepared, const SitingOptions& options,
                                      SitingWatch& watch);
/// p-median with a capacity for every site.
[[nodiscard]] SitingPlan solve_with_capacities(const SitingProblem& problem, const PreparedSiting& prepared, const SitingOptions& options,
                                               SitingWatch& watch);

/// A plan that serves everybody within `limit`, or base::Error that says how many sites that needs at least. Empty when a plan was not
/// needed because every allowed site reaches everybody.
[[nodiscard]] std::vector<SiteIndex> serving_plan(const SitingProblem& problem, const PreparedSiting& prepared, double limit,
                                                  SitingWatch& watch);

/// The same sites, or more and others, at lower mean cost, still serving everybody within `limit`.
[[nodiscard]] std::vector<SiteIndex> with_shorter_journeys(const SitingProblem& problem, const PreparedSiting& prepared, double limit,
                                                           std::vector<SiteIndex> sites, SitingWatch& watch);

/// How a run ended that the solver could not prove to the end.
[[nodiscard]] SitingEnd end_of(bool is_proven, const SitingWatch& watch);

/// "the Lagrangian bound closed the gap", "branch and bound on the Lagrangian bound, 214 nodes".
[[nodiscard]] std::string serve_route(const ServeAnswer& answer);

}  // namespace needsmap::analysis
