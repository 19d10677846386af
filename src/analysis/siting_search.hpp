// Good plans fast: greedy start and vertex substitution.
//
// Teitz & Bart 1968 (Operations Research 16): swap an open site for a closed one while that helps. The best swap is found with the
// decomposition of Whitaker 1983 in the sparse form of Resende & Werneck 2007 (European Journal of Operational Research 182):
//   profit(add a, drop r) = gain(a) - loss(r) + extra(a, r),
// where only demand rows whose nearest site is r and for which a is nearer than their second nearest have an extra. We recompute the
// three tables for every swap instead of updating them: rows are sorted, so a pass only walks each row up to its second nearest site.
#pragma once

#include "analysis/counter_random.hpp"
#include "analysis/siting_serve.hpp"
#include "analysis/siting_watch.hpp"

namespace needsmap::analysis {

/// Opens locked sites, then the site that helps most, groups first, until no more may be opened or none helps.
[[nodiscard]] ServePlan greedy_plan(const ServeProblem& problem, const SiteRules& rules, SitingWatch& watch);

/// Swaps, adds and drops single sites while the plan gets cheaper; never leaves the rules. A plan that leaves rows unserved that must be
/// served has infinite cost afterwards.
[[nodiscard]] ServePlan improve_plan(const ServeProblem& problem, const SiteRules& rules, std::vector<SiteIndex> start, SitingWatch& watch);

/// Another plan near a good one: a tenth of its free sites, drawn at random, close; then greedily opened and improved again (iterated local
/// search, Lourenco, Martin & Stutzle 2003).
[[nodiscard]] ServePlan shaken_plan(const ServeProblem& problem, const SiteRules& rules, std::vector<SiteIndex> sites,
                                    CounterRandom& random, SitingWatch& watch);

}  // namespace needsmap::analysis
