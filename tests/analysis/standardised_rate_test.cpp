#include "analysis/standardised_rate.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

using namespace needsmap::analysis;

namespace {

// Two age bands. Rates 20/1,000 and 30/500 = 0.02 and 0.06; weights 3:1, so the rate is (3*0.02 + 1*0.06)/4 = 0.03.
const std::vector<Stratum> two_bands = {{20, 1'000, 3}, {30, 500, 1}};

}  // namespace

TEST_CASE("the standardised rate is the weighted mean of the bands' rates with Dobson's interval") {
    const auto result = standardised_rate(two_bands, 1'000, 0.95);
    REQUIRE(result);
    CHECK(result->rate == doctest::Approx(30).epsilon(1e-13));
    CHECK(result->events == 50);
    // Variance (9*20/1e6 + 1*30/250,000)/16 = 0.0003/16 = 1.875e-5, so one standard error of the count (sqrt(50)) is 4.330127e-3;
    // Byar's 50: 37.10810 to 65.92016 (Python, from the printed formula). Low 0.03 + (4.330127e-3/7.071068)(37.10810-50), high alike.
    const double scale = 4.330127018922193 / 7.0710678118654755;  // per 1,000
    CHECK(result->interval.low == doctest::Approx(30 + scale * (37.10810040903417 - 50)).epsilon(1e-9));
    CHECK(result->interval.high == doctest::Approx(30 + scale * (65.92015669395772 - 50)).epsilon(1e-9));
}

TEST_CASE("weights are relative and a single band gives the crude rate with Byar's interval") {
    std::vector<Stratum> scaled = two_bands;
    for (Stratum& s : scaled) s.weight *= 5'500;
    CHECK(standardised_rate(scaled, 1'000, 0.95)->rate == doctest::Approx(30).epsilon(1e-13));
    const auto crude = standardised_rate(std::vector<Stratum>{{1411, 132'488, 1}}, 10'000, 0.95);
    const auto byars = *rate_interval(1411, 132'488, 10'000, false, 0.95);
    CHECK(crude->interval.low == doctest::Approx(byars.low).epsilon(1e-12));
    CHECK(crude->interval.high == doctest::Approx(byars.high).epsilon(1e-12));
}

TEST_CASE("fewer than ten events give no standardised rate, and a sentence") {
    const std::vector<Stratum> few = {{4, 1'000, 3}, {5, 500, 1}};
    CHECK(standardisation_problem(few, 0.95) == StandardisationProblem::too_few_events);
    CHECK_FALSE(standardised_rate(few, 1'000, 0.95));
    CHECK(std::string(sentence(StandardisationProblem::too_few_events)) == "No standardised rate: fewer than 10 events.");
}

TEST_CASE("a band nobody lives in makes the rate unknown unless the standard does not ask for it") {
    std::vector<Stratum> strata = two_bands;
    strata.push_back({0, 0, 2});
    CHECK(standardisation_problem(strata, 0.95) == StandardisationProblem::empty_stratum);
    strata.back().weight = 0;
    CHECK(standardised_rate(strata, 1'000, 0.95)->rate == doctest::Approx(30).epsilon(1e-13));
}

TEST_CASE("wrong numbers give no standardised rate") {
    CHECK(standardisation_problem({}, 0.95) == StandardisationProblem::no_weight);
    CHECK(standardisation_problem(std::vector<Stratum>{{-1, 10, 1}}, 0.95) == StandardisationProblem::bad_number);
    CHECK(standardisation_problem(std::vector<Stratum>{{std::numeric_limits<double>::infinity(), 10, 1}}, 0.95) ==
          StandardisationProblem::bad_number);
    CHECK(standardisation_problem(two_bands, 1.5) == StandardisationProblem::bad_number);
}
