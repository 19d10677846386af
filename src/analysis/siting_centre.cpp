// p-centre: the smallest worst cost is one of the costs there are, so a binary search over them asks at each step whether so many sites
// cover everybody within that cost (Minieka 1970, SIAM Review 12; Elloumi, Labbe & Pochet 2004, INFORMS Journal on Computing 16, for the
// bounds at both ends). Most steps are settled by a greedy cover, by rows that share no site, or by the linear bound; few need CBC.
#include <algorithm>
#include <cmath>

#include "analysis/siting_cover.hpp"
#include "analysis/siting_result.hpp"
#include "analysis/siting_solvers.hpp"
#include "base/format.hpp"

namespace needsmap::analysis {
namespace {

struct Centre {
    std::vector<SiteIndex> sites;
    double worst = model::unreachable;
    double lower = 0;
    std::size_t steps = 0, nodes = 0;
    bool is_proven = true;
};

double worst_of(const SitingProblem& problem, const PreparedSiting& prepared, std::span<const SiteIndex> sites) {
    const std::vector<char> open = open_flags(problem.sites.size(), sites);
    double worst = 0;
    for (const std::size_t i : prepared.rows) {
        const auto row = problem.reach->sites_of(i);
        const auto found = std::find_if(row.begin(), row.end(), [&](SiteIndex j) { return open[j] != 0; });
        worst = std::max(
            worst, found == row.end() ? model::unreachable : problem.reach->costs_of(i)[static_cast<std::size_t>(found - row.begin())]);
    }
    return worst;
}

/// No plan is better than this: everybody has a nearest allowed site.
double nearest_bound(const SitingProblem& problem, const PreparedSiting& prepared) {
    double bound = 0;
    for (const std::size_t i : prepared.rows) {
        const auto row = problem.reach->sites_of(i);
        const auto found = std::find_if(row.begin(), row.end(), [&](SiteIndex j) { return prepared.rules.fate[j] != SiteFate::closed; });
        bound = std::max(bound, problem.reach->costs_of(i)[static_cast<std::size_t>(found - row.begin())]);
    }
    return bound;
}

/// Distinct costs of allowed pairs from `low` to `high`, rising.
std::vector<double> costs_between(const SitingProblem& problem, const PreparedSiting& prepared, double low, double high) {
    std::vector<double> costs;
    for (const std::size_t i : prepared.rows) {
        const auto row = problem.reach->sites_of(i);
        for (std::size_t k = 0; k < row.size(); ++k) {
            const double cost = problem.reach->costs_of(i)[k];
            if (cost >= low && cost <= high && prepared.rules.fate[row[k]] != SiteFate::closed) costs.push_back(cost);
        }
    }
    std::sort(costs.begin(), costs.end());
    costs.erase(std::unique(costs.begin(), costs.end()), costs.end());
    return costs;
}

void search(const SitingProblem& problem, const PreparedSiting& prepared, double gap, SitingWatch& watch, Centre& centre) {
    const std::vector<double> costs = costs_between(problem, prepared, centre.lower, centre.worst);
    std::size_t low = 0, high = costs.size() - 1;  // the answer is costs[low..high]; costs[high] is known to work
    while (low < high && centre.worst - centre.lower > gap * centre.worst && !watch.stop()) {
        const std::size_t middle = low + (high - low) / 2;
        const CoverAnswer cover = solve_cover(cover_rows(problem, prepared, costs[middle]), prepared.rules, prepared.rules.most, watch);
        ++centre.steps, centre.nodes += cover.nodes;
        if (cover.sites) {
            centre.sites = *cover.sites;
            centre.worst = worst_of(problem, prepared, centre.sites);
            high = static_cast<std::size_t>(std::lower_bound(costs.begin(), costs.end(), centre.worst) - costs.begin());
            watch.better(centre.worst, centre.lower, centre.sites);
        } else if (cover.is_proven) {
            low = middle + 1;
            centre.lower = costs[low];
        } else {
            break;
        }
        watch.status(centre.worst, centre.lower, problem.reach->unit == model::CostUnit::metres ? 0 : 2);
    }
    centre.is_proven = low >= high;
    if (centre.is_proven) centre.lower = centre.worst;
}

}  // namespace

SitingPlan solve_centre(const SitingProblem& problem, const PreparedSiting& prepared, const SitingOptions& options, SitingWatch& watch) {
    Centre centre;
    const bool has_start = prepared.rules.allow(options.start) && worst_of(problem, prepared, options.start) < model::unreachable;
    centre.sites = has_start ? options.start : serving_plan(problem, prepared, model::unreachable, watch);
    // Short journeys are a good start for a short worst one: fewer costs to search.
    centre.sites = with_shorter_journeys(problem, prepared, model::unreachable, std::move(centre.sites), watch);
    centre.worst = worst_of(problem, prepared, centre.sites);
    centre.lower = nearest_bound(problem, prepared);
    watch.better(centre.worst, centre.lower, centre.sites);
    search(problem, prepared, options.gap, watch, centre);

    std::vector<SiteIndex> sites = with_shorter_journeys(problem, prepared, centre.worst, centre.sites, watch);
    std::vector<SiteIndex> nearest = nearest_sites(*problem.reach, sites);
    SitingPlan plan = make_plan(problem, prepared, std::move(sites), std::move(nearest));
    set_bound(plan, centre.lower, end_of(centre.is_proven, watch));
    plan.tree_nodes = centre.nodes;
    plan.route = "binary search over the costs, " + base::format_count(static_cast<std::int64_t>(centre.steps)) + " set covers" +
                 (centre.nodes > 0 ? ", " + base::format_count(static_cast<std::int64_t>(centre.nodes)) + " nodes of CBC" : "");
    return plan;
}

}  // namespace needsmap::analysis
