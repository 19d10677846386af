#include "analysis/siting_volume.hpp"

#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "analysis/siting_solving.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using namespace needsmap::test;

TEST_CASE("the top of a roof of three planes is found, though no single subgradient points there") {
    // min(u + v, 4 - u, 6 - 2v): the planes meet at u = 1.2, v = 1.6, at height 2.8.
    struct Here {
        double height;
        std::array<float, 2> gradient;
    };
    const auto roof = [](const std::vector<double>& at) -> Here {
        const double a = at[0] + at[1], b = 4 - at[0], c = 6 - 2 * at[1];
        if (a <= b && a <= c) return {a, {1, 1}};
        return b <= c ? Here{b, {-1, 0}} : Here{c, {0, -2}};
    };
    std::vector<double> best = {0, 0}, to = best;
    double height = roof(best).height;
    VolumeSteps steps(roof(best).gradient, 0.5, 20);
    for (int step = 0; step < 500 && !steps.is_optimal(); ++step) {
        steps.step(best, 3 - height, {}, to);
        const Here here = roof(to);
        const bool is_better = here.height > height;
        const double weight = steps.learn(here.gradient, is_better, is_better);
        CHECK((weight > 0 && weight <= 0.1));
        if (is_better) height = here.height, best = to;
    }
    CHECK(height <= 2.8 + 1e-12);
    CHECK(height > 2.79);  // 0.01 below: steps end where they are a thousandth of the first
    const std::vector<double> caps = {0.5, 0.25};
    steps.step(best, 100, caps, to);
    CHECK((to[0] >= 0 && to[0] <= 0.5 && to[1] >= 0 && to[1] <= 0.25));
}

TEST_CASE("coverage where many plans are nearly as good is proven by the second climb, equal to trying all") {
    // Limits of 3 of 14 squares: the linear bound of many such instances is above the best plan, and multipliers end at 0 or at the weight.
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        CAPTURE(seed);
        SitingProblem problem =
            test::random_problem(SitingObjective::max_coverage, {.demand = 60, .sites = 14, .grid = 14, .seed = 100 + seed});
        problem.fewest = problem.most = 4 + seed % 3;
        problem.within = 3;
        check_against_all(problem);
        if (seed % 2 == 0) test::add_random_rules(problem, seed);
        check_against_all(problem);
    }
}

TEST_CASE("coverage of Oxfordshire whose linear bound leaves a gap is proven with few nodes") {
    SKIP_WITHOUT_REFERENCE();
    // 20 sites within 5 km and 40 within 3 km: objectives as the plain subgradient method and its branch and bound found them. The one took 1,048
    // nodes with that, the other was not proven after 182,042; a hundred is far above what the volume algorithm needs and far below those.
    const SitingPlan twenty = solve(oxfordshire_with(SitingObjective::max_coverage, 20, 5'000));
    CHECK(twenty.objective == 115'241);
    CHECK(twenty.proven());
    CHECK(twenty.tree_nodes < 100);
    const SitingPlan forty = solve(oxfordshire_with(SitingObjective::max_coverage, 40, 3'000));
    CHECK(forty.objective == 111'805);
    CHECK(forty.proven());
    CHECK(forty.tree_nodes < 100);
}
