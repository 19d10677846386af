#include "analysis/raptor.hpp"

#include <doctest/doctest.h>

#include <array>

#include "analysis/random_buses.hpp"
#include "base/error.hpp"
#include "support/plain_bus_search.hpp"
#include "support/tiny_timetable.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using tiny::at;

namespace {

/// Fails unless the journey's legs can really be made one after the other.
void check_legs(const Journey& journey, const model::Timetable& timetable, const StopWalks& changes) {
    model::ServiceSeconds now = journey.departure;
    for (std::size_t i = 0; i < journey.legs.size(); ++i) {
        const Leg& leg = journey.legs[i];
        CHECK(leg.departure >= now);
        CHECK(leg.arrival >= leg.departure);
        now = leg.arrival;
        if (i > 0) CHECK(leg.from == journey.legs[i - 1].to);
        if (leg.kind == Leg::Kind::walk) continue;
        const model::Trip& trip = timetable.trips[leg.trip];
        const model::Pattern& pattern = timetable.patterns[trip.pattern];
        CHECK(pattern.route == leg.route);
        bool boards = false, alights = false;
        for (std::uint32_t p = 0; p < pattern.stop_count; ++p) {
            const model::StopTime& time = timetable.times[trip.first_time + p];
            const model::StopIndex stop = timetable.pattern_stops[pattern.first_stop + p];
            // Trips of the day before count from another midnight.
            alights = alights || (boards && stop == leg.to && (leg.arrival - time.arrival) % 86400 == 0);
            boards = boards || (stop == leg.from && (leg.departure - time.departure) % 86400 == 0);
        }
        CHECK(boards);
        CHECK(alights);
        // Between two rides there is a change that takes its time.
        for (std::size_t before = i; before-- > 0;) {
            if (journey.legs[before].kind != Leg::Kind::ride) continue;
            std::int32_t least = -1;
            for (const StopWalk& change : changes.of(*journey.legs[before].to))
                if (change.stop == *leg.from) least = change.seconds;
            CHECK(least >= 0);
            CHECK(leg.departure - journey.legs[before].arrival >= least);
            break;
        }
    }
    CHECK(now == journey.arrival);
}

}  // namespace

TEST_CASE("a journey is told leg by leg with times and the names of routes") {
    tiny::TimetableMaker maker;
    const auto green = maker.stop("Green", 0, 0), market = maker.stop("Market", 9000, 0), square = maker.stop("Square", 9100, 0),
               school = maker.stop("School", 18000, 0);
    maker.trip("7", {{green, at(9, 0), at(9, 0)}, {market, at(9, 10), at(9, 10)}});
    maker.trip("X5", {{square, at(9, 11), at(9, 11)}, {school, at(9, 20), at(9, 20)}});
    maker.trip("X5", {{square, at(9, 15), at(9, 15)}, {school, at(9, 24), at(9, 24)}});
    const model::Timetable timetable = maker.make();
    // Market to Square is 100 m, 130 m with the detour, 97.5 s at 4.8 km/h and so 98, and a minute to change: 9:12:38, after the 9:11.
    const auto day = service_day(timetable, tiny::a_tuesday, at(8, 0), at(12, 0));
    const auto journey = quickest_journey(day, straight_line_changes(timetable, {}), std::array{StopWalk{green, 120}},
                                          std::array{StopWalk{school, 60}}, {}, at(8, 55), {});
    REQUIRE(journey);
    CHECK(journey->rides() == 2);
    CHECK(describe(*journey, timetable) ==
          "Walk to Green, 08:57; 7 from Green 09:00 to Market 09:10; walk to Square, 09:12:38; X5 from Square 09:15 to School 09:24; walk, "
          "09:25.");
}

TEST_CASE("the walk all the way goes before a bus that is no quicker") {
    tiny::TimetableMaker maker;
    const auto a = maker.stop("A", 0, 0), b = maker.stop("B", 9000, 0);
    maker.trip("1", {{a, at(9, 0), at(9, 0)}, {b, at(9, 10), at(9, 10)}});
    const model::Timetable timetable = maker.make();
    const auto day = service_day(timetable, tiny::a_tuesday, at(9, 0), at(12, 0));
    const auto rides = [&](std::optional<std::int32_t> on_foot_s) {
        const auto journey = quickest_journey(day, straight_line_changes(timetable, {}), std::array{StopWalk{a, 0}},
                                              std::array{StopWalk{b, 0}}, on_foot_s, at(9, 0), {});
        return journey ? journey->rides() : -1;
    };
    CHECK(rides(600) == 0);
    CHECK(rides(601) == 1);
    CHECK(rides({}) == 1);
}

TEST_CASE("no journey within the longest time is no journey") {
    tiny::TimetableMaker maker;
    const auto a = maker.stop("A", 0, 0), b = maker.stop("B", 9000, 0);
    maker.trip("1", {{a, at(9, 0), at(9, 0)}, {b, at(9, 10), at(9, 10)}});
    const model::Timetable timetable = maker.make();
    const auto day = service_day(timetable, tiny::a_tuesday, at(9, 0), at(12, 0));
    const auto journey = [&](std::int32_t longest_s) {
        return quickest_journey(day, straight_line_changes(timetable, {}), std::array{StopWalk{a, 0}}, std::array{StopWalk{b, 0}}, {},
                                at(9, 0), {.longest_s = longest_s});
    };
    CHECK(journey(600).has_value());
    CHECK_FALSE(journey(599).has_value());
    CHECK_THROWS_AS((void)journey(4 * 3600), base::Error);
}

TEST_CASE("every journey on random timetables arrives when a plain search does, by legs that can be made") {
    int journeys = 0;
    for (std::uint32_t seed = 101; seed <= 108; ++seed) {
        const test::RandomBuses buses(seed);
        const JourneyOptions options{.max_transfers = static_cast<int>(seed % 4), .longest_s = 100 * 60};
        const auto day = service_day(buses.timetable, tiny::a_tuesday, at(8, 40), at(12, 0));
        const test::PlainBusSearch plain(buses.timetable, tiny::a_tuesday, buses.changes);
        for (std::size_t home = 0; home < buses.homes.size(); ++home)
            for (std::size_t site = 0; site < buses.sites.size(); ++site)
                for (model::ServiceSeconds departure = at(8, 40); departure < at(9, 40); departure += 300) {
                    auto expected = plain.arrival(buses.homes.of(home), buses.sites.of(site), departure, options.max_transfers + 1);
                    if (expected && *expected - departure > options.longest_s) expected.reset();
                    const auto found =
                        quickest_journey(day, buses.changes, buses.homes.of(home), buses.sites.of(site), {}, departure, options);
                    INFO("seed " << seed << ", home " << home << ", site " << site << ", " << model::clock_text(departure));
                    CHECK(found.has_value() == expected.has_value());
                    if (!found || !expected) continue;
                    CHECK(found->arrival == *expected);
                    CHECK(found->rides() <= options.max_transfers + 1);
                    check_legs(*found, buses.timetable, buses.changes);
                    ++journeys;
                }
    }
    CHECK(journeys > 500);  // of 3,840 asked for
}
