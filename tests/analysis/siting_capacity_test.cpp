#include "analysis/siting_capacity.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "analysis/siting_prepare.hpp"
#include "analysis/siting_solving.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using namespace needsmap::test;

TEST_CASE("capacities are kept, each demand point whole at one site, at the least mean") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        SitingProblem problem = test::random_problem(SitingObjective::p_median, {.demand = 7, .sites = 6, .seed = seed});
        CounterRandom random(seed, 2);
        for (CandidateSite& site : problem.sites) site.capacity = 4 + random.below(10);
        if (seed % 3 == 0) test::add_random_rules(problem, seed);
        check_against_all(problem);
        if (!test::best_by_trying_all(problem)) continue;
        const SitingPlan plan = solve(problem);
        for (std::size_t j = 0; j < problem.sites.size(); ++j) CHECK(plan.outcomes[j].weight <= *problem.sites[j].capacity);
    }
}

namespace {

/// Capacities that hold a fifth more than there is when as many sites are open as may be.
SitingProblem tight_problem(std::uint64_t seed) {
    SitingProblem problem = test::random_problem(SitingObjective::p_median, {.demand = 9, .sites = 6, .seed = 500 + seed});
    problem.fewest = problem.most = 2 + seed % 3;
    double total = 0;
    for (const double weight : problem.weights) total += weight;
    CounterRandom random(seed, 4);
    for (CandidateSite& site : problem.sites)
        site.capacity = std::ceil(total / static_cast<double>(problem.most) * (1 + 0.1 * static_cast<double>(random.below(5))));
    return problem;
}

CapacityProblem capacity_problem(const SitingProblem& problem, const PreparedSiting& prepared) {
    CapacityProblem out{.serve = median_problem(problem, prepared, problem.worst_limit)};
    for (const std::size_t i : prepared.rows) out.weight.push_back(problem.weights[i]);
    for (const CandidateSite& site : problem.sites) out.capacity.push_back(*site.capacity);
    return out;
}

}  // namespace

TEST_CASE("tight capacities are kept at the least mean, and neither bound nor heuristic is better than the best there is") {
    std::size_t found = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        const SitingProblem problem = tight_problem(seed);
        check_against_all(problem);
        const std::optional<double> best = test::best_by_trying_all(problem);
        if (!best) continue;
        const PreparedSiting prepared = prepare_siting(problem);
        const CapacityProblem capacities = capacity_problem(problem, prepared);
        const double least = *best * prepared.weight_reachable;
        base::QuietJob job;
        const SitingOptions options;
        SitingWatch watch(options, job);
        const CapacityBound bound = bound_with_capacities(capacities, prepared.rules, {}, model::unreachable, watch);
        CHECK(bound.bound <= least * (1 + 1e-9));
        for (const double share : bound.share) CHECK((share >= 0 && share <= 1));
        const std::optional<CapacityPlan> plan = assign_to(capacities, solve(problem).sites);
        if (!plan) continue;
        ++found;
        CHECK(plan->cost >= least * (1 - 1e-9));
        std::vector<double> room = capacities.capacity;
        for (std::size_t i = 0; i < plan->site_of_row.size(); ++i) room[plan->site_of_row[i]] -= capacities.weight[i];
        for (const double left : room) CHECK(left >= 0);
    }
    CHECK(found > 20);  // else the heuristic was hardly looked at
}
