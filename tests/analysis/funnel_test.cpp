#include "analysis/funnel.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "analysis/cells.hpp"
#include "analysis/intervals.hpp"
#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::analysis;

namespace {

const FunnelOptions percent_around_20 = {.is_proportion = true, .per = 100, .target = 20};
const FunnelOptions count_around_50 = {.is_proportion = false, .per = 1, .target = 50};

}  // namespace

TEST_CASE("limits of a proportion are standard errors at the target") {
    const FunnelLimits limits = funnel_limits(100, percent_around_20);  // standard error sqrt(0.2 * 0.8 / 100) = 4 %
    CHECK(limits.low95 == doctest::Approx(20 - 4 * 1.959963984540054).epsilon(1e-13));
    CHECK(limits.high95 == doctest::Approx(20 + 4 * 1.959963984540054).epsilon(1e-13));
    CHECK(limits.low998 == doctest::Approx(20 - 4 * 3.090232306167813).epsilon(1e-13));
    CHECK(limits.high998 == doctest::Approx(20 + 4 * 3.090232306167813).epsilon(1e-13));
}

TEST_CASE("limits of small areas are clipped at nothing and at the whole") {
    CHECK(funnel_limits(4, percent_around_20).low95 == 0);
    CHECK(funnel_limits(4, {.is_proportion = true, .per = 100, .target = 90}).high998 == 100);
    // Exact: 3.689 events are expected where none has a chance of 2.5 %; fewer expected, and no count is too low.
    CHECK(funnel_limits(1, {.is_proportion = false, .per = 1, .target = 3.6}).low95 == 0);
    CHECK(funnel_limits(1, {.is_proportion = false, .per = 1, .target = 3.7}).low95 > 0);
}

TEST_CASE("limits of a rate invert Byar's interval") {
    // Python, bisection on the printed formula: the counts whose limit is 50.
    const FunnelLimits limits = funnel_limits(1, count_around_50);
    CHECK(limits.low95 == doctest::Approx(36.13720699716243).epsilon(1e-10));
    CHECK(limits.high95 == doctest::Approx(64.81418725337913).epsilon(1e-10));
    CHECK(limits.low998 == doctest::Approx(29.125229579651883).epsilon(1e-10));
    CHECK(limits.high998 == doctest::Approx(73.73788037236272).epsilon(1e-10));
}

TEST_CASE("whole counts are beyond the drawn limits exactly when their interval leaves out the target") {
    for (const double target : {0.7, 4.0, 12.5, 50.0, 1'000.0}) {
        const FunnelLimits limits = funnel_limits(1, {.is_proportion = false, .per = 1, .target = target});
        for (double count = 0; count < 2 * target + 20; ++count) {
            const Interval interval = *poisson_interval(count, 0.95);
            CHECK((count > limits.high95) == (interval.low > target));
            CHECK((count < limits.low95) == (interval.high < target));
        }
    }
}

TEST_CASE("areas fall into zones by their own intervals") {
    // Of 100: limits 7.6, 12.2, 27.8 and 32.4 % around 20 %.
    const Funnel result = funnel(cells("7 8 20 28 33 * 5 120"), cells("100 100 100 100 100 100 0 100"), percent_around_20);
    const std::vector<FunnelZone> expected = {FunnelZone::far_below, FunnelZone::below,     FunnelZone::inside,    FunnelZone::above,
                                              FunnelZone::far_above, FunnelZone::no_figure, FunnelZone::no_figure, FunnelZone::no_figure};
    CHECK(result.zone == expected);
    CHECK(result.areas_left_out == 3);
}

TEST_CASE("overdispersion is the winsorised mean squared z-score and widens the limits by its root") {
    // Around 50 % of 100 the standard error is 5: z = -6 -4 -2 -1 0 0 1 2 4 6, tenth and ninetieth percentile -/+4.2, mean square 7.728.
    const auto counts = cells("20 30 40 45 50 50 55 60 70 80");
    const Funnel result = funnel(counts, same_cells(10, 100), {.is_proportion = true, .per = 100, .target = 50});
    CHECK(result.is_overdispersed);
    CHECK(result.overdispersion == doctest::Approx(7.728).epsilon(1e-12));
    REQUIRE(result.curve.size() == 1);
    CHECK(result.curve[0].overdispersed.high95 == doctest::Approx(50 + 5 * 1.959963984540054 * std::sqrt(7.728)).epsilon(1e-12));
    CHECK(result.zone[8] == FunnelZone::far_above);             // 70 %: 4 standard errors
    CHECK(result.zone_overdispersed[8] == FunnelZone::inside);  // 4 < 1.96 * 2.78
    CHECK(result.zone_overdispersed[9] == FunnelZone::above);   // 5.45 < 6 < 8.59
}

TEST_CASE("chance alone does not widen the limits") {
    // z = -1 0 1: mean square after winsorising at most 2/3.
    const Funnel result = funnel(cells("45 50 55"), same_cells(3, 100), {.is_proportion = true, .per = 100, .target = 50});
    CHECK_FALSE(result.is_overdispersed);
    CHECK(result.zone == result.zone_overdispersed);
    CHECK(result.curve[0].overdispersed.high95 == result.curve[0].plain.high95);
}

TEST_CASE("the curve runs from the smallest to the largest area and narrows") {
    const Funnel result = funnel(cells("20 200 2000"), cells("100 1000 10000"), percent_around_20);
    REQUIRE(result.curve.size() == 50);
    CHECK(result.curve.front().denominator == doctest::Approx(100));
    CHECK(result.curve.back().denominator == doctest::Approx(10'000));
    for (std::size_t i = 1; i < 50; ++i) {
        CHECK(result.curve[i].plain.high95 < result.curve[i - 1].plain.high95);
        CHECK(result.curve[i].plain.high998 > result.curve[i].plain.high95);
    }
}

TEST_CASE("no area, one area and a million events are fine") {
    CHECK(funnel(cells("* -"), cells("10 10"), percent_around_20).curve.empty());
    CHECK(funnel(cells("2"), cells("10"), percent_around_20).zone[0] == FunnelZone::inside);
    const FunnelLimits limits = funnel_limits(1, {.is_proportion = false, .per = 1, .target = 1e6});
    CHECK(limits.high95 == doctest::Approx(1e6 + 1960).epsilon(5e-6));  // 1.96 sqrt(1e6), and a skewness of a few events
}

TEST_CASE("a target without limits is refused in a sentence") {
    for (const double target : {0.0, -3.0, 100.0, std::numeric_limits<double>::quiet_NaN()})
        CHECK_THROWS_AS((void)funnel(cells("2"), cells("10"), {.is_proportion = true, .per = 100, .target = target}), base::Error);
    CHECK_THROWS_AS((void)funnel(cells("2 3"), cells("10"), percent_around_20), base::Error);
}
