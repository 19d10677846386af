// The steps of reading one GTFS feed, each of which adds its part to the timetable. Used by gtfs_reader.cpp only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/job.hpp"
#include "io/gtfs_reader.hpp"
#include "io/gtfs_table.hpp"

namespace needsmap::io {

struct IdHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view id) const { return std::hash<std::string_view>()(id); }
};
/// Ids of a feed to positions in the timetable.
using IdMap = std::unordered_map<std::string, std::uint32_t, IdHash, std::equal_to<>>;

/// What the steps hand on.
struct FeedReading {
    const GtfsFeed* feed = nullptr;
    const GtfsOptions* options = nullptr;
    model::Timetable* out = nullptr;
    base::JobContext* job = nullptr;
    std::uint32_t feed_index = 0;
    RowFindings findings;
    IdMap stops, routes, services;
    std::unordered_map<std::string, std::vector<model::StopIndex>, IdHash, std::equal_to<>> stops_of_station;
    IdMap routes_left_out;  ///< of other types than the options' ones

    void problem(const std::string& id, const GtfsTable& table, std::string message) {
        findings.add(base::Severity::error, id, table, std::move(message));
    }
};

/// stops.txt and transfers.txt.
void read_gtfs_stops(FeedReading& reading);
void read_gtfs_transfers(FeedReading& reading);
/// agency.txt, feed_info.txt and routes.txt.
void read_gtfs_routes(FeedReading& reading);
/// calendar.txt and calendar_dates.txt.
void read_gtfs_calendar(FeedReading& reading);
/// trips.txt, stop_times.txt and frequencies.txt.
void read_gtfs_trips(FeedReading& reading);

/// "25:10:00" or "9:05:00" as seconds; nullopt when it is no time.
[[nodiscard]] std::optional<model::ServiceSeconds> gtfs_time(std::string_view text);
/// "20090310"; nullopt when it is no such date.
[[nodiscard]] std::optional<model::Day> gtfs_date(std::string_view text);
/// A whole number; nullopt when it is none.
[[nodiscard]] std::optional<std::int64_t> gtfs_integer(std::string_view text);
/// A finite number; nullopt when it is none.
[[nodiscard]] std::optional<double> gtfs_number(std::string_view text);
/// In quotation marks, and not longer than a message can be.
[[nodiscard]] std::string in_marks(std::string_view text);

}  // namespace needsmap::io
