#include "analysis/reliability.hpp"

#include <doctest/doctest.h>

using namespace needsmap::analysis;

TEST_CASE("a rate becomes reliable at eighteen events") {
    // Byar's: 17 events 9.90 to 27.22, half width 8.66 > 8.5; 18 events 10.66 to 28.45, half width 8.89 < 9 (Python, from the printed formula).
    CHECK_FALSE(is_reliable(17, poisson_interval(17, 0.95)));
    CHECK(is_reliable(18, poisson_interval(18, 0.95)));
}

TEST_CASE("two of twenty-four are unreliable, seventy-seven of six hundred and thirty are not") {
    // Half widths from the county's golden intervals: (25.85-2.32)/2 = 11.8 beside 8.3; (15.01-9.89)/2 = 2.6 beside 12.2.
    CHECK_FALSE(is_reliable(100 * 2.0 / 24, rate_interval(2, 24, 100, true, 0.95)));
    CHECK(is_reliable(100 * 77.0 / 630, rate_interval(77, 630, 100, true, 0.95)));
}

TEST_CASE("zero and the unknown are not reliable") {
    CHECK_FALSE(is_reliable(0, wilson_interval(0, 1'000'000, 0.95)));
    CHECK_FALSE(is_reliable(5, std::nullopt));
}

TEST_CASE("the legend has a sentence for the hatch") { CHECK(reliability_sentence().starts_with("Hatched")); }
