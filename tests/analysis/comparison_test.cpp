#include "analysis/comparison.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>

using namespace needsmap;
using namespace needsmap::analysis;
using model::Direction;

namespace {

const Interval ten_to_twenty = {10, 20};

std::string word(double comparator, Direction direction) { return std::string(to_string(compare(ten_to_twenty, comparator, direction))); }

}  // namespace

TEST_CASE("an area differs only when its whole interval lies beyond the comparator") {
    CHECK(word(9.9, Direction::high_is_worse) == "worse");
    CHECK(word(15, Direction::high_is_worse) == "similar");
    CHECK(word(20.1, Direction::high_is_worse) == "better");
    CHECK(word(9.9, Direction::low_is_worse) == "better");
    CHECK(word(20.1, Direction::low_is_worse) == "worse");
}

TEST_CASE("a comparator on the limit is similar") {
    CHECK(word(10, Direction::high_is_worse) == "similar");
    CHECK(word(20, Direction::low_is_worse) == "similar");
}

TEST_CASE("without a bad direction areas are higher or lower, never better or worse") {
    CHECK(word(9.9, Direction::neutral) == "higher");
    CHECK(word(15, Direction::neutral) == "similar");
    CHECK(word(20.1, Direction::neutral) == "lower");
}

TEST_CASE("no interval or no comparator is not compared") {
    CHECK(compare(std::nullopt, 5, Direction::neutral) == Comparison::not_compared);
    CHECK(compare(ten_to_twenty, std::nullopt, Direction::neutral) == Comparison::not_compared);
    CHECK(word(std::numeric_limits<double>::quiet_NaN(), Direction::high_is_worse) == "not compared");
}

TEST_CASE("seven conceptions in a small ward cannot be told from the county, two of twenty-four neither") {
    // Figures of Oxfordshire's plans: 7 in 246 person-years against 23.3 per 1,000; 2 of 24 against any share in 2.3 to 25.9 %.
    CHECK(compare(rate_interval(7, 246, 1'000, false, 0.95), 23.3, Direction::high_is_worse) == Comparison::similar);
    CHECK(compare(rate_interval(2, 24, 100, true, 0.95), 12.2, Direction::high_is_worse) == Comparison::similar);
    // The whole county's fall from 29.5 to 23.3 is real.
    CHECK(compare(rate_interval(260, 11'159, 1'000, false, 0.95), 29.5, Direction::high_is_worse) == Comparison::better);
}
