#include "analysis/random_draws.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>

using needsmap::analysis::RandomDraws;

namespace {

constexpr int count = 200'000;

struct Moments {
    double mean = 0, variance = 0;
};
Moments moments(const std::function<double(RandomDraws&)>& draw) {
    RandomDraws random(7, 3);
    double sum = 0, squares = 0;
    for (int i = 0; i < count; ++i) {
        const double x = draw(random);
        sum += x, squares += x * x;
    }
    return {sum / count, squares / count - (sum / count) * (sum / count)};
}

}  // namespace

// Tolerances: four standard errors of a mean of 200,000 draws are about 0.009 standard deviations; variances get five times that.

TEST_CASE("uniform and normal numbers have the moments of their distributions") {
    const Moments uniform = moments([](RandomDraws& r) { return r.uniform(); });
    CHECK(std::abs(uniform.mean - 0.5) < 0.009 * 0.289);
    CHECK(std::abs(uniform.variance - 1.0 / 12) < 0.001);
    const Moments normal = moments([](RandomDraws& r) { return r.normal(); });
    CHECK(std::abs(normal.mean) < 0.009);
    CHECK(std::abs(normal.variance - 1) < 0.015);
}

TEST_CASE("gamma numbers have mean and variance equal to their shape, below and above 1") {
    for (const double shape : {0.5, 1.0, 4.5, 1'000.5}) {
        CAPTURE(shape);
        const Moments gamma = moments([&](RandomDraws& r) { return r.gamma(shape); });
        CHECK(std::abs(gamma.mean - shape) < 0.009 * std::sqrt(shape));
        CHECK(gamma.variance == doctest::Approx(shape).epsilon(0.05));
    }
}

TEST_CASE("beta numbers have the moments a / (a + b) and ab / (a + b)^2 (a + b + 1)") {
    const Moments beta = moments([](RandomDraws& r) { return r.beta(2.5, 7.5); });
    CHECK(std::abs(beta.mean - 0.25) < 0.009 * std::sqrt(0.25 * 0.75 / 11));
    CHECK(beta.variance == doctest::Approx(0.25 * 0.75 / 11).epsilon(0.05));
}

TEST_CASE("whole numbers below a bound are all as likely") {
    RandomDraws random(1, 1);
    int seen[7] = {};
    for (int i = 0; i < 70'000; ++i) ++seen[random.below(7)];
    for (const int n : seen) CHECK(std::abs(n - 10'000) < 400);  // four standard deviations of about 93
}

TEST_CASE("the same seed and stream give the same numbers, others give others") {
    CHECK(RandomDraws(1, 2).bits() == RandomDraws(1, 2).bits());
    CHECK(RandomDraws(1, 2).bits() != RandomDraws(1, 3).bits());
    CHECK(RandomDraws(1, 2).bits() != RandomDraws(2, 1).bits());
}
