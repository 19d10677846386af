#include "analysis/siting.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "analysis/reference_data.hpp"
#include "analysis/siting_brute.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using test::RandomCounty;

namespace {

SitingPlan solve(const SitingProblem& problem, const SitingOptions& options = {}) {
    base::QuietJob job;
    return solve_siting(problem, options, job);
}

std::string error_of(const SitingProblem& problem) {
    try {
        (void)solve(problem);
        return "";
    } catch (const base::Error& error) { return error.full_text(); }
}

/// Against every plan there is. Sums of some ten products differ by rounding only: 1e-9.
void check_against_all(const SitingProblem& problem) {
    const std::optional<double> best = test::best_by_trying_all(problem);
    if (!best) {
        CHECK_FALSE(error_of(problem).empty());
        return;
    }
    const SitingPlan plan = solve(problem);
    CHECK(plan.proven());
    CHECK(plan.objective == doctest::Approx(*best).epsilon(1e-9));
    CHECK(plan.lower == plan.objective);
    CHECK(plan.upper == plan.objective);
    CHECK(test::keeps_rules(problem, test::mask_of(plan.sites)));
    for (std::size_t i = 0; i < plan.assigned.size(); ++i)
        if (plan.assigned[i] != no_site) CHECK(std::binary_search(plan.sites.begin(), plan.sites.end(), plan.assigned[i]));
}

constexpr SitingObjective every_objective[] = {SitingObjective::p_median, SitingObjective::max_coverage, SitingObjective::set_cover,
                                               SitingObjective::p_centre};
const char* name_of(SitingObjective objective) {
    return objective == SitingObjective::p_median       ? "p-median"
           : objective == SitingObjective::max_coverage ? "max coverage"
           : objective == SitingObjective::set_cover    ? "set cover"
                                                        : "p-centre";
}

}  // namespace

TEST_CASE("every objective finds what trying all plans finds") {
    for (const SitingObjective objective : every_objective)
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            CAPTURE(name_of(objective)), CAPTURE(seed);
            check_against_all(test::random_problem(objective, {.demand = 8 + seed % 8, .sites = 5 + seed % 5, .seed = seed}));
        }
}

TEST_CASE("a set cover may use any number of sites") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        SitingProblem problem = test::random_problem(SitingObjective::set_cover, {.demand = 14, .sites = 10, .grid = 8, .seed = seed});
        problem.fewest = 1, problem.most = problem.sites.size();
        check_against_all(problem);
    }
}

TEST_CASE("locks, forbidden sites, groups and numbers from-to are kept, at the best objective there is") {
    for (const SitingObjective objective : every_objective)
        for (std::uint64_t seed = 1; seed <= 80; ++seed) {
            CAPTURE(name_of(objective)), CAPTURE(seed);
            SitingProblem problem = test::random_problem(objective, {.demand = 10, .sites = 9, .seed = seed});
            test::add_random_rules(problem, seed);
            check_against_all(problem);
        }
}

TEST_CASE("where some ways are missing, everybody who can be is served at the best objective") {
    for (const SitingObjective objective : every_objective)
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            CAPTURE(name_of(objective)), CAPTURE(seed);
            SitingProblem problem = test::random_problem(objective, {.demand = 8, .sites = 8, .gaps = true, .seed = seed});
            if (seed % 2 == 0) test::add_random_rules(problem, seed);
            check_against_all(problem);
        }
}

TEST_CASE("a limit on the worst journey is kept at the least mean") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        SitingProblem problem = test::random_problem(SitingObjective::p_median, {.demand = 10, .sites = 9, .seed = seed});
        problem.worst_limit = 3 + static_cast<double>(seed % 5);
        check_against_all(problem);
    }
}

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

TEST_CASE("a closing plan keeps the best of what exists") {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        CAPTURE(seed);
        SitingProblem problem = test::random_problem(SitingObjective::p_median, {.demand = 12, .sites = 9, .seed = seed});
        for (std::size_t j = 0; j < 6; ++j) problem.sites[j].exists = true;
        keep_existing(problem, 4);
        check_against_all(problem);
        const SitingPlan plan = solve(problem);
        const auto count = [&](SiteAction action) {
            return std::count_if(plan.outcomes.begin(), plan.outcomes.end(), [&](const SiteOutcome& o) { return o.action == action; });
        };
        CHECK(count(SiteAction::kept) == 4);
        CHECK(count(SiteAction::closed) == 2);
        CHECK(count(SiteAction::opened) == 0);
        CHECK(count(SiteAction::not_chosen) == 3);
    }
}
