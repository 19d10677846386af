#include "base/format.hpp"

#include <doctest/doctest.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

using namespace needsmap::base;

TEST_CASE("thousands have commas and minus is a minus sign") {
    CHECK(format_number(0, 0) == "0");
    CHECK(format_number(999, 0) == "999");
    CHECK(format_number(1000, 0) == "1,000");
    CHECK(format_number(639800, 0) == "639,800");
    CHECK(format_number(1234567.891, 2) == "1,234,567.89");
    CHECK(format_number(-1234.5, 1) == "−1,234.5");
    CHECK(format_number(-100, 0) == "−100");
    CHECK(format_count(155700) == "155,700");
}

TEST_CASE("decimals are always shown") {
    CHECK(format_number(12, 1) == "12.0");
    CHECK(format_number(0.5, 3) == "0.500");
    CHECK(format_number(0.0004, 2) == "0.00");
    CHECK(format_number(1e-300, 12) == "0.000000000000");
}

// Each left side is a double whose stored value lies just below the tie that its shortest text shows.
TEST_CASE("ties round away from zero as hand arithmetic does") {
    CHECK(format_number(2.675, 2) == "2.68");
    CHECK(format_number(1.005, 2) == "1.01");
    CHECK(format_number(0.285, 2) == "0.29");
    CHECK(format_number(-2.675, 2) == "−2.68");
    CHECK(format_number(0.5, 0) == "1");
    CHECK(format_number(1.5, 0) == "2");
    CHECK(format_number(2.5, 0) == "3");
    CHECK(format_number(0.05, 1) == "0.1");
}

TEST_CASE("a rate one bit below a tie rounds like the exact fraction") {
    const double exact = 8.75;
    CHECK(format_number(std::nextafter(exact, 0.0), 1) == "8.8");
    CHECK(format_number(8.7499999, 1) == "8.7");
}

TEST_CASE("a carry runs through nines") {
    CHECK(format_number(99.96, 1) == "100.0");
    CHECK(format_number(999.5, 0) == "1,000");
    CHECK(format_number(0.996, 2) == "1.00");
    CHECK(format_number(9.5, 0) == "10");
}

TEST_CASE("nothing rounds to minus zero") {
    CHECK(format_number(-0.04, 1) == "0.0");
    CHECK(format_number(-0.0, 0) == "0");
    CHECK(format_plain(-0.4, 0) == "0");
    CHECK(format_exact(-0.0) == "0");
}

TEST_CASE("text for files has no separator and an ASCII minus") {
    CHECK(format_plain(-1234.56, 1) == "-1234.6");
    CHECK(format_plain(639800, 0) == "639800");
    CHECK(format_plain(3, 2) == "3.00");
}

TEST_CASE("what is not a number is a dash for people and nothing in files") {
    for (const double value : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        CHECK(format_number(value, 1) == "–");
        CHECK(format_plain(value, 1).empty());
        CHECK(format_exact(value).empty());
    }
}

TEST_CASE("large counts keep every digit") {
    CHECK(format_count(9007199254740993) == "9,007,199,254,740,993");  // 2^53 + 1, which no double holds
    CHECK(format_count(std::numeric_limits<std::int64_t>::min()) == "−9,223,372,036,854,775,808");
    CHECK(format_number(1e15, 0) == "1,000,000,000,000,000");
}

TEST_CASE("exact text reads back to the same number") {
    for (const double value : {0.1, 1.0 / 3.0, 11.8, 92.735, 1e-7, 5e-324, 1.7976931348623157e308, -29.5}) {
        const std::string text = format_exact(value);
        double back = 0;
        std::from_chars(text.data(), text.data() + text.size(), back);
        CHECK(back == value);
    }
    CHECK(format_exact(11.8) == "11.8");
}

TEST_CASE("ordinals know the teens") {
    CHECK(format_ordinal(1) == "1st");
    CHECK(format_ordinal(2) == "2nd");
    CHECK(format_ordinal(3) == "3rd");
    CHECK(format_ordinal(4) == "4th");
    CHECK(format_ordinal(11) == "11th");
    CHECK(format_ordinal(12) == "12th");
    CHECK(format_ordinal(13) == "13th");
    CHECK(format_ordinal(21) == "21st");
    CHECK(format_ordinal(112) == "112th");
    CHECK(format_ordinal(122) == "122nd");
}
