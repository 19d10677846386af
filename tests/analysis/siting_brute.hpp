// Every plan tried: what the siting solvers are compared with on instances small enough to enumerate.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/counter_random.hpp"
#include "analysis/siting.hpp"
#include "geo/spaces.hpp"

namespace needsmap::test {

using analysis::SiteIndex;
using analysis::SitingObjective;
using analysis::SitingProblem;

inline double cost_of(const SitingProblem& problem, std::size_t demand, std::size_t site) {
    const auto sites = problem.reach->sites_of(demand);
    const auto at = std::find(sites.begin(), sites.end(), static_cast<SiteIndex>(site));
    return at == sites.end() ? model::unreachable : problem.reach->costs_of(demand)[static_cast<std::size_t>(at - sites.begin())];
}

inline bool keeps_rules(const SitingProblem& problem, unsigned mask) {
    std::size_t open = 0;
    std::vector<std::size_t> in_group(problem.groups.size(), 0);
    for (std::size_t j = 0; j < problem.sites.size(); ++j) {
        const bool is_open = (mask >> j & 1U) != 0;
        const auto& site = problem.sites[j];
        if (is_open && site.rule == analysis::SiteRule::forbidden) return false;
        if (!is_open && site.rule == analysis::SiteRule::locked_open) return false;
        if (!is_open) continue;
        ++open;
        if (site.group >= 0) ++in_group[static_cast<std::size_t>(site.group)];
    }
    for (std::size_t g = 0; g < in_group.size(); ++g)
        if (in_group[g] < problem.groups[g].at_least) return false;
    return open >= problem.fewest && open <= problem.most;
}

/// Demand points with weight that some site that is not forbidden reaches.
inline std::vector<std::size_t> rows_of(const SitingProblem& problem) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < problem.weights.size(); ++i)
        for (std::size_t j = 0; j < problem.sites.size() && problem.weights[i] > 0; ++j)
            if (problem.sites[j].rule != analysis::SiteRule::forbidden && cost_of(problem, i, j) < model::unreachable) {
                rows.push_back(i);
                break;
            }
    return rows;
}

/// Cheapest assignment of whole rows that keeps capacities, by trying all.
inline double packed_cost(const SitingProblem& problem, const std::vector<std::size_t>& rows, unsigned mask, std::size_t at,
                          std::vector<double>& room, double best) {
    if (at == rows.size()) return 0;
    for (std::size_t j = 0; j < problem.sites.size(); ++j) {
        const double weight = problem.weights[rows[at]], cost = weight * cost_of(problem, rows[at], j);
        if ((mask >> j & 1U) == 0 || room[j] < weight || !(cost < best)) continue;
        room[j] -= weight;
        best = std::min(best, cost + packed_cost(problem, rows, mask, at + 1, room, best - cost));
        room[j] += weight;
    }
    return best;
}

/// The objective of one set of sites (coverage as a negative number), infinity when it is not allowed.
inline double value_of(const SitingProblem& problem, const std::vector<std::size_t>& rows, unsigned mask) {
    if (!keeps_rules(problem, mask)) return model::unreachable;
    double travel = 0, worst = 0, covered = 0, total = 0, open = 0;
    for (std::size_t j = 0; j < problem.sites.size(); ++j) open += (mask >> j & 1U) != 0 ? 1 : 0;
    for (const std::size_t i : rows) {
        double nearest = model::unreachable;
        for (std::size_t j = 0; j < problem.sites.size(); ++j)
            if ((mask >> j & 1U) != 0) nearest = std::min(nearest, cost_of(problem, i, j));
        total += problem.weights[i];
        travel += problem.weights[i] * nearest;
        worst = std::max(worst, nearest);
        if (nearest <= problem.within) covered += problem.weights[i];
    }
    switch (problem.objective) {
        case SitingObjective::max_coverage: return -covered;
        case SitingObjective::set_cover: return worst <= problem.within ? open : model::unreachable;
        case SitingObjective::p_centre: return worst;
        case SitingObjective::p_median: break;
    }
    if (worst > problem.worst_limit) return model::unreachable;
    if (!problem.sites.front().capacity) return travel / total;
    std::vector<double> room;
    for (const auto& site : problem.sites) room.push_back(*site.capacity);
    return packed_cost(problem, rows, mask, 0, room, model::unreachable) / total;
}

/// The best objective over all sets of sites; none when no plan is allowed.
inline std::optional<double> best_by_trying_all(const SitingProblem& problem) {
    const std::vector<std::size_t> rows = rows_of(problem);
    double best = model::unreachable;
    for (unsigned mask = 1; mask < 1U << problem.sites.size(); ++mask) best = std::min(best, value_of(problem, rows, mask));
    if (!(best < model::unreachable)) return std::nullopt;
    return problem.objective == SitingObjective::max_coverage ? -best : best;
}

inline unsigned mask_of(const std::vector<SiteIndex>& sites) {
    unsigned mask = 0;
    for (const SiteIndex site : sites) mask |= 1U << site;
    return mask;
}

/// A random little county. `gaps`: some pairs have no way. Costs on a coarse grid, so that ties are common.
struct RandomCounty {
    std::size_t demand = 9, sites = 7;
    bool gaps = false;
    int grid = 10;
    std::uint64_t seed = 1;
};

inline SitingProblem random_problem(SitingObjective objective, const RandomCounty& county) {
    analysis::CounterRandom random(county.seed, 0);
    const auto place = [&] { return geo::MapPoint{double(random.below(county.grid)), double(random.below(county.grid))}; };
    std::vector<geo::MapPoint> demand, sites;
    for (std::size_t i = 0; i < county.demand; ++i) demand.push_back(place());
    for (std::size_t j = 0; j < county.sites; ++j) sites.push_back(place());
    model::TravelCosts costs{.unit = model::CostUnit::metres, .demand_count = county.demand, .site_count = county.sites};
    for (const auto& from : demand)
        for (const auto& to : sites)
            costs.costs.push_back(county.gaps && random.below(4) == 0 ? model::unreachable : geo::distance(from, to));
    SitingProblem problem{.objective = objective, .reach = std::make_shared<analysis::SiteReach>(analysis::site_reach(costs))};
    for (std::size_t i = 0; i < county.demand; ++i) problem.weights.push_back(random.below(6));
    problem.sites.resize(county.sites);
    problem.fewest = problem.most = 1 + random.below(static_cast<std::uint32_t>(county.sites - 1));
    problem.within = 2 + random.below(4);
    return problem;
}

/// Locks, forbidden sites, groups and a range of numbers, at random.
inline void add_random_rules(SitingProblem& problem, std::uint64_t seed) {
    analysis::CounterRandom random(seed, 1);
    const std::size_t groups = random.below(4);
    for (std::size_t g = 0; g < groups; ++g) problem.groups.push_back({"Locality " + std::to_string(g + 1), random.below(3)});
    for (auto& site : problem.sites) {
        const auto draw = random.below(8);
        site.rule = draw == 0 ? analysis::SiteRule::locked_open : draw == 1 ? analysis::SiteRule::forbidden : analysis::SiteRule::free;
        site.exists = random.below(2) == 0;
        site.group = static_cast<int>(random.below(static_cast<std::uint32_t>(groups + 1))) - 1;
    }
    problem.fewest = 1 + random.below(3);
    problem.most = problem.fewest + random.below(4);
}

}  // namespace needsmap::test
