// A public transport timetable: stops, routes, trips and the days they run, as read from one or several feeds.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "geo/spaces.hpp"

namespace needsmap::model {

/// A calendar day.
using Day = std::chrono::sys_days;
using StopIndex = std::uint32_t;
using RouteIndex = std::uint32_t;
using TripIndex = std::uint32_t;

/// Seconds since noon minus 12 hours of the service day, which is midnight on all days but the two of a clock change; past 24:00 the
/// count goes on, so 25:10 is ten past one in the night after.
using ServiceSeconds = std::int32_t;

/// Where a timetable comes from.
struct Feed {
    std::string file;                        ///< as the user wrote it
    std::string agencies;                    ///< "Oxford Bus Company and Stagecoach"
    std::optional<Day> first_day, last_day;  ///< that the feed says it is valid for, or that its services run on
};

struct Stop {
    std::string id, name;
    geo::MapPoint position;
    std::uint32_t feed = 0;
    StopIndex station = 0;  ///< the first stop of the same station; itself where it belongs to none
};

struct Route {
    std::string name;       ///< "X5", else the long name
    std::string long_name;  ///< "Oxford to Bedford"; may be empty
    std::string agency;
    int type = 3;  ///< of GTFS: 3 = bus, 2 = rail …; extended types as they are
    std::uint32_t feed = 0;
};

/// What a trip may do at a stop of its pattern.
inline constexpr std::uint8_t may_board = 1, may_alight = 2;

/// The stops that trips of one route call at, in order.
struct Pattern {
    RouteIndex route = 0;
    std::uint32_t first_stop = 0, stop_count = 0;  ///< of Timetable::pattern_stops and pattern_rules
};

struct StopTime {
    ServiceSeconds arrival = 0, departure = 0;
};

struct Trip {
    std::uint32_t pattern = 0, service = 0, first_time = 0;  ///< times: one per stop of the pattern
    ServiceSeconds shift = 0;  ///< to add to the times: trips of frequencies.txt share those of their template
};

/// A change between two stops that the feed itself says something about; from = to is a change at one stop.
struct Transfer {
    StopIndex from = 0, to = 0;
    std::int32_t seconds = 0;  ///< least time from arrival to departure; negative: no change is possible
};

/// All times of a trip never go back: arrival <= departure <= next arrival.
struct Timetable {
    std::vector<Feed> feeds;
    std::vector<Stop> stops;
    std::vector<Route> routes;
    std::vector<Pattern> patterns;
    std::vector<StopIndex> pattern_stops;
    std::vector<std::uint8_t> pattern_rules;  ///< may_board | may_alight
    std::vector<Trip> trips;                  ///< by pattern, then first departure
    std::vector<StopTime> times;
    std::vector<Transfer> transfers;
    std::vector<std::uint32_t> service_begin = {0};  ///< services + 1, into service_days
    std::vector<Day> service_days;                   ///< that a service runs on, ascending: calendar and exceptions resolved
    std::uint64_t content_hash = 0;                  ///< of the feeds' files
    base::Diagnostics diagnostics;

    [[nodiscard]] std::size_t service_count() const { return service_begin.size() - 1; }
    [[nodiscard]] std::span<const Day> days_of(std::size_t service) const {
        return std::span(service_days).subspan(service_begin[service], service_begin[service + 1] - service_begin[service]);
    }
    [[nodiscard]] bool runs_on(std::size_t service, Day day) const;
    [[nodiscard]] std::span<const StopIndex> stops_of(const Pattern& pattern) const {
        return std::span(pattern_stops).subspan(pattern.first_stop, pattern.stop_count);
    }
    /// Number of trips that begin on each day from first_day() on; empty without services.
    [[nodiscard]] std::vector<std::uint32_t> trips_by_day() const;
    /// The first and last day that any service runs on; nullopt without services.
    [[nodiscard]] std::optional<Day> first_day() const;
    [[nodiscard]] std::optional<Day> last_day() const;
};

/// Where a workspace's timetables are and how they are to be used; nothing of them is read with the workspace.
struct BusSource {
    std::vector<std::string> timetables;         ///< folders or .zip files, absolute
    std::vector<std::string> written;            ///< the same as the user would write them
    std::optional<Day> term_date, holiday_date;  ///< a day of school term, one of the holidays
    double walk_limit_m = 800;                   ///< from home to a stop and from a stop to a service
    int max_transfers = 3;
};

/// "Tuesday 10 March 2009".
[[nodiscard]] std::string day_text(Day day);
/// "2009-03-10"; nullopt when it is no such date.
[[nodiscard]] std::optional<Day> day_from_iso(std::string_view text);
/// "2009-03-10".
[[nodiscard]] std::string iso_text(Day day);
/// "09:05", "25:10"; seconds are written when they are not 0: "09:05:30".
[[nodiscard]] std::string clock_text(ServiceSeconds time);

}  // namespace needsmap::model
