#include "io/gtfs_reader.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "base/error.hpp"
#include "base/files.hpp"
#include "io/gtfs_feed.hpp"
#include "io/timetable_cache.hpp"

using namespace needsmap;
using namespace needsmap::io;

namespace {

model::Day march(unsigned day) { return std::chrono::year(2009) / std::chrono::March / std::chrono::day(day); }

/// "8:00/8:00 8:10/8:11 …" of the trip that is first by pattern and time, shifted as it runs.
std::string times_of(const model::Timetable& t, std::size_t trip) {
    std::string out;
    const model::Trip& run = t.trips[trip];
    for (std::uint32_t i = 0; i < t.patterns[run.pattern].stop_count; ++i) {
        const model::StopTime& time = t.times[run.first_time + i];
        out += (i == 0 ? "" : " ") + model::clock_text(time.arrival + run.shift);
        if (time.departure != time.arrival) out += "/" + model::clock_text(time.departure + run.shift);
    }
    return out;
}

void check_only(const model::Timetable& t, const std::string& id, const std::string& text) {
    INFO(all_text(t.diagnostics));
    CHECK(error_count(t.diagnostics) == 1);
    const base::Diagnostic* d = find_diagnostic(t.diagnostics, id);
    REQUIRE(d != nullptr);
    CHECK(d->text() == text);
}

}  // namespace

TEST_CASE("a sound feed is read whole and has nothing to report") {
    const auto t = TestFeed().read();
    CHECK_MESSAGE(t->diagnostics.empty(), all_text(t->diagnostics));
    REQUIRE(t->stops.size() == 3);
    CHECK(t->stops[1].name == "Market, east");
    // 5 m is what the transformation is good to without OSTN15.
    CHECK(geo::distance(t->stops[0].position, {450500, 200500}) < 5);
    CHECK(geo::distance(t->stops[2].position, {452500, 200500}) < 5);
    REQUIRE(t->routes.size() == 2);
    CHECK(t->routes[0].name == "7");
    CHECK(t->routes[1].name == "The Line");
    CHECK(t->routes[0].agency == "Oxford Buses");
    CHECK(t->patterns.size() == 2);
    REQUIRE(t->trips.size() == 3);
    CHECK(times_of(*t, 0) == "08:00 08:10/08:11 08:20");
    CHECK(times_of(*t, 1) == "09:00 09:10 09:20");
    CHECK(times_of(*t, 2) == "25:10 25:30");
    CHECK(t->feeds[0].agencies == "Oxford Buses");
    CHECK(t->feeds[0].first_day == march(2));
    CHECK(t->feeds[0].last_day == march(14));
}

TEST_CASE("days come from the week, and single dates go before it") {
    TestFeed feed;
    feed.more["calendar_dates.txt"] = "service_id,date,exception_type\nweek,20090310,2\nweek,20090315,1\n";
    const auto t = feed.read();
    const std::uint32_t week = t->trips[0].service, sat = t->trips[2].service;
    CHECK(t->runs_on(week, march(9)));
    CHECK_FALSE(t->runs_on(week, march(10)));
    CHECK(t->runs_on(week, march(15)));
    CHECK_FALSE(t->runs_on(week, march(14)));
    CHECK(t->runs_on(sat, march(14)));
    // Ten working days, one of them taken out and a Sunday put in.
    CHECK(t->days_of(week).size() == 10);
    CHECK(t->trips_by_day() == std::vector<std::uint32_t>{2, 2, 2, 2, 2, 1, 0, 2, 0, 2, 2, 2, 1, 2});
}

TEST_CASE("a byte order mark, CRLF, quotes, spaces and columns in any order are read") {
    TestFeed feed;
    feed.stops =
        "\xEF\xBB\xBFstop_lon,stop_lat,\"stop_id\",stop_name\r\n-1.2706655, 51.7009794,G,\"The \"\"Green\"\"\"\r\n"
        "-1.2560494,51.7098791,M1,Market\r\n-1.2417282,51.7007962,S,\"School\r\nand church\"\r\n";
    const auto t = feed.read();
    CHECK_MESSAGE(t->diagnostics.empty(), all_text(t->diagnostics));
    CHECK(t->stops[0].name == "The \"Green\"");
    CHECK(t->stops[2].name == "School\r\nand church");
    CHECK(geo::distance(t->stops[0].position, {450500, 200500}) < 5);
}

