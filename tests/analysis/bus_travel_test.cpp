#include "analysis/bus_travel.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/random_buses.hpp"
#include "base/error.hpp"
#include "support/plain_bus_search.hpp"
#include "support/tiny_timetable.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using tiny::at;

namespace {

StopWalks one_walk(model::StopIndex stop, std::int32_t seconds) {
    StopWalks walks;
    walks.add_point(std::array{StopWalk{stop, seconds}});
    return walks;
}

/// A line from Green to Market, every 20 minutes from 9:00 to 9:40, ten minutes on the way.
struct TwoStops {
    model::StopIndex green, market;
    model::Timetable timetable;
    StopWalks changes;
    TwoStops() {
        tiny::TimetableMaker maker;
        green = maker.stop("Green", 0, 0), market = maker.stop("Market", 9000, 0);
        for (const int minutes : {0, 20, 40})
            maker.trip("7", {{green, at(9, minutes), at(9, minutes)}, {market, at(9, minutes + 10), at(9, minutes + 10)}});
        timetable = maker.make();
        changes = straight_line_changes(timetable, {});
    }
    [[nodiscard]] BusTravel travel(const BusTravelOptions& options, std::vector<double> on_foot_s = {}) const {
        base::QuietJob job;
        return bus_travel(service_day_for(timetable, tiny::a_tuesday, options), changes, one_walk(green, 120), one_walk(market, 180),
                          on_foot_s, options, job);
    }
};

class CancelledJob final : public base::JobContext {
public:
    void progress(double, std::string_view) override {}
    [[nodiscard]] bool cancelled() const override { return true; }
};

}  // namespace

TEST_CASE("minutes by bus hold the walks, the wait and the ride, for every minute of departure") {
    // Two minutes to the stop: who leaves from 9:00 to 9:18 gets the bus of 9:20 and is there at 9:33, who leaves at 9:19 the next one at 9:53.
    // So the twenty times are 33, 32, … 15 and 34 minutes; sorted, the 10th is 24 and the 18th (90 %) is 32.
    const BusTravel travel = TwoStops().travel({.from = at(9, 0), .to = at(9, 20)});
    CHECK(travel.departures == 20);
    CHECK(travel.percentiles[0].at(0, 0) == doctest::Approx(24));
    CHECK(travel.percentiles[1].at(0, 0) == doctest::Approx(32));
    CHECK(travel.with_journey[0] == 20);
    CHECK(travel.journeys[0] == 2);
    CHECK(travel.on_foot[0] == 0);
    CHECK(travel.access(0, 0) == BusAccess::bus);
}

TEST_CASE("a pair with buses for fewer than half of the departures has no service") {
    // The last bus leaves at 9:40, so 9:38 is the last of 90 minutes with a journey: 39 of 90.
    const BusTravel travel = TwoStops().travel({.from = at(9, 0), .to = at(10, 30)});
    CHECK(travel.with_journey[0] == 39);
    CHECK(travel.share_with_journey(0, 0) == doctest::Approx(39.0 / 90));
    CHECK(travel.access(0, 0) == BusAccess::none);
    CHECK(travel.percentiles[0].at(0, 0) == model::unreachable);
}

TEST_CASE("a journey beyond the longest time counts as none") {
    // 25 minutes are enough for those who leave from 9:08 (there at 9:33) to 9:18.
    const BusTravel travel = TwoStops().travel({.from = at(9, 0), .to = at(9, 20), .longest_s = 25 * 60});
    CHECK(travel.with_journey[0] == 11);
}

TEST_CASE("who walks as fast as the bus walks, and it is told") {
    // A walk of 20 minutes is as quick or quicker than the buses' 33 to 20 (14 departures) and 34 minutes, and slower than 19 to 15 (five).
    const BusTravel travel = TwoStops().travel({.from = at(9, 0), .to = at(9, 20)}, {20 * 60.0});
    CHECK(travel.on_foot[0] == 15);
    CHECK(travel.with_journey[0] == 20);
    CHECK(travel.access(0, 0) == BusAccess::walk);
    CHECK(travel.percentiles[1].at(0, 0) == doctest::Approx(20));
}

