#include "analysis/intervals.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "base/format.hpp"

using namespace needsmap::analysis;

namespace {

/// "9.89-15.01", as a table prints it.
std::string printed(double numerator, double denominator, double per, bool is_proportion, int decimals, double confidence = 0.95) {
    const auto interval = rate_interval(numerator, denominator, per, is_proportion, confidence);
    if (!interval) return "none";
    return needsmap::base::format_plain(interval->low, decimals) + "-" + needsmap::base::format_plain(interval->high, decimals);
}

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

}  // namespace

// The counts are those of Oxfordshire's plans for 2009 to 2014, the limits were worked out by hand from them.
TEST_CASE("proportions of the county's plans have Wilson's interval to the printed digit") {
    CHECK(printed(77, 630, 100, true, 2) == "9.89-15.01");      // missing three times or more
    CHECK(printed(1992, 2468, 100, true, 2) == "79.11-82.22");  // homelessness prevented
    CHECK(printed(2, 24, 100, true, 2) == "2.32-25.85");        // looked-after two-year-olds
}

TEST_CASE("rates of the county's plans have Byar's or the exact interval to the printed digit") {
    CHECK(printed(1411, 132'488, 10'000, false, 1) == "101.0-112.2");  // injury admissions
    CHECK(printed(260, 11'159, 1'000, false, 1) == "20.6-26.3");       // conceptions under 18
    CHECK(printed(7, 246, 1'000, false, 1) == "11.4-58.6");            // a ward in three years: exact
}

TEST_CASE("exact limits of small counts are those of the printed Poisson tables") {
    // Ulm (1990) and every table of Poisson limits: 0 events 0 to 3.689, 1 event 0.0253 to 5.572, 5 events 1.623 to 11.668.
    CHECK(poisson_interval(0, 0.95)->low == 0);
    CHECK(poisson_interval(0, 0.95)->high == doctest::Approx(-std::log(0.025)).epsilon(1e-12));  // P(X = 0) = exp(-high) = 0.025
    CHECK(poisson_interval(1, 0.95)->low == doctest::Approx(-std::log(0.975)).epsilon(1e-12));   // P(X >= 1) = 1 - exp(-low)
    CHECK(printed(1, 1, 1, false, 3) == "0.025-5.572");
    CHECK(printed(5, 1, 1, false, 3) == "1.623-11.668");
}

TEST_CASE("from ten events Byar's approximation takes over and stays close to the exact limits") {
    CHECK(printed(9, 1, 1, false, 3) == "4.115-17.085");  // exact, printed tables
    CHECK(printed(10, 1, 1, false, 2) == "4.79-18.39");   // Byar's by hand: 10 (1 - 1/90 - 0.20660)^3, 11 (1 - 1/99 + 0.19698)^3
    CHECK(printed(100, 1, 1, false, 1) == "81.4-121.6");  // printed tables give the same, exactly
}

TEST_CASE("99.8 % intervals use 3.09 standard errors and contain the 95 % interval") {
    CHECK(normal_quantile(0.95) == doctest::Approx(1.959963984540054).epsilon(1e-14));  // any table of the normal distribution
    CHECK(normal_quantile(0.998) == doctest::Approx(3.090232306167813).epsilon(1e-14));
    for (const double count : {0.0, 3.0, 9.0, 10.0, 250.0}) {
        const auto narrow = *poisson_interval(count, 0.95), wide = *poisson_interval(count, 0.998);
        CHECK(wide.low <= narrow.low);
        CHECK(wide.high > narrow.high);
    }
    const auto wide = *wilson_interval(2, 24, 0.998);
    // (2*2 + z2 -/+ z sqrt(z2 + 4*2*(22/24))) / (2 (24 + z2)), z2 = 9.549536: by hand (Python) 0.0127 and 0.3912.
    CHECK(wide.low == doctest::Approx(0.012699902957422484).epsilon(1e-10));
    CHECK(wide.high == doctest::Approx(0.39116666094338354).epsilon(1e-10));
}

TEST_CASE("none and all of the base have one limit at the value itself") {
    const auto none = *wilson_interval(0, 30, 0.95), all = *wilson_interval(30, 30, 0.95);
    CHECK(none.low == 0);
    CHECK(none.high == doctest::Approx(3.841458820694124 / (30 + 3.841458820694124)).epsilon(1e-12));  // z2 / (n + z2)
    CHECK(all.high == 1);
    CHECK(all.low == doctest::Approx(1 - none.high).epsilon(1e-12));
}

TEST_CASE("a million events keep finite and narrow limits") {
    const auto interval = *poisson_interval(1e6, 0.95);
    // sqrt(1e6) = 1,000 and 1.96 standard errors either side; the skewness term is of the order of one event.
    CHECK(interval.low == doctest::Approx(1e6 - 1960).epsilon(3e-6));
    CHECK(interval.high == doctest::Approx(1e6 + 1960).epsilon(3e-6));
    CHECK(wilson_interval(1e6, 1e6, 0.998)->high == 1);
}

TEST_CASE("wrong figures get no interval and a sentence instead") {
    CHECK(interval_problem(not_a_number, 10, true, 0.95) == IntervalProblem::not_finite);
    CHECK(interval_problem(-1, 10, true, 0.95) == IntervalProblem::negative);
    CHECK(interval_problem(1, -10, false, 0.95) == IntervalProblem::negative);
    CHECK(interval_problem(0, 0, false, 0.95) == IntervalProblem::no_denominator);
    CHECK(interval_problem(11, 10, true, 0.95) == IntervalProblem::above_whole);
    CHECK(interval_problem(1, 10, true, 1.0) == IntervalProblem::bad_confidence);
    CHECK(interval_problem(1, 10, true, not_a_number) == IntervalProblem::bad_confidence);
    CHECK(sentence(IntervalProblem::none).empty());
    for (int i = 1; i <= static_cast<int>(IntervalProblem::bad_confidence); ++i)
        CHECK(sentence(static_cast<IntervalProblem>(i)).ends_with('.'));
    CHECK_FALSE(rate_interval(11, 10, 100, true, 0.95));
    CHECK_FALSE(rate_interval(1, 0, 100, false, 0.95));
    CHECK_FALSE(wilson_interval(not_a_number, 10, 0.95));
    CHECK_FALSE(poisson_interval(-1, 0.95));
}

TEST_CASE("a rate may count more events than there are people") { CHECK(rate_interval(11, 10, 1'000, false, 0.95).has_value()); }

TEST_CASE("the relative half width of nothing is infinite") {
    CHECK(relative_half_width(50, {40, 80}) == doctest::Approx(0.4));
    CHECK(std::isinf(relative_half_width(0, {0, 3})));
}
