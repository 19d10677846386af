#include "analysis/siting.hpp"

#include <algorithm>

#include "analysis/siting_check.hpp"
#include "analysis/siting_cover.hpp"
#include "analysis/siting_result.hpp"
#include "analysis/siting_search.hpp"
#include "analysis/siting_solvers.hpp"
#include "analysis/siting_tree.hpp"
#include "base/format.hpp"

namespace needsmap::analysis {
namespace {

int decimals_of(model::CostUnit unit) { return unit == model::CostUnit::metres ? 1 : 3; }

SitingPlan plan_of(const SitingProblem& problem, const PreparedSiting& prepared, const std::vector<SiteIndex>& sites) {
    return make_plan(problem, prepared, sites, nearest_sites(*problem.reach, sites));
}

/// Smallest allowed set of sites, when nothing else matters: rules that can be kept are checked before.
std::vector<SiteIndex> any_allowed(const SiteRules& rules) {
    std::vector<SiteIndex> sites;
    (void)CheapestSites().choose(rules, std::vector<double>(rules.fate.size(), 0.0), sites);
    for (SiteIndex j = 0; j < rules.fate.size(); ++j)
        if (rules.fate[j] == SiteFate::open) sites.push_back(j);
    std::sort(sites.begin(), sites.end());
    return sites;
}

}  // namespace

void keep_existing(SitingProblem& problem, std::size_t keep) {
    for (CandidateSite& site : problem.sites)
        if (!site.exists) site.rule = SiteRule::forbidden;
    problem.fewest = problem.most = keep;
}

SitingEnd end_of(bool is_proven, const SitingWatch& watch) {
    if (is_proven) return SitingEnd::proven;
    return watch.stopped() ? watch.end() : SitingEnd::gap_reached;
}

std::string serve_route(const ServeAnswer& answer) {
    if (answer.nodes == 0) return answer.is_proven ? "the Lagrangian bound closed the gap" : "vertex substitution and the Lagrangian bound";
    return std::string("branch and bound on the Lagrangian bound") + (answer.by_cbc ? ", then by CBC, " : ", ") +
           base::format_count(static_cast<std::int64_t>(answer.nodes)) + " nodes";
}

std::vector<SiteIndex> serving_plan(const SitingProblem& problem, const PreparedSiting& prepared, double limit, SitingWatch& watch) {
    check_limit(problem, prepared, limit);
    const CoverAnswer cover = solve_cover(cover_rows(problem, prepared, limit), prepared.rules, prepared.rules.most, watch);
    if (cover.sites) return *cover.sites;
    const std::string what = limit < model::unreachable ? "within " + cost_text(limit, problem.reach->unit) : "at all";
    if (!cover.is_proven)
        throw base::Error("No plan that serves everybody " + what + " was found before the search ended.", "Allow more time.");
    throw base::Error("With at most " + sites_text(prepared.rules.most) + " not every demand point can be served " + what +
                          ": that takes " + sites_text(cover.lower) + " or more.",
                      limit < model::unreachable ? "Allow more sites or raise the limit." : "Allow more sites.");
}

std::vector<SiteIndex> with_shorter_journeys(const SitingProblem& problem, const PreparedSiting& prepared, double limit,
                                             std::vector<SiteIndex> sites, SitingWatch& watch) {
    const ServeProblem serve = median_problem(problem, prepared, limit);
    if (sites.size() < prepared.rules.fewest) {  // a small cover: the rest is ours to choose
        SiteRules with = prepared.rules;
        for (const SiteIndex site : sites) with.fate[site] = SiteFate::open;
        sites = greedy_plan(serve, with, watch).sites;
    }
    ServePlan better = improve_plan(serve, prepared.rules, sites, watch);
    return better.cost < model::unreachable ? better.sites : sites;
}

SitingPlan solve_median(const SitingProblem& problem, const PreparedSiting& prepared, const SitingOptions& options, SitingWatch& watch) {
    const ServeProblem serve = median_problem(problem, prepared, problem.worst_limit);
    const double weight = prepared.weight_reachable;
    ServeGoal goal{.objective_of = [weight](double cost) { return cost / weight; },
                   .gap = options.gap,
                   .decimals = decimals_of(problem.reach->unit),
                   .start = options.start};
    const bool may_fail = prepared.has_gaps || problem.worst_limit < model::unreachable;
    if (may_fail && !(prepared.rules.allow(goal.start) && serve.cost_of_sites(goal.start) < model::unreachable))
        goal.start = with_shorter_journeys(problem, prepared, problem.worst_limit,
                                           serving_plan(problem, prepared, problem.worst_limit, watch), watch);
    const ServeAnswer answer = solve_serve(serve, prepared.rules, goal, watch);
    SitingPlan plan = plan_of(problem, prepared, answer.plan.sites);
    set_bound(plan, answer.lower / weight, end_of(answer.is_proven, watch));
    plan.tree_nodes = answer.nodes;
    plan.route = serve_route(answer);
    return plan;
}

SitingPlan solve_coverage(const SitingProblem& problem, const PreparedSiting& prepared, const SitingOptions& options, SitingWatch& watch) {
    const ServeProblem serve = coverage_problem(problem, prepared);
    double coverable = 0;
    for (const double weight : serve.escape) coverable += weight;
    const ServeGoal goal{.objective_of = [coverable](double cost) { return coverable - cost; }, .gap = options.gap, .start = options.start};
    ServeAnswer answer = solve_serve(serve, prepared.rules, goal, watch);
    if (answer.plan.sites.empty()) answer.plan.sites = any_allowed(prepared.rules);
    SitingPlan plan = plan_of(problem, prepared, answer.plan.sites);
    set_bound(plan, coverable - answer.lower, end_of(answer.is_proven, watch));
    plan.tree_nodes = answer.nodes;
    plan.route = serve_route(answer);
    return plan;
}

SitingPlan solve_set_cover(const SitingProblem& problem, const PreparedSiting& prepared, const SitingOptions& options, SitingWatch& watch) {
    check_limit(problem, prepared, problem.within);
    const CoverAnswer cover = solve_cover(cover_rows(problem, prepared, problem.within), prepared.rules, std::nullopt, watch, options.gap);
    if (!cover.sites && !cover.is_proven)
        throw base::Error("No plan that covers everybody was found before the search ended.", "Allow more time or more sites.");
    if (!cover.sites)
        throw base::Error("Covering every demand point within " + cost_text(problem.within, problem.reach->unit) + " takes " +
                              sites_text(cover.lower) + " or more, but at most " + sites_text(prepared.rules.most) + " may be open.",
                          "Allow more sites or raise the limit.");
    PreparedSiting same_number = prepared;
    same_number.rules.fewest = same_number.rules.most = std::max(cover.sites->size(), prepared.rules.fewest);
    SitingPlan plan = plan_of(problem, prepared, with_shorter_journeys(problem, same_number, problem.within, *cover.sites, watch));
    const std::size_t lower = std::max(cover.lower, prepared.rules.fewest);
    set_bound(plan, static_cast<double>(lower), end_of(lower >= plan.sites.size(), watch));
    plan.tree_nodes = cover.nodes;
    plan.route = cover.nodes > 0
                     ? "reductions and branch and bound by CBC, " + base::format_count(static_cast<std::int64_t>(cover.nodes)) + " nodes"
                 : plan.proven() ? "reductions and the linear bound settled it"
                                 : "reductions, greedy covers and the linear bound";
    return plan;
}

SitingPlan solve_siting(const SitingProblem& problem, const SitingOptions& options, base::JobContext& job) {
    const PreparedSiting prepared = prepare_siting(problem);
    SitingWatch watch(options, job);
    watch.phase(0, "looking for a first plan");
    switch (problem.objective) {
        case SitingObjective::p_centre: return solve_centre(problem, prepared, options, watch);
        case SitingObjective::set_cover: return solve_set_cover(problem, prepared, options, watch);
        case SitingObjective::max_coverage: return solve_coverage(problem, prepared, options, watch);
        case SitingObjective::p_median: break;
    }
    return problem.sites.front().capacity ? solve_with_capacities(problem, prepared, options, watch)
                                          : solve_median(problem, prepared, options, watch);
}

}  // namespace needsmap::analysis
