#include "io/bus_entry.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "base/error.hpp"
#include "io/gtfs_feed.hpp"
#include "io/text_map.hpp"

using namespace needsmap;
using namespace needsmap::io;

namespace {

/// A county of 3 by 2 km around the stops of the feed, with a timetable in "bus".
struct BusCounty {
    TestFeed feed;
    std::string entry = "[bus]\ntimetable = \"bus\"\n";

    BusCounty() { (void)feed.read(); }
    [[nodiscard]] std::shared_ptr<const model::Workspace> read() const {
        feed.folder.write("areas.geojson", geojson_of_text_map({"aab", "aab"}));
        return read_fresh(
            feed.folder.write("w.toml",
                              "format = 1\ntitle = \"Tinyshire\"\n[[geography]]\nid = \"small\"\nboundaries = \"areas.geojson\"\ncode = "
                              "\"code\"\nname = \"name\"\n" +
                                  entry));
    }
};

/// Reading a workspace's timetable uses the cache, which has to be the test's own.
struct OwnCache {
    TemporaryFolder folder;
    OwnCache() { ::setenv("NEEDSMAP_CACHE", folder.path().c_str(), 1); }
    ~OwnCache() { ::unsetenv("NEEDSMAP_CACHE"); }
};

}  // namespace

TEST_CASE("a workspace says where its timetables are, and opening it reads none") {
    BusCounty county;
    county.entry += "term_date = \"2009-03-10\"\nholiday_date = \"2009-04-07\"\nwalk_limit_m = 600\nmax_transfers = 2\n";
    county.feed.folder.write("bus/stops.txt", "broken");
    const auto w = county.read();
    CHECK_MESSAGE(w->diagnostics.empty(), all_text(w->diagnostics));
    REQUIRE(w->bus);
    CHECK(w->bus->timetables == std::vector<std::string>{(county.feed.folder.path() / "bus").string()});
    CHECK(model::iso_text(*w->bus->term_date) == "2009-03-10");
    CHECK(model::day_text(*w->bus->holiday_date) == "Tuesday 7 April 2009");
    CHECK(w->bus->walk_limit_m == 600);
    CHECK(w->bus->max_transfers == 2);
}

TEST_CASE("a timetable that is not there, a date that is none and limits out of range are errors with their line") {
    BusCounty county;
    county.entry =
        "[bus]\ntimetables = [\"bus\", \"train\", \"w.toml\"]\nterm_date = \"10 March\"\nwalk_limit_m = 0\nmax_transfers = 99\nlimit = 1\n";
    const auto w = county.read();
    INFO(all_text(w->diagnostics));
    CHECK(error_count(w->diagnostics) == 6);
    CHECK(find_diagnostic(w->diagnostics, "unreadable-timetable", "There is no timetable"));
    CHECK(find_diagnostic(w->diagnostics, "unreadable-timetable", "w.toml is no timetable"));
    CHECK(find_diagnostic(w->diagnostics, "bad-date", "w.toml:10:"));
    CHECK(find_diagnostic(w->diagnostics, "out-of-range", "\"walk_limit_m\""));
    CHECK(find_diagnostic(w->diagnostics, "out-of-range", "\"max_transfers\""));
    CHECK(find_diagnostic(w->diagnostics, "unknown-key", "\"limit\""));
    REQUIRE(w->bus);
    CHECK(w->bus->timetables.size() == 1);
    CHECK(w->bus->walk_limit_m == 800);
}

TEST_CASE("[bus] without a timetable is told") {
    BusCounty county;
    county.entry = "[bus]\nmax_transfers = 1\n";
    const auto w = county.read();
    CHECK(find_diagnostic(w->diagnostics, "missing-key", "[bus] needs the key \"timetable\""));
    CHECK_FALSE(w->bus);
}

TEST_CASE("the workspace's timetable is read when it is asked for, and stops outside the county are told") {
    const OwnCache own;
    BusCounty county;
    county.feed.stops += "F,Far,51.9,-1.25,0,\n";
    (void)county.feed.read();
    base::QuietJob job;
    const auto t = read_timetable(*county.read(), job);
    CHECK(t->trips.size() == 3);
    const base::Diagnostic* d = find_diagnostic(t->diagnostics, "stops-outside");
    REQUIRE(d != nullptr);
    CHECK(d->message == "1 stop of 4 stops (Far) lies outside Tinyshire; journeys may lead through there.");
    CHECK(d->severity == base::Severity::note);
}

TEST_CASE("the timetable of another place is refused") {
    const OwnCache own;
    BusCounty county;
    // A degree further north: 111 km.
    for (std::size_t at = 0; (at = county.feed.stops.find("51.7", at)) != std::string::npos; ++at) county.feed.stops.replace(at, 4, "52.7");
    (void)county.feed.read();
    base::QuietJob job;
    const auto w = county.read();
    CHECK_THROWS_AS((void)read_timetable(*w, job), base::Error);
    try {
        (void)read_timetable(*w, job);
    } catch (const base::Error& error) {
        CHECK(std::string(error.what()).ends_with("/bus lies in or near Tinyshire."));
    }
}

TEST_CASE("a workspace without [bus] says what to write") {
    BusCounty county;
    county.entry.clear();
    base::QuietJob job;
    CHECK_THROWS_WITH_AS((void)read_timetable(*county.read(), job), "The workspace Tinyshire names no bus timetable.", base::Error);
}