TEST_CASE("rows of stop times may stand in any order, those of a trip apart from each other too") {
    TestFeed feed;
    feed.stop_times =
        "stop_sequence,trip_id,departure_time,arrival_time,stop_id\n3,t1,08:20:00,08:20:00,S\n2,t3,25:30:00,25:30:00,G\n"
        "1,t2,09:00:00,09:00:00,G\n2,t1,08:11:00,08:10:00,M1\n3,t2,09:20:00,09:20:00,S\n1,t1,08:00:00,08:00:00,G\n"
        "1,t3,25:10:00,25:10:00,S\n2,t2,09:10:00,09:10:00,M1\n";
    const auto t = feed.read();
    CHECK_MESSAGE(t->diagnostics.empty(), all_text(t->diagnostics));
    REQUIRE(t->trips.size() == 3);
    CHECK(times_of(*t, 0) == "08:00 08:10/08:11 08:20");
    CHECK(times_of(*t, 1) == "09:00 09:10 09:20");
    CHECK(times_of(*t, 2) == "25:10 25:30");
}

TEST_CASE("missing times between timed stops are filled in by distance") {
    TestFeed feed;
    feed.stop_times =
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled\n"
        "t1,08:00:00,08:00:00,G,1,0\nt1,,,M1,5,1\nt1,08:20:00,08:20:00,S,9,4\n"
        "t2,09:00:00,09:00:00,G,1,\nt2,,,M1,2,\nt2,09:20:00,,S,3,\n";
    const auto t = feed.read();
    // A quarter of the way by the feed's own distances; half of it by straight lines, which are both the root of 2 km.
    CHECK(times_of(*t, 0) == "08:00 08:05 08:20");
    CHECK(times_of(*t, 1).substr(0, 11) == "09:00 09:10");
    check_only(*t, "short-trip", "bus/stop_times.txt: The trip \"t3\" calls at fewer than two known stops and is left out.");
}

TEST_CASE("frequencies become one trip per headway, with exact times or not") {
    TestFeed feed;
    feed.more["frequencies.txt"] =
        "trip_id,start_time,end_time,headway_secs,exact_times\nt1,10:00:00,10:45:00,900,0\nt1,12:00:00,13:00:00,1800,1\n";
    const auto t = feed.read();
    REQUIRE(t->trips.size() == 7);  // t2, t3, three of the first row (10:45 is not before the end) and two of the second
    CHECK(times_of(*t, 0) == "09:00 09:10 09:20");
    CHECK(times_of(*t, 1) == "10:00 10:10/10:11 10:20");
    CHECK(times_of(*t, 3) == "10:30 10:40/10:41 10:50");
    CHECK(times_of(*t, 5) == "12:30 12:40/12:41 12:50");
}

TEST_CASE("trips that may only be boarded or left at a stop have a pattern of their own") {
    TestFeed feed;
    feed.stop_times =
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
        "t1,08:00:00,08:00:00,G,1,0,1\nt1,08:10:00,08:10:00,S,2,1,0\nt2,09:00:00,09:00:00,G,1,2,3\nt2,09:10:00,09:10:00,S,2,,\n"
        "t3,25:10:00,25:10:00,S,1,,\nt3,25:30:00,25:30:00,G,2,,\n";
    const auto t = feed.read();
    REQUIRE(t->patterns.size() == 3);
    CHECK(t->pattern_rules == std::vector<std::uint8_t>{model::may_board, model::may_alight, 3, 3, 3, 3});
}

TEST_CASE("changes of the feed are read, stations stand for their stops, and impossible ones are kept as such") {
    TestFeed feed;
    feed.more["transfers.txt"] =
        "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nG,M,2,240\nM1,M1,2,30\nS,G,3,\nG,S,0,\nnowhere,G,2,60\nG,S,2,soon\n";
    const auto t = feed.read();
    REQUIRE(t->transfers.size() == 3);
    CHECK(t->transfers[0].to == 1);
    CHECK(t->transfers[0].seconds == 240);
    CHECK(t->transfers[1].seconds == 30);
    CHECK(t->transfers[2].seconds < 0);
    CHECK(find_diagnostic(t->diagnostics, "unknown-stop", "bus/transfers.txt:6: There is no stop \"nowhere\""));
    CHECK(find_diagnostic(t->diagnostics, "bad-transfer", "bus/transfers.txt:7"));
}

