#include "analysis/homogeneity.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace needsmap::analysis;

TEST_CASE("chi-squared and p of three proportions are those of hand arithmetic") {
    // 10, 20 and 30 of 100 each: the shared rate is 0.2; (100 + 0 + 100) / (100 * 0.2 * 0.8) = 12.5; with 2 degrees p = exp(-12.5 / 2).
    const std::vector<CountOf> areas = {{10, 100}, {20, 100}, {30, 100}};
    const Homogeneity test = test_homogeneity(areas, {});
    CHECK(test.chi_squared == doctest::Approx(12.5).epsilon(1e-12));
    CHECK(test.degrees_of_freedom == 2);
    CHECK(test.p == doctest::Approx(std::exp(-6.25)).epsilon(1e-10));
    CHECK_FALSE(test.is_simulated);
}

TEST_CASE("a rate counts events only") {
    // The same counts as events per person-time: (100 + 0 + 100) / 20 = 10, p = exp(-5).
    const std::vector<CountOf> areas = {{10, 1000}, {20, 1000}, {30, 1000}};
    const Homogeneity test = test_homogeneity(areas, {.is_proportion = false});
    CHECK(test.chi_squared == doctest::Approx(10).epsilon(1e-12));
    CHECK(test.p == doctest::Approx(std::exp(-5.0)).epsilon(1e-10));
}

TEST_CASE("with small expected numbers p is simulated and near the exact one") {
    // 4 of 8 against 0 of 8: of the C(16,4) = 1,820 ways 2 * C(8,4) = 140 are as uneven, p = 0.0769.
    const std::vector<CountOf> areas = {{4, 8}, {0, 8}};
    const Homogeneity test = test_homogeneity(areas, {.permutations = 99'999});
    CHECK(test.is_simulated);
    // Dealing stops at 100 exceedances, so the error of p is about a tenth of it; three of these.
    CHECK(test.p == doctest::Approx(140.0 / 1820).epsilon(0.3));
    CHECK(test_homogeneity(areas, {.permutations = 99'999}).p == test.p);
    CHECK(test_homogeneity(areas, {.permutations = 99'999, .seed = 2}).p != test.p);
}

TEST_CASE("a simulated rate is near the exact one") {
    // 6 events all in one of two equal areas: 2 * (1/2)^6 = 1/32.
    const std::vector<CountOf> areas = {{6, 100}, {0, 100}};
    CHECK(test_homogeneity(areas, {.is_proportion = false, .permutations = 99'999}).p == doctest::Approx(1.0 / 32).epsilon(0.3));
}

TEST_CASE("where nothing can differ p is 1") {
    CHECK(test_homogeneity({}, {}).p == 1);
    CHECK(test_homogeneity(std::vector<CountOf>{{5, 10}}, {}).p == 1);
    CHECK(test_homogeneity(std::vector<CountOf>{{0, 10}, {0, 20}}, {}).p == 1);
    CHECK(test_homogeneity(std::vector<CountOf>{{10, 10}, {20, 20}}, {}).p == 1);
    CHECK(test_homogeneity(std::vector<CountOf>{{3, 0}, {5, 10}}, {}).p == 1);
}

TEST_CASE("a million events are tested without dealing them out") {
    const std::vector<CountOf> areas = {{500'000, 5'000'000}, {510'000, 5'000'000}, {0, 1}};
    const Homogeneity test = test_homogeneity(areas, {});
    CHECK_FALSE(test.is_simulated);
    CHECK(test.degrees_of_freedom == 2);  // two areas and the pool of small ones
    CHECK(test.p < 1e-20);
}

TEST_CASE("the one-sided test against the rest is Fisher's for proportions and binomial for rates") {
    // Fisher's lady: 3 of 4 and 1 of 4; P(X >= 3) = (4 * 4 + 1) / 70.
    CHECK(p_above({3, 4}, {1, 4}, true) == doctest::Approx(17.0 / 70).epsilon(1e-12));
    CHECK(p_above({1, 4}, {3, 4}, true, true) == doctest::Approx(17.0 / 70).epsilon(1e-12));
    // 8 of 10 events in half of the person-time: (45 + 10 + 1) / 1024.
    CHECK(p_above({8, 50}, {2, 50}, false) == doctest::Approx(56.0 / 1024).epsilon(1e-12));
    CHECK(p_above({2, 50}, {8, 50}, false, true) == doctest::Approx(56.0 / 1024).epsilon(1e-12));
}

TEST_CASE("the test against the rest has an answer at every edge") {
    CHECK(p_above({0, 10}, {0, 20}, true) == 1);
    CHECK(p_above({0, 10}, {0, 20}, false) == 1);
    CHECK(p_above({5, 0}, {0, 20}, true) == 1);
    CHECK(p_above({5, 4}, {0, 20}, true) == 1);  // more in need than there are
    CHECK(p_above({0, 1'000'000}, {1'000'000, 1'000'000}, true) == 1);
    CHECK(p_above({900'000, 1'000'000}, {100'000, 1'000'000}, true) == doctest::Approx(0).epsilon(1e-12));
    CHECK(p_above({100'000, 1'000'000}, {100'000, 1'000'000}, true) == doctest::Approx(0.5).epsilon(0.01));
}
