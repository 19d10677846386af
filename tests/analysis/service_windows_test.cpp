#include "analysis/service_windows.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "support/tiny_timetable.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using std::chrono::days;
using tiny::a_tuesday;
using tiny::at;

namespace {

/// Term for three weeks from 3 March 2009, holidays for two, one Tuesday with nothing but one bus; evenings from Thursday on.
model::Timetable three_weeks_of_term() {
    tiny::TimetableMaker maker;
    const auto a = maker.stop("A", 0, 0), b = maker.stop("B", 9000, 0);
    const std::vector<model::Day> tuesdays = {a_tuesday - days(7), a_tuesday, a_tuesday + days(7)};
    const std::vector<model::Day> holidays = {a_tuesday + days(14), a_tuesday + days(21)};
    const auto term = maker.service(tuesdays), holiday = maker.service(holidays), single = maker.service({a_tuesday + days(28)});
    const auto weekend = maker.service({a_tuesday + days(3), a_tuesday + days(4), a_tuesday + days(10)});
    for (const auto& [service, trips] : {std::pair(term, 4), {holiday, 2}, {single, 1}, {weekend, 1}})
        for (int i = 0; i < trips; ++i) maker.trip("1", {{a, at(9, i), at(9, i)}, {b, at(10, i), at(10, i)}}, service);
    model::Timetable timetable = maker.make();
    return timetable;
}

std::string dates(const ServiceWindows& found) {
    std::string out;
    for (const ServiceWindow& window : found.windows) out += window.id + " " + model::iso_text(window.date) + ";";
    return out;
}

}  // namespace

TEST_CASE("without dates the fullest Tuesday is term, and the usual one with fewer trips is a holiday") {
    // Three Tuesdays with four trips, two with two, one with one; the evenings are those of the week of 3 March, which has none, so the fullest.
    const ServiceWindows found = service_windows(three_weeks_of_term(), {}, {});
    CHECK(dates(found) == "term 2009-03-03;holiday 2009-03-24;friday-evening 2009-03-13;saturday-evening 2009-03-14;");
    CHECK(found.windows[0].title == "Tuesday 3 March 2009, 09:00 to 12:00, in term");
    REQUIRE(found.diagnostics.items().size() == 2);
    CHECK(found.diagnostics.items()[1].message ==
          "No holiday date is set, so Tuesday 24 March 2009 with 2 trips (4 in term) stands for one in the school holidays.");
    CHECK(found.find("friday-evening")->from == at(17, 0));
    CHECK(found.find("sunday") == nullptr);
}

TEST_CASE("given dates are taken, and the evenings are those of the term date's week") {
    const ServiceWindows found = service_windows(three_weeks_of_term(), a_tuesday + days(7), a_tuesday + days(21));
    // A Friday with buses, 20 March; the Saturday after has none, so it is the only one with buses.
    CHECK(dates(found) == "term 2009-03-17;holiday 2009-03-31;friday-evening 2009-03-20;saturday-evening 2009-03-14;");
    CHECK(found.diagnostics.empty());
}

TEST_CASE("a date without trips is refused") {
    CHECK_THROWS_WITH_AS((void)service_windows(three_weeks_of_term(), a_tuesday + days(1), {}),
                         "The timetable has no trips on the term date, Wednesday 11 March 2009.", base::Error);
}

TEST_CASE("where holidays have the term's services, they have its date; a day of the week that never runs is left out") {
    tiny::TimetableMaker maker;
    const auto a = maker.stop("A", 0, 0), b = maker.stop("B", 9000, 0);
    maker.trip("1", {{a, at(9, 0), at(9, 0)}, {b, at(9, 40), at(9, 40)}});
    const ServiceWindows found = service_windows(maker.make(), {}, {});
    CHECK(dates(found) == "term 2009-03-10;holiday 2009-03-10;");
    CHECK(found.diagnostics.count(base::Severity::warning) == 2);
}
