#include "analysis/siting_check.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/format.hpp"

namespace needsmap::analysis {
namespace {

std::string count_text(std::size_t count) { return base::format_count(static_cast<std::int64_t>(count)); }

bool has_capacities(const SitingProblem& problem) {
    return std::any_of(problem.sites.begin(), problem.sites.end(), [](const CandidateSite& s) { return s.capacity.has_value(); });
}

void check_sizes(const SitingProblem& problem) {
    if (!problem.reach) throw base::Error("The siting problem has no travel costs.");
    const SiteReach& reach = *problem.reach;
    if (problem.weights.size() != reach.demand_count || problem.sites.size() != reach.site_count)
        throw base::Error("The travel costs are for " + count_text(reach.demand_count) + " demand points and " +
                          sites_text(reach.site_count) + ", but there are " + count_text(problem.weights.size()) + " weights and " +
                          sites_text(problem.sites.size()) + ".");
    if (reach.site_count == 0) throw base::Error("There are no sites to choose from.", "Add places or candidate sites.");
}

void check_weights(const SitingProblem& problem) {
    for (std::size_t i = 0; i < problem.weights.size(); ++i)
        if (!std::isfinite(problem.weights[i]) || problem.weights[i] < 0)
            throw base::Error("The weight of " + demand_name(problem, i) + " is not a number of 0 or more.");
    if (std::all_of(problem.weights.begin(), problem.weights.end(), [](double w) { return w == 0; }))
        throw base::Error("Every demand point has weight 0, so there is nobody to serve.", "Choose another demand layer.");
}

void check_numbers(const SitingProblem& problem) {
    if (problem.most == 0) throw base::Error("A plan needs at least one site.", "Ask for 1 or more.");
    if (problem.fewest > problem.most)
        throw base::Error("At least " + sites_text(problem.fewest) + " but at most " + count_text(problem.most) + " are asked for.",
                          "Raise the largest number or lower the smallest.");
    const bool needs_limit = problem.objective == SitingObjective::max_coverage || problem.objective == SitingObjective::set_cover;
    if (needs_limit && !(problem.within >= 0 && problem.within < model::unreachable))
        throw base::Error("Coverage needs a limit of travel.", "Say within how many minutes or kilometres.");
    if (needs_limit && problem.within > problem.reach->limit)
        throw base::Error("Travel costs are known up to " + cost_text(problem.reach->limit, problem.reach->unit) +
                          " only, but the limit is " + cost_text(problem.within, problem.reach->unit) + ".");
    if (has_capacities(problem) && problem.objective != SitingObjective::p_median)
        throw base::Error("Capacities can be kept for shortest journeys only.", "Choose the objective p-median or leave capacities out.");
}

}  // namespace

void check_input(const SitingProblem& problem) {
    check_sizes(problem);
    check_weights(problem);
    check_numbers(problem);
    for (SiteIndex j = 0; j < problem.sites.size(); ++j) {
        const CandidateSite& site = problem.sites[j];
        if (site.group < -1 || site.group >= static_cast<int>(problem.groups.size()))
            throw base::Error("The group of " + site_name(problem, j) + " is not in the list of groups.");
        if (has_capacities(problem) && !(site.capacity && *site.capacity >= 0))
            throw base::Error(site_name(problem, j) + " has no capacity, or one below 0.", "Give every site a capacity, or none.");
    }
}

void check_rules(const SitingProblem& problem, const SiteRules& rules) {
    const std::size_t locked = rules.count(SiteFate::open), allowed = rules.fate.size() - rules.count(SiteFate::closed);
    if (locked > problem.most)
        throw base::Error(count_text(locked) + " sites are locked open, but at most " + count_text(problem.most) + " may be open.",
                          "Unlock some or allow more sites.");
    if (allowed < problem.fewest)
        throw base::Error(sites_text(problem.fewest) + " asked for, but only " + count_text(allowed) + " of " +
                              count_text(rules.fate.size()) + " candidates may be open.",
                          "Ask for fewer, or forbid fewer.");
    const std::vector<std::size_t> missing = rules.group_missing();
    std::size_t needed = locked;
    for (std::size_t g = 0; g < missing.size(); ++g) {
        std::size_t free = 0;
        for (std::size_t j = 0; j < rules.fate.size(); ++j)
            if (rules.group[j] == static_cast<int>(g) && rules.fate[j] == SiteFate::free) ++free;
        if (free < missing[g])
            throw base::Error(problem.groups[g].name + " must have at least " + sites_text(problem.groups[g].at_least) + ", but only " +
                                  count_text(free + problem.groups[g].at_least - missing[g]) + " there may be open.",
                              "Add candidates there, or lower the number for " + problem.groups[g].name + ".");
        needed += missing[g];
    }
    if (needed > problem.most)
        throw base::Error("Locked sites and the least number per group need " + sites_text(needed) + ", but at most " +
                              count_text(problem.most) + " may be open.",
                          "Allow more sites, unlock some, or lower the number per group.");
}

void check_capacities(const SitingProblem& problem, const PreparedSiting& prepared) {
    if (!has_capacities(problem)) return;
    std::vector<double> free;
    double capacity = 0, largest = 0;
    for (std::size_t j = 0; j < problem.sites.size(); ++j) {
        if (prepared.rules.fate[j] == SiteFate::closed) continue;
        largest = std::max(largest, *problem.sites[j].capacity);
        if (prepared.rules.fate[j] == SiteFate::open)
            capacity += *problem.sites[j].capacity;
        else
            free.push_back(*problem.sites[j].capacity);
    }
    std::sort(free.begin(), free.end(), std::greater<>());
    for (std::size_t k = 0; k < std::min(free.size(), problem.most - prepared.rules.count(SiteFate::open)); ++k) capacity += free[k];
    if (capacity < prepared.weight_reachable)
        throw base::Error("The capacities are too small: the largest allowed " + sites_text(problem.most) + " hold " +
                              base::format_number(capacity, 0) + ", but " + base::format_number(prepared.weight_reachable, 0) +
                              " must be served.",
                          "Raise capacities or allow more sites.");
    for (const std::size_t i : prepared.rows)
        if (problem.weights[i] > largest)
            throw base::Error(demand_name(problem, i) + " has a weight of " + base::format_number(problem.weights[i], 0) +
                                  ", more than the capacity of any site.",
                              "Raise capacities, or split the demand point.");
}

void check_limit(const SitingProblem& problem, const PreparedSiting& prepared, double limit) {
    const SiteReach& reach = *problem.reach;
    std::size_t beyond = 0, first = 0;
    double first_cost = 0;
    for (const std::size_t i : prepared.rows) {
        double nearest = model::unreachable;
        for (std::size_t k = 0; k < reach.sites_of(i).size() && !(nearest < model::unreachable); ++k)
            if (prepared.rules.fate[reach.sites_of(i)[k]] != SiteFate::closed) nearest = reach.costs_of(i)[k];
        if (nearest <= limit) continue;
        if (beyond++ == 0) first = i, first_cost = nearest;
    }
    if (beyond == 0) return;
    throw base::Error(count_text(beyond) + (beyond == 1 ? " demand point has" : " demand points have") + " no allowed site within " +
                          cost_text(limit, reach.unit) + ": " + demand_name(problem, first) + " has its nearest at " +
                          cost_text(first_cost, reach.unit) + ".",
                      "Raise the limit, or add candidate sites there.");
}

}  // namespace needsmap::analysis