TEST_CASE("routes of other kinds can be left out with their trips, and nothing complains") {
    const auto t = TestFeed().read({.route_types = {3}, .use_cache = false});
    CHECK_MESSAGE(t->diagnostics.empty(), all_text(t->diagnostics));
    CHECK(t->routes.size() == 1);
    CHECK(t->trips.size() == 2);
    CHECK_THROWS_WITH_AS((void)TestFeed().read({.route_types = {4}, .use_cache = false}),
                         "bus/routes.txt has no routes of the kinds asked for.", base::Error);
}

TEST_CASE("an archive is read like a folder, also when its files lie in a folder of their own") {
    TestFeed feed;
    std::map<std::string, std::string> inside;
    for (const auto& [name, text] : feed.files()) inside["feed/" + name] = text;
    feed.folder.write("bus.zip", stored_zip(inside));
    base::QuietJob job;
    const auto t = read_gtfs({feed.source("bus.zip")}, {.use_cache = false}, job);
    CHECK(t->trips.size() == 3);
    CHECK(t->diagnostics.empty());
}

TEST_CASE("several feeds go into one timetable, and the same ids in two of them are two things") {
    TestFeed feed;
    (void)feed.read();
    base::QuietJob job;
    const auto t = read_gtfs({feed.source("bus"), feed.source("bus")}, {.use_cache = false}, job);
    CHECK(t->stops.size() == 6);
    CHECK(t->trips.size() == 6);
    CHECK(t->feeds.size() == 2);
    CHECK(t->stops[5].feed == 1);
    CHECK(t->pattern_stops[t->patterns[t->trips[3].pattern].first_stop] == 3);
    CHECK(t->service_count() == 4);
}

TEST_CASE("files and columns that are not there are named") {
    const auto message = [](auto damage) -> std::string {
        TestFeed feed;
        damage(feed);
        try {
            (void)feed.read();
        } catch (const base::Error& error) {
            return error.what();
        }
        return {};
    };
    CHECK(message([](TestFeed& f) { f.stops.clear(); }) == "The timetable bus has no file stops.txt.");
    CHECK(message([](TestFeed& f) { f.trips.clear(); }) == "The timetable bus has no file trips.txt.");
    CHECK(message([](TestFeed& f) { f.stop_times.clear(); }) == "The timetable bus has no file stop_times.txt.");
    CHECK(message([](TestFeed& f) { f.calendar.clear(); }) ==
          "The timetable bus has neither calendar.txt nor calendar_dates.txt, so no day has any buses.");
    CHECK(message([](TestFeed& f) { f.stops = "stop_id,stop_name\nG,Green\n"; }) == "bus/stops.txt has no column stop_lat.");
    CHECK(message([](TestFeed& f) { f.stops = "stop_id,stop_lat,stop_lon\nG,0,0\n"; }) == "bus/stops.txt has no stop with a position.");
    CHECK(message([](TestFeed& f) { f.trips = "route_id,service_id,trip_id\nr7,none,t1\n"; }) ==
          "The timetable bus has no trip that can be used.");
    CHECK(message([](TestFeed& f) { f.routes += "\"r8,OB\n"; }) == "bus/routes.txt: a quotation mark opened in line 4 is never closed.");
    CHECK(message([](TestFeed& f) { f.calendar = f.calendar.substr(0, f.calendar.find('\n') + 1); }) ==
          "No service of the timetable bus runs on any day.");
}

