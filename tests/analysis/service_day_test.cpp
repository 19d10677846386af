#include "analysis/service_day.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "support/tiny_timetable.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using tiny::at;

TEST_CASE("a trip that overtakes another goes into a queue of its own") {
    tiny::TimetableMaker maker;
    const auto a = maker.stop("A", 0, 0), b = maker.stop("B", 9000, 0);
    maker.trip("1", {{a, at(9, 0), at(9, 0)}, {b, at(9, 40), at(9, 40)}});
    maker.trip("1", {{a, at(9, 10), at(9, 10)}, {b, at(9, 30), at(9, 30)}});  // fast
    maker.trip("1", {{a, at(9, 20), at(9, 20)}, {b, at(10, 0), at(10, 0)}});
    const auto day = service_day(maker.make(), tiny::a_tuesday, at(9, 0), at(12, 0));
    REQUIRE(day.patterns.size() == 2);
    CHECK(day.patterns[0].trip_count == 2);
    CHECK(day.times_of(day.patterns[0], 1)[0].departure == at(9, 20));
    CHECK(day.times_of(day.patterns[1], 0)[1].arrival == at(9, 30));
}

TEST_CASE("only trips of the hours are there, with those of the days before and after on this day's clock") {
    tiny::TimetableMaker maker;
    const auto a = maker.stop("A", 0, 0), b = maker.stop("B", 9000, 0);
    const auto monday = maker.service({tiny::a_tuesday - std::chrono::days(1)});
    const auto wednesday = maker.service({tiny::a_tuesday + std::chrono::days(1)});
    maker.trip("late", {{a, at(24, 50), at(24, 50)}, {b, at(25, 10), at(25, 10)}}, monday);
    maker.trip("morning", {{a, at(8, 0), at(8, 0)}, {b, at(8, 30), at(8, 30)}});
    maker.trip("early", {{a, at(0, 20), at(0, 20)}, {b, at(0, 40), at(0, 40)}}, wednesday);
    const model::Timetable timetable = maker.make();
    const auto routes = [&](model::ServiceSeconds from, model::ServiceSeconds to) {
        std::string out;
        const ServiceDay day = service_day(timetable, tiny::a_tuesday, from, to);
        for (const ServiceDay::Pattern& pattern : day.patterns)
            out += timetable.routes[pattern.route].name + " " + model::clock_text(day.times_of(pattern, 0)[0].departure) + ";";
        return out;
    };
    CHECK(routes(at(0, 0), at(9, 0)) == "late 00:50;morning 08:00;");
    CHECK(routes(at(8, 30), at(9, 0)) == "morning 08:00;");  // still on its way
    CHECK(routes(at(23, 0), at(25, 0)) == "early 24:20;");
}

TEST_CASE("hours in which nothing runs are an error that says when something does") {
    tiny::TimetableMaker maker;
    const auto a = maker.stop("A", 0, 0), b = maker.stop("B", 9000, 0);
    maker.trip("1", {{a, at(9, 0), at(9, 0)}, {b, at(9, 40), at(9, 40)}});
    const model::Timetable timetable = maker.make();
    try {
        (void)service_day(timetable, tiny::a_tuesday, at(10, 0), at(12, 0));
        FAIL("nothing thrown");
    } catch (const base::Error& error) {
        CHECK(error.full_text() ==
              "No service of the timetable runs on Tuesday 10 March 2009 between 10:00 and 12:00. It has services from Tuesday 10 March "
              "2009 to "
              "Tuesday 10 March 2009.");
    }
}
