#include "model/timetable.hpp"

#include <doctest/doctest.h>

using namespace needsmap::model;

TEST_CASE("dates are read and written as people and files write them") {
    const auto day = day_from_iso("2009-03-10");
    REQUIRE(day);
    CHECK(day_text(*day) == "Tuesday 10 March 2009");
    CHECK(iso_text(*day) == "2009-03-10");
    for (const char* text : {"", "2009-02-29", "2009-13-01", "2009-3-10", "10/03/2009", "2009-03-1x", "2009-03-100"}) {
        INFO(text);
        CHECK_FALSE(day_from_iso(text));
    }
}

TEST_CASE("times of a service day go on past midnight, and have seconds only where there are some") {
    CHECK(clock_text(9 * 3600 + 5 * 60) == "09:05");
    CHECK(clock_text(25 * 3600 + 10 * 60) == "25:10");
    CHECK(clock_text(9 * 3600 + 30) == "09:00:30");
}