TEST_CASE("rows that cannot be used are left out, each kind in one sentence with file and row") {
    SUBCASE("unknown stops, many of them summed up") {
        TestFeed feed;
        feed.stop_times += "t1,08:30:00,08:30:00,X,4\nt1,08:40:00,08:40:00,Y,5\n";
        const auto t = feed.read();
        check_only(*t, "unknown-stop",
                   "bus/stop_times.txt:10: There is no stop \"X\" with a position; trips pass it without calling. 1 more row is like it.");
        CHECK(times_of(*t, 0) == "08:00 08:10/08:11 08:20");
    }
    SUBCASE("times that go back") {
        TestFeed feed;
        feed.stop_times.replace(feed.stop_times.find("08:20:00,08:20:00"), 17, "08:10:30,08:20:00");
        const auto t = feed.read();
        check_only(*t, "time-goes-back", "bus/stop_times.txt:4: The trip \"t1\" goes back in time here and is left out.");
        CHECK(t->trips.size() == 2);
    }
    SUBCASE("no time at the end") {
        TestFeed feed;
        feed.stop_times.replace(feed.stop_times.find("08:20:00,08:20:00"), 17, ",");
        check_only(*feed.read(), "no-time", "bus/stop_times.txt:4: The trip \"t1\" has no time at its last stop and is left out.");
    }
    SUBCASE("unreadable times") {
        TestFeed feed;
        feed.stop_times.replace(feed.stop_times.find("08:10:00"), 8, "8h10");
        check_only(*feed.read(), "bad-time", "bus/stop_times.txt:3: \"8h10\" is no time such as 09:05:00; the row is left out.");
    }
    SUBCASE("ids twice") {
        TestFeed feed;
        feed.stops += "G,Green again,51.7,-1.27,0,\n";
        check_only(*feed.read(), "duplicate-stop", "bus/stops.txt:6: The stop \"G\" stands here again; the first row counts.");
    }
    SUBCASE("trips twice, and trips of routes and services that are not there") {
        TestFeed feed;
        feed.trips += "r7,week,t1\nr9,week,t4\nr7,never,t5\n";
        const auto t = feed.read();
        CHECK(error_count(t->diagnostics) == 3);
        CHECK(find_diagnostic(t->diagnostics, "duplicate-trip", "bus/trips.txt:5"));
        CHECK(find_diagnostic(t->diagnostics, "unknown-route", "bus/trips.txt:6: There is no route \"r9\""));
        CHECK(find_diagnostic(t->diagnostics, "unknown-service", "bus/trips.txt:7: No calendar has the service \"never\""));
    }
    SUBCASE("rows of trips that are not there") {
        TestFeed feed;
        feed.stop_times += "t9,08:30:00,08:30:00,G,1\n";
        check_only(*feed.read(), "unknown-trip", "bus/stop_times.txt:10: There is no trip \"t9\"; the row is left out.");
    }
    SUBCASE("rows without a trip, at the very beginning too") {
        TestFeed feed;
        feed.stop_times.insert(feed.stop_times.find("t1,08:00"), ",08:30:00,08:30:00,G,1\n");
        check_only(*feed.read(), "unknown-trip", "bus/stop_times.txt:2: There is no trip \"\"; the row is left out.");
    }
    SUBCASE("the same sequence twice") {
        TestFeed feed;
        feed.stop_times += "t1,08:15:00,08:15:00,S,2\n";
        check_only(*feed.read(), "duplicate-sequence",
                   "bus/stop_times.txt:10: The trip has two rows with the stop_sequence 2; the first counts.");
    }
    SUBCASE("dates that are none, and a service that ends before it begins") {
        TestFeed feed;
        feed.calendar += "odd,1,1,1,1,1,1,1,2009-03-02,20090315\nback,1,1,1,1,1,1,1,20090315,20090302\n";
        const auto t = feed.read();
        CHECK(find_diagnostic(t->diagnostics, "bad-date", "bus/calendar.txt:4: \"2009-03-02\" is no date such as 20090310"));
        CHECK(find_diagnostic(t->diagnostics, "bad-period", "bus/calendar.txt:5: The service \"back\" ends before it begins"));
    }
    SUBCASE("frequencies without a headway") {
        TestFeed feed;
        feed.more["frequencies.txt"] = "trip_id,start_time,end_time,headway_secs\nt1,10:00:00,11:00:00,0\nt1,11:00:00,10:00:00,600\n";
        const auto t = feed.read();
        CHECK(find_diagnostic(t->diagnostics, "bad-headway", "bus/frequencies.txt:2"));
        CHECK(find_diagnostic(t->diagnostics, "bad-period", "bus/frequencies.txt:3"));
        CHECK(t->trips.size() == 3);
    }
}

