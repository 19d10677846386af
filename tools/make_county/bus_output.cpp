// The files of the feed.
#include "bus_times.hpp"
#include "buses.hpp"
#include "csv.hpp"
#include "geodesy.hpp"

namespace needsmap::county {
namespace {

std::string clock(int minute) {
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(minute / 60) + ":" + two(minute % 60) + ":00";
}

std::string stops_text(const BusNetwork& network) {
    std::string text = csv_line({"stop_id", "stop_name", "stop_lat", "stop_lon"});
    for (std::size_t i = 0; i < network.stops.size(); ++i) {
        const LonLat p = lon_lat(network.stops[i].place);
        text += csv_line({std::to_string(i + 1), network.stops[i].name, fixed(p.lat, 5), fixed(p.lon, 5)});
    }
    return text;
}

std::string routes_text(const std::vector<BusPlan>& plans) {
    std::string text = csv_line({"route_id", "agency_id", "route_short_name", "route_long_name", "route_type"});
    for (const BusPlan& plan : plans) {
        text += csv_line(
            {plan.route, plan.kind == "school" ? "school" : "bus", plan.route, plan.places.front() + " - " + plan.places.back(), "3"});
    }
    return text;
}

/// Trips, their times, and frequencies, numbered through all patterns.
struct Trips {
    std::string trips = csv_line({"route_id", "service_id", "trip_id", "direction_id"});
    std::string times = csv_line({"trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"});
    std::string frequencies = csv_line({"trip_id", "start_time", "end_time", "headway_secs", "exact_times"});
    int count = 0;

    void add(const BusPlan& plan, const BusPattern& pattern, const Departure& departure) {
        const std::string id = std::to_string(++count);
        trips += csv_line({plan.route, departure.service, id, pattern.back ? "1" : "0"});
        for (std::size_t i = 0; i < pattern.stops.size(); ++i) {
            const std::string time = clock(departure.start + pattern.minutes[i]);
            times += csv_line({id, time, time, std::to_string(pattern.stops[i] + 1), std::to_string(i + 1)});
        }
        if (departure.headway > 0) {
            frequencies += csv_line({id, clock(departure.start), clock(departure.end), std::to_string(60 * departure.headway), "0"});
        }
    }
};

void write_calendar(const std::filesystem::path& folder) {
    std::string week =
        csv_line({"service_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "start_date", "end_date"});
    std::string dates = csv_line({"service_id", "date", "exception_type"});
    for (const BusService& service : bus_services()) {
        std::vector<std::string> row{service.id};
        for (const char day : service.week) {
            row.emplace_back(1, day);
        }
        row.insert(row.end(), {"20090101", "20091231"});
        week += csv_line(row);
        for (const Day& day : service.added) {
            dates += csv_line({service.id, day.text(), "1"});
        }
        for (const Day& day : service.dropped) {
            dates += csv_line({service.id, day.text(), "2"});
        }
    }
    write_file(folder / "calendar.txt", week);
    write_file(folder / "calendar_dates.txt", dates);
}

}  // namespace

void write_buses(const std::filesystem::path& folder, const std::vector<BusPlan>& plans, const BusNetwork& network) {
    const std::string url = "https://example.org/";
    write_file(folder / "agency.txt", csv_line({"agency_id", "agency_name", "agency_url", "agency_timezone", "agency_lang"}) +
                                          csv_line({"bus", "Illustrative Buses", url, "Europe/London", "en"}) +
                                          csv_line({"school", "Illustrative School Transport", url, "Europe/London", "en"}));
    write_file(folder / "feed_info.txt",
               csv_line({"feed_publisher_name", "feed_publisher_url", "feed_lang", "feed_start_date", "feed_end_date", "feed_version"}) +
                   csv_line({"needsmap schematic county (synthetic, CC0)", url, "en", "20090101", "20091231", "1"}));
    write_file(folder / "stops.txt", stops_text(network));
    write_file(folder / "routes.txt", routes_text(plans));
    Trips trips;
    for (const BusPattern& pattern : network.patterns) {
        const BusPlan& plan = plans[pattern.plan];
        for (const Departure& departure : departures(plan.kind, plan.headway_min, pattern.back)) {
            trips.add(plan, pattern, departure);
        }
    }
    write_file(folder / "trips.txt", trips.trips);
    write_file(folder / "stop_times.txt", trips.times);
    write_file(folder / "frequencies.txt", trips.frequencies);
    write_calendar(folder);
}

}  // namespace needsmap::county