TEST_CASE("the bus that left before midnight on its own day's clock is there after midnight") {
    tiny::TimetableMaker maker;
    const auto a = maker.stop("A", 0, 0), b = maker.stop("B", 9000, 0);
    const auto monday = maker.service({tiny::a_tuesday - std::chrono::days(1)});
    maker.trip("N1", {{a, at(24, 30), at(24, 30)}, {b, at(24, 50), at(24, 50)}}, monday);
    const model::Timetable timetable = maker.make();
    const BusTravelOptions options{.from = at(0, 25), .to = at(0, 26)};
    base::QuietJob job;
    const BusTravel travel = bus_travel(service_day_for(timetable, tiny::a_tuesday, options), straight_line_changes(timetable, {}),
                                        one_walk(a, 0), one_walk(b, 0), {}, options, job);
    CHECK(travel.percentiles[0].at(0, 0) == doctest::Approx(25));
}

TEST_CASE("a change takes its time, at the same stop too") {
    tiny::TimetableMaker maker;
    const auto a = maker.stop("A", 0, 0), b = maker.stop("B", 9000, 0), c = maker.stop("C", 18000, 0);
    maker.trip("1", {{a, at(9, 0), at(9, 0)}, {b, at(9, 10), at(9, 10)}});
    maker.trip("2", {{b, at(9, 10, 59), at(9, 10, 59)}, {c, at(9, 20), at(9, 20)}});
    maker.trip("2", {{b, at(9, 11), at(9, 11)}, {c, at(9, 30), at(9, 30)}});
    const model::Timetable timetable = maker.make();
    const BusTravelOptions options{.from = at(9, 0), .to = at(9, 1)};
    base::QuietJob job;
    const auto minutes = [&](std::int32_t least_change_s, int max_transfers) {
        BusTravelOptions wished = options;
        wished.max_transfers = max_transfers;
        const StopWalks changes = straight_line_changes(timetable, {.least_change_s = least_change_s});
        return bus_travel(service_day_for(timetable, tiny::a_tuesday, wished), changes, one_walk(a, 0), one_walk(c, 0), {}, wished, job)
            .percentiles[0]
            .at(0, 0);
    };
    CHECK(minutes(60, 1) == doctest::Approx(30));
    CHECK(minutes(59, 1) == doctest::Approx(20));
    CHECK(minutes(60, 0) == model::unreachable);
}

TEST_CASE("journeys on random timetables are those of a plain search of everything that can be boarded") {
    // Percentiles at every rank give back all the times of the window, which a plain search finds one by one.
    constexpr int departures = 40;
    BusTravelOptions options{.from = at(8, 40), .to = at(8, 40) + departures * 90, .step_s = 90, .longest_s = 100 * 60};
    options.percentiles.clear();
    for (int rank = 1; rank <= departures; ++rank) options.percentiles.push_back(100.0 * rank / departures);
    base::QuietJob job;
    int reachable = 0;
    for (std::uint32_t seed = 1; seed <= 12; ++seed) {
        const test::RandomBuses buses(seed);
        options.max_transfers = static_cast<int>(seed % 4);
        const BusTravel travel = bus_travel(service_day_for(buses.timetable, tiny::a_tuesday, options), buses.changes, buses.homes,
                                            buses.sites, buses.on_foot_s, options, job);
        const test::PlainBusSearch plain(buses.timetable, tiny::a_tuesday, buses.changes);
        for (std::size_t home = 0; home < buses.homes.size(); ++home)
            for (std::size_t site = 0; site < buses.sites.size(); ++site) {
                std::vector<double> expected;
                for (int i = 0; i < departures; ++i) {
                    const int departure = options.from + 90 * i;
                    const auto arrival = plain.arrival(buses.homes.of(home), buses.sites.of(site), departure, options.max_transfers + 1);
                    double seconds = arrival ? *arrival - departure : model::unreachable;
                    seconds = std::min(seconds, buses.on_foot_s[travel.at(home, site)]);
                    expected.push_back(seconds <= options.longest_s ? seconds / 60 : model::unreachable);
                    reachable += expected.back() < model::unreachable ? 1 : 0;
                }
                std::ranges::sort(expected);
                std::vector<double> found;
                for (const model::TravelCosts& costs : travel.percentiles) found.push_back(costs.at(home, site));
                INFO("seed " << seed << ", home " << home << ", site " << site);
                CHECK(found == expected);
                CHECK(travel.with_journey[travel.at(home, site)] ==
                      static_cast<std::uint16_t>(std::ranges::count_if(expected, [](double m) { return m < model::unreachable; })));
            }
    }
    CHECK(reachable > 5000);  // of 19,200: the timetables do lead somewhere
}

