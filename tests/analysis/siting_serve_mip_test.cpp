#include "analysis/siting_serve_mip.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "analysis/siting_prepare.hpp"
#include "analysis/siting_solving.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using namespace needsmap::test;

TEST_CASE("the integer program that goes to CBC is the serving problem") {
    // Only large instances get so far by themselves; here CBC gets small ones whole, with and without escapes, rules and missing ways.
    for (const SitingObjective objective : {SitingObjective::p_median, SitingObjective::max_coverage})
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            CAPTURE(name_of(objective));
            CAPTURE(seed);
            SitingProblem problem = test::random_problem(objective, {.demand = 10, .sites = 8, .gaps = seed % 3 == 0, .seed = seed});
            if (seed % 2 == 0) test::add_random_rules(problem, seed);
            const std::optional<double> best = test::best_by_trying_all(problem);
            if (!best) continue;
            const PreparedSiting prepared = prepare_siting(problem);
            const bool is_median = objective == SitingObjective::p_median;
            const ServeProblem serve =
                is_median ? median_problem(problem, prepared, problem.worst_limit) : coverage_problem(problem, prepared);
            const ServeModel model = serve_model(serve, prepared.rules);
            base::QuietJob job;
            const SitingOptions options;
            SitingWatch watch(options, job);
            const MipAnswer answer = solve_mip(model.mip, model::unreachable, {}, watch);
            REQUIRE(answer.values);
            CHECK(answer.is_settled);
            const SitingPlan plan = describe_plan(problem, sites_of(model.column_of_site, *answer.values));
            CHECK(plan.objective == doctest::Approx(*best).epsilon(1e-9));
            CHECK(serve.cost_of_sites(plan.sites) == doctest::Approx(answer.objective).epsilon(1e-6));  // tolerance of CBC
        }
}

TEST_CASE("wherever CBC is stopped, what it says of bound and proof is true") {
    // The points of the projective geometry PG(4,2) as sites, its lines of three points as rows. A hyperplane of 15 points meets every line, and nothing
    // smaller does (Bose & Burton 1966, Journal of Combinatorial Theory 1); the linear bound is 31/3, so CBC has to branch.
    Mip mip;
    for (int point = 1; point < 32; ++point) mip.add_column(1, true);
    for (int a = 1; a < 32; ++a)  // points are the nonzero vectors of five bits, lines those that add up to 0
        for (int b = a + 1; b < 32; ++b)
            if (const int c = a ^ b; c > b) mip.rows.push_back({{a - 1, b - 1, c - 1}, {1, 1, 1}, 1, Mip::none});
    REQUIRE(mip.rows.size() == 155);
    bool was_stopped = false, was_settled = false;
    for (int patience = 1; !was_settled; patience += 1 + patience / 8) {
        CAPTURE(patience);
        ImpatientJob job(patience);
        const SitingOptions options{.keep_best_on_cancel = true};
        SitingWatch watch(options, job);
        const MipAnswer answer = solve_mip(mip, 31.5, {}, watch);
        CHECK(answer.bound <= 15 + 1e-6);
        if (answer.values) CHECK(answer.objective >= 15 - 1e-6);
        if (answer.is_settled) CHECK(answer.objective == doctest::Approx(15));
        (answer.is_settled ? was_settled : was_stopped) = true;
        REQUIRE(patience < 10'000'000);
    }
    CHECK(was_stopped);
}

TEST_CASE("what some hundred nodes do not settle, CBC does") {
    SKIP_WITHOUT_REFERENCE();
    // 95,730 is the best plan that 5,906 nodes of our own knew, none above 95,740 being possible.
    const SitingPlan plan = solve(oxfordshire_with(SitingObjective::max_coverage, 40, 2'000));
    CHECK(plan.objective == 95'730);
    CHECK(plan.proven());
    CHECK(names(plan.route, "then by CBC"));
}
