#include "analysis/siting_result.hpp"

#include <algorithm>
#include <cmath>

namespace needsmap::analysis {
namespace {

double cost_between(const SiteReach& reach, std::size_t demand, SiteIndex site) {
    const auto sites = reach.sites_of(demand);
    const auto at = std::find(sites.begin(), sites.end(), site);
    return at == sites.end() ? model::unreachable : reach.costs_of(demand)[static_cast<std::size_t>(at - sites.begin())];
}

SiteAction action_of(const CandidateSite& site, bool is_open) {
    if (is_open) return site.exists ? SiteAction::kept : SiteAction::opened;
    return site.exists ? SiteAction::closed : SiteAction::not_chosen;
}

void add_outcomes(const SitingProblem& problem, SitingPlan& plan) {
    const std::vector<char> open = open_flags(problem.sites.size(), plan.sites);
    plan.outcomes.resize(problem.sites.size());
    std::vector<double> travel(problem.sites.size(), 0);
    for (std::size_t j = 0; j < problem.sites.size(); ++j) plan.outcomes[j].action = action_of(problem.sites[j], open[j] != 0);
    double travel_total = 0, worst = 0;
    for (std::size_t i = 0; i < problem.weights.size(); ++i) {
        plan.weight_total += problem.weights[i];
        if (plan.assigned[i] == no_site || problem.weights[i] == 0) continue;
        SiteOutcome& outcome = plan.outcomes[plan.assigned[i]];
        ++outcome.demand_points;
        outcome.weight += problem.weights[i];
        travel[plan.assigned[i]] += problem.weights[i] * plan.assigned_cost[i];
        travel_total += problem.weights[i] * plan.assigned_cost[i];
        plan.weight_served += problem.weights[i];
        worst = std::max(worst, plan.assigned_cost[i]);
    }
    for (std::size_t j = 0; j < plan.outcomes.size(); ++j)
        if (plan.outcomes[j].weight > 0) plan.outcomes[j].mean_cost = travel[j] / plan.outcomes[j].weight;
    if (plan.weight_served > 0) plan.mean_cost = travel_total / plan.weight_served, plan.worst_cost = worst;
}

double objective_of(const SitingProblem& problem, const SitingPlan& plan) {
    switch (problem.objective) {
        case SitingObjective::p_median: return plan.mean_cost.value_or(0);
        case SitingObjective::p_centre: return plan.worst_cost.value_or(0);
        case SitingObjective::set_cover: return static_cast<double>(plan.sites.size());
        case SitingObjective::max_coverage: break;
    }
    double covered = 0;
    for (std::size_t i = 0; i < problem.weights.size(); ++i)
        if (plan.assigned_cost[i] <= problem.within) covered += problem.weights[i];
    return covered;
}

}  // namespace

std::string_view to_string(SiteAction action) {
    switch (action) {
        case SiteAction::not_chosen: return "not chosen";
        case SiteAction::opened: return "opened";
        case SiteAction::kept: return "kept";
        case SiteAction::closed: return "closed";
    }
    return "";
}

std::vector<SiteIndex> nearest_sites(const SiteReach& reach, std::span<const SiteIndex> open_sites) {
    const std::vector<char> open = open_flags(reach.site_count, open_sites);
    std::vector<SiteIndex> nearest(reach.demand_count, no_site);
    for (std::size_t i = 0; i < reach.demand_count; ++i) {
        const auto sites = reach.sites_of(i);
        const auto found = std::find_if(sites.begin(), sites.end(), [&](SiteIndex j) { return open[j] != 0; });
        if (found != sites.end()) nearest[i] = *found;
    }
    return nearest;
}

SitingPlan make_plan(const SitingProblem& problem, const PreparedSiting& prepared, std::vector<SiteIndex> sites,
                     std::vector<SiteIndex> assigned) {
    SitingPlan plan{
        .objective_kind = problem.objective, .unit = problem.reach->unit, .sites = std::move(sites), .assigned = std::move(assigned)};
    plan.diagnostics = prepared.diagnostics;
    plan.assigned_cost.resize(plan.assigned.size(), model::unreachable);
    for (std::size_t i = 0; i < plan.assigned.size(); ++i)
        if (plan.assigned[i] != no_site) plan.assigned_cost[i] = cost_between(*problem.reach, i, plan.assigned[i]);
    add_outcomes(problem, plan);
    plan.objective = objective_of(problem, plan);
    plan.lower = plan.upper = plan.objective;
    return plan;
}

void set_bound(SitingPlan& plan, double bound, SitingEnd end) {
    plan.end = end;
    if (end == SitingEnd::proven) bound = plan.objective;
    const bool maximises = plan.objective_kind == SitingObjective::max_coverage;
    plan.lower = maximises ? plan.objective : std::min(bound, plan.objective);
    plan.upper = maximises ? std::max(bound, plan.objective) : plan.objective;
    plan.gap = plan.objective == 0 ? 0 : (plan.upper - plan.lower) / plan.objective;
}

SitingPlan describe_plan(const SitingProblem& problem, std::span<const SiteIndex> sites) {
    const PreparedSiting prepared = prepare_siting(problem);
    std::vector<SiteIndex> sorted(sites.begin(), sites.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<SiteIndex> nearest = nearest_sites(*problem.reach, sorted);
    SitingPlan plan = make_plan(problem, prepared, std::move(sorted), std::move(nearest));
    plan.end = SitingEnd::gap_reached;
    return plan;
}

}  // namespace needsmap::analysis