TEST_CASE("a stop without a position is passed without calling") {
    TestFeed feed;
    feed.stops.replace(feed.stops.find("51.7098791,-1.2560494,0"), 23, ",,0");
    const auto t = feed.read();
    CHECK(find_diagnostic(t->diagnostics, "bad-position", "bus/stops.txt:3: The stop \"M1\""));
    CHECK(times_of(*t, 0) == "08:00 08:20");
}

TEST_CASE("services beyond the days a feed is complete for are told, and endless ones end") {
    TestFeed feed;
    feed.more["feed_info.txt"] = "feed_publisher_name,feed_start_date,feed_end_date\nP,20090302,20090310\n";
    feed.calendar.replace(feed.calendar.find("20090315\nsat"), 8, "20991231");
    const auto t = feed.read();
    CHECK(find_diagnostic(t->diagnostics, "outside-period", "Services run from Monday 2 March 2009"));
    CHECK(find_diagnostic(t->diagnostics, "endless-service"));
    CHECK(*t->last_day() < march(2) + std::chrono::days(733));  // two years from the last start
    CHECK(t->feeds[0].last_day == march(10));
}

TEST_CASE("a timetable from the cache is the one that was read, with its findings") {
    TestFeed feed;
    feed.stop_times += "t1,08:30:00,08:30:00,X,4\n";
    feed.more["transfers.txt"] = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nG,M,2,240\n";
    const TemporaryFolder cache;
    ::setenv("NEEDSMAP_CACHE", cache.path().c_str(), 1);
    const auto first = feed.read({.use_cache = true});
    const auto again = feed.read({.use_cache = true});
    const auto files = std::distance(std::filesystem::directory_iterator(cache.path()), std::filesystem::directory_iterator());
    ::unsetenv("NEEDSMAP_CACHE");
    CHECK(files == 1);
    CHECK(again->content_hash == first->content_hash);
    CHECK(again->stops[1].name == first->stops[1].name);
    CHECK(again->stops[1].position == first->stops[1].position);
    CHECK(again->routes[0].agency == "Oxford Buses");
    CHECK(again->feeds[0].last_day == first->feeds[0].last_day);
    CHECK(again->service_days == first->service_days);
    CHECK(times_of(*again, 0) == times_of(*first, 0));
    CHECK(again->transfers.size() == 1);
    CHECK(all_text(again->diagnostics) == all_text(first->diagnostics));
}

TEST_CASE("a damaged cache file is as good as none") {
    const TestFeed feed;
    const TemporaryFolder cache;
    ::setenv("NEEDSMAP_CACHE", cache.path().c_str(), 1);
    const auto first = feed.read({.use_cache = false});
    write_cached_timetable(7, *first);
    const auto sound = read_cached_timetable(7);
    const std::filesystem::path file = std::filesystem::directory_iterator(cache.path())->path();
    std::string bytes = base::read_file(file);
    bytes[bytes.size() / 2] ^= 1;
    base::write_file(file, bytes);
    const auto damaged = read_cached_timetable(7), absent = read_cached_timetable(8);
    ::unsetenv("NEEDSMAP_CACHE");
    REQUIRE(sound);
    CHECK(sound->trips.size() == 3);
    CHECK_FALSE(damaged);
    CHECK_FALSE(absent);
}

TEST_CASE("a changed feed is read again in spite of the cache") {
    TestFeed feed;
    const TemporaryFolder cache;
    ::setenv("NEEDSMAP_CACHE", cache.path().c_str(), 1);
    (void)feed.read({.use_cache = true});
    feed.stop_times.replace(feed.stop_times.find("09:00:00,09:00:00"), 17, "09:01:00,09:01:00");
    const auto again = feed.read({.use_cache = true});
    ::unsetenv("NEEDSMAP_CACHE");
    CHECK(times_of(*again, 1) == "09:01 09:10 09:20");
}