TEST_CASE("stops around a site have the rest of the minutes left to walk") {
    // From Green at 9:00 to 9:19: the bus itself can be caught at once at 9:00 (13 minutes with the walk of three at the end) and is
    // waited for from 9:01 to 9:19 (32 to 14 minutes). Sorted the 10th of 13, 14, … 32 is 22. At Market one walks three minutes.
    const TwoStops line;
    const BusTravelOptions options{.from = at(9, 0), .to = at(9, 20)};
    base::QuietJob job;
    const ServiceDay day = service_day_for(line.timetable, tiny::a_tuesday, options);
    const auto stops = stops_within(day, line.changes, one_walk(line.market, 180), 30, options, job);
    REQUIRE(stops.size() == 2);
    CHECK(stops[0].minutes == doctest::Approx(22));
    CHECK(stops[0].remaining == doctest::Approx(8));
    CHECK(stops[1].minutes == doctest::Approx(3));
    CHECK(stops_within(day, line.changes, one_walk(line.market, 180), 21.9, options, job).size() == 1);
}

TEST_CASE("no sites and no homes give an empty table, and a cancelled search none") {
    const TwoStops line;
    const BusTravelOptions options{.from = at(9, 0), .to = at(9, 20)};
    const ServiceDay day = service_day_for(line.timetable, tiny::a_tuesday, options);
    base::QuietJob job;
    CHECK(bus_travel(day, line.changes, one_walk(line.green, 0), {}, {}, options, job).percentiles[0].costs.empty());
    CHECK(bus_travel(day, line.changes, {}, one_walk(line.green, 0), {}, options, job).percentiles[0].costs.empty());
    CancelledJob cancelled;
    CHECK_THROWS_AS((void)bus_travel(day, line.changes, one_walk(line.green, 0), one_walk(line.market, 0), {}, options, cancelled),
                    base::Cancelled);
}

TEST_CASE("a window without departures and a day of other hours are refused") {
    const TwoStops line;
    base::QuietJob job;
    const auto travel = [&](BusTravelOptions prepared, BusTravelOptions asked) {
        return bus_travel(service_day_for(line.timetable, tiny::a_tuesday, prepared), line.changes, one_walk(0, 0), one_walk(1, 0), {},
                          asked, job);
    };
    CHECK_THROWS_WITH_AS((void)travel({.from = at(9, 0), .to = at(9, 0)}, {.from = at(9, 0), .to = at(9, 0)}),
                         "The window for departures by bus is empty.", base::Error);
    CHECK_THROWS_AS((void)travel({.from = at(9, 0), .to = at(9, 10)}, {.from = at(9, 0), .to = at(9, 11)}), base::Error);
    CHECK_THROWS_AS((void)travel({.from = at(9, 0), .to = at(9, 10)}, {.from = at(9, 0), .to = at(9, 10), .percentiles = {0}}),
                    base::Error);
}
