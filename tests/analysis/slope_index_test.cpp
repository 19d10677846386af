#include "analysis/slope_index.hpp"

#include <doctest/doctest.h>

#include "analysis/six_areas.hpp"

using namespace needsmap;
using namespace needsmap::analysis;

namespace {

SlopeIndex slope_of(const Areas& areas, bool is_proportion = true) {
    return slope_index(rank_by_deprivation(areas.data(is_proportion)), 100, 0.95);
}

}  // namespace

// Python: normal equations of X = [1, ridit], weights = population, with the printed t quantile 2.7764 for 4 degrees of freedom.
TEST_CASE("slope index of six areas with its interval") {
    const SlopeIndex result = slope_of(six_areas());
    REQUIRE(result.slope);
    CHECK(result.problem == SlopeProblem::none);
    CHECK(result.slope->value == doctest::Approx(20.75471698113206).epsilon(1e-12));
    CHECK(result.slope->interval->low == doctest::Approx(14.15882526611992).epsilon(1e-10));
    CHECK(result.slope->interval->high == doctest::Approx(27.3506086961442).epsilon(1e-10));
    CHECK(result.most_deprived == doctest::Approx(27.77735849056603).epsilon(1e-12));
}

// Python: the ratios R where (u - R v)^2 is t^2 times its variance, by bisection.
TEST_CASE("relative index of six areas with Fieller's interval") {
    const SlopeIndex result = slope_of(six_areas());
    REQUIRE(result.relative);
    CHECK(result.relative->value == doctest::Approx(3.955400322407302).epsilon(1e-11));
    REQUIRE(result.relative->interval);
    CHECK(result.relative->interval->low == doctest::Approx(2.3447747213996903).epsilon(1e-9));
    CHECK(result.relative->interval->high == doctest::Approx(9.231819991712156).epsilon(1e-9));
}

TEST_CASE("the order that is called deprived decides the sign") {
    const Areas areas = six_areas();
    DeprivationData data = areas.data();
    data.deprivation_direction = model::Direction::low_is_worse;
    CHECK(slope_index(rank_by_deprivation(data), 100, 0.95).slope->value == doctest::Approx(-20.75471698113206).epsilon(1e-12));
}

TEST_CASE("the same rate everywhere is no inequality") {
    const SlopeIndex result = slope_of({cells("10 20 10 30"), cells("100 200 100 300"), cells("4 3 2 1")});
    CHECK(result.slope->value == doctest::Approx(0));
    CHECK(result.slope->interval->low == doctest::Approx(0));
    CHECK(result.slope->interval->high == doctest::Approx(0));
    CHECK(result.relative->value == doctest::Approx(1));
}

TEST_CASE("points on a line have its ends and no width") {
    // Equal populations at ridits 1/6, 1/2, 5/6 with rates 30, 20, 10 %: slope 30 per unit, ends 35 and 5 %.
    const SlopeIndex result = slope_of({cells("30 20 10"), cells("100 100 100"), cells("3 2 1")});
    CHECK(result.most_deprived == doctest::Approx(35));
    CHECK(result.least_deprived == doctest::Approx(5));
    CHECK(result.slope->interval->low == doctest::Approx(30));
    CHECK(result.relative->interval->high == doctest::Approx(7));
}

TEST_CASE("a line that reaches zero has a slope but no ratio") {
    const SlopeIndex result = slope_of({cells("60 5 0"), cells("100 100 100"), cells("3 2 1")});
    CHECK(result.slope);
    CHECK_FALSE(result.relative);
    CHECK(result.problem == SlopeProblem::no_ratio);
}

TEST_CASE("a lower end that cannot be told from zero gives a ratio without limits") {
    const SlopeIndex result = slope_of({cells("60 5 40 9"), cells("100 100 100 100"), cells("4 3 2 1")});
    REQUIRE(result.relative);
    CHECK_FALSE(result.relative->interval);
}

TEST_CASE("too few areas, one deprivation and no events give a sentence") {
    CHECK(slope_of({cells("6 5"), cells("10 10"), cells("2 1")}).problem == SlopeProblem::too_few_areas);
    CHECK(slope_of({cells("- * -"), cells("10 10 10"), cells("3 2 1")}).problem == SlopeProblem::too_few_areas);
    CHECK(slope_of({cells("6 5 4"), cells("10 10 10"), cells("2 2 2")}).problem == SlopeProblem::one_deprivation);
    CHECK(slope_of({cells("0 0 0"), cells("10 10 10"), cells("3 2 1")}).problem == SlopeProblem::no_ratio);
    CHECK(sentence(SlopeProblem::none).empty());
    for (const auto problem : {SlopeProblem::too_few_areas, SlopeProblem::one_deprivation, SlopeProblem::no_ratio})
        CHECK(sentence(problem).ends_with('.'));
}
