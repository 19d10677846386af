#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "geo/crs.hpp"
#include "io/gtfs_parts.hpp"

namespace needsmap::io {

using base::Severity;
using model::StopIndex;

namespace {

struct StopColumns {
    std::size_t id, lat, lon;
    std::optional<std::size_t> name, type, station;
    explicit StopColumns(const GtfsTable& t)
        : id(t.require("stop_id")),
          lat(t.require("stop_lat")),
          lon(t.require("stop_lon")),
          name(t.find("stop_name")),
          type(t.find("location_type")),
          station(t.find("parent_station")) {}
};

/// Degrees, or nullopt for what can be no place where a bus stops.
std::optional<geo::MapPoint> degrees(std::string_view lon_text, std::string_view lat_text) {
    const auto lon = gtfs_number(lon_text), lat = gtfs_number(lat_text);
    if (!lon || !lat || std::abs(*lon) > 180 || std::abs(*lat) > 90 || (*lon == 0 && *lat == 0)) return std::nullopt;
    return geo::MapPoint{*lon, *lat};
}

void read_rows(FeedReading& reading, GtfsTable& table, std::vector<geo::MapPoint>& positions, std::vector<int>& lines) {
    const StopColumns column(table);
    while (table.next()) {
        const std::string_view id = table.text(column.id), type = table.text(column.type);
        if (!type.empty() && type != "0") continue;  // stations, entrances and the like: no vehicle calls there
        if (id.empty()) {
            reading.problem("missing-id", table, "A stop has no stop_id and is left out.");
            continue;
        }
        if (reading.stops.contains(id)) {
            reading.problem("duplicate-stop", table, "The stop " + in_marks(id) + " stands here again; the first row counts.");
            continue;
        }
        const auto position = degrees(table.text(column.lon), table.text(column.lat));
        if (!position) {
            reading.problem(
                "bad-position", table,
                "The stop " + in_marks(id) + " has no position that is longitude and latitude, so nobody can get on or off there.");
            continue;
        }
        const auto stop = static_cast<StopIndex>(reading.out->stops.size());
        reading.stops.emplace(id, stop);
        const std::string_view name = table.text(column.name), station = table.text(column.station);
        reading.out->stops.push_back({std::string(id), std::string(name.empty() ? id : name), {}, reading.feed_index, stop});
        positions.push_back(*position), lines.push_back(table.line());
        if (station.empty()) continue;
        auto of_station = reading.stops_of_station.find(station);
        if (of_station == reading.stops_of_station.end())
            of_station = reading.stops_of_station.emplace(std::string(station), std::vector<StopIndex>()).first;
        of_station->second.push_back(stop);
        reading.out->stops.back().station = of_station->second.front();
    }
}

/// Both ends of a transfer may be a station, which stands for all its stops.
std::vector<StopIndex> stops_of(const FeedReading& reading, std::string_view id) {
    if (const auto stop = reading.stops.find(id); stop != reading.stops.end()) return {stop->second};
    if (const auto station = reading.stops_of_station.find(id); station != reading.stops_of_station.end()) return station->second;
    return {};
}

/// nullopt for rows that say nothing about the time between any two vehicles.
std::optional<std::int32_t> transfer_seconds(FeedReading& reading, const GtfsTable& table, std::string_view type, std::string_view time) {
    if (type == "3") return -1;
    if (type != "2") return std::nullopt;
    const auto seconds = gtfs_integer(time);
    if (seconds && *seconds >= 0 && *seconds <= 24 * 3600) return static_cast<std::int32_t>(*seconds);
    reading.problem("bad-transfer", table,
                    "The change needs a min_transfer_time in seconds, not " + in_marks(time) + "; the row is left out.");
    return std::nullopt;
}

}  // namespace

void read_gtfs_stops(FeedReading& reading) {
    GtfsTable table = reading.feed->require("stops.txt");
    const std::size_t first = reading.out->stops.size();
    std::vector<geo::MapPoint> positions;
    std::vector<int> lines;
    read_rows(reading, table, positions, lines);
    if (positions.empty()) throw base::Error(table.file() + " has no stop with a position.");
    geo::MapFromCrs("EPSG:4326").transform(positions);
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const bool on_map = std::isfinite(positions[i].x) && std::isfinite(positions[i].y);
        // Farther than anybody walks from anywhere, yet trips through it stay whole.
        reading.out->stops[first + i].position = on_map ? positions[i] : geo::MapPoint{-1e7, -1e7};
        if (!on_map)
            reading.findings.add(Severity::warning, "far-stop", table.file(), lines[i],
                                 "The stop " + in_marks(reading.out->stops[first + i].id) + " lies too far away for a map of Britain.");
    }
}

void read_gtfs_transfers(FeedReading& reading) {
    auto table = reading.feed->open("transfers.txt");
    if (!table) return;
    const std::size_t from = table->require("from_stop_id"), to = table->require("to_stop_id");
    const auto type = table->find("transfer_type"), time = table->find("min_transfer_time");
    const std::vector<std::optional<std::size_t>> narrower = {table->find("from_route_id"), table->find("to_route_id"),
                                                              table->find("from_trip_id"), table->find("to_trip_id")};
    while (table->next()) {
        if (std::ranges::any_of(narrower, [&](const auto& column) { return !table->text(column).empty(); })) {
            reading.findings.add(Severity::note, "narrow-transfer", *table,
                                 "Rules for changes between single routes or trips are not used.");
            continue;
        }
        const auto seconds = transfer_seconds(reading, *table, table->text(type), table->text(time));
        if (!seconds) continue;
        const auto froms = stops_of(reading, table->text(from)), tos = stops_of(reading, table->text(to));
        if (froms.empty() || tos.empty()) {
            const std::string_view unknown = table->text(froms.empty() ? from : to);
            reading.problem("unknown-stop", *table, "There is no stop " + in_marks(unknown) + "; the change is left out.");
            continue;
        }
        for (const StopIndex a : froms)
            for (const StopIndex b : tos) reading.out->transfers.push_back({a, b, *seconds});
    }
}

}  // namespace needsmap::io
