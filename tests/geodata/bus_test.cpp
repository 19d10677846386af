// The bus feed holds together: ids exist, times ascend, buses are neither crawling nor flying, and stops stand at roads.
#include "shapes.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

using namespace county_test;

namespace {

Table feed(const std::string& file) { return read("geodata/bus/" + file + ".txt"); }

int minute_of(const std::string& clock) {
    REQUIRE(clock.size() == 8);
    return std::stoi(clock.substr(0, 2)) * 60 + std::stoi(clock.substr(3, 2));
}

std::set<std::string> ids(const Table& table, const std::string& column) {
    std::set<std::string> out;
    for (const auto& row : table.rows) {
        CHECK(out.insert(row.at(column)).second);
    }
    return out;
}

/// Kilometres between two stops; a degree of latitude is 111.2 km.
double km(const std::map<std::string, std::string>& a, const std::map<std::string, std::string>& b) {
    const double dy = 111.2 * (std::stod(a.at("stop_lat")) - std::stod(b.at("stop_lat")));
    const double dx = 111.2 * 0.62 * (std::stod(a.at("stop_lon")) - std::stod(b.at("stop_lon")));
    return std::hypot(dx, dy);
}

using Visits = std::map<std::string, std::vector<std::map<std::string, std::string>>>;
Visits visits() {
    Visits out;
    for (const auto& row : feed("stop_times").rows) {
        out[row.at("trip_id")].push_back(row);
    }
    return out;
}

}  // namespace

TEST_CASE("every trip refers to a route, a service and stops that exist, and every stop is served") {
    const auto routes = ids(feed("routes"), "route_id");
    const auto services = ids(feed("calendar"), "service_id");
    const auto stops = ids(feed("stops"), "stop_id");
    const Table trip_table = feed("trips");
    const auto trips = ids(trip_table, "trip_id");
    std::set<std::string> used;
    for (const auto& trip : trip_table.rows) {
        CHECK(routes.contains(trip.at("route_id")));
        CHECK(services.contains(trip.at("service_id")));
    }
    for (const auto& row : feed("stop_times").rows) {
        REQUIRE(trips.contains(row.at("trip_id")));
        REQUIRE(stops.contains(row.at("stop_id")));
        used.insert(row.at("stop_id"));
    }
    CHECK(used == stops);
    for (const auto& row : feed("calendar_dates").rows) {
        CHECK(services.contains(row.at("service_id")));
    }
    for (const auto& row : feed("frequencies").rows) {
        CHECK(trips.contains(row.at("trip_id")));
        CHECK(minute_of(row.at("start_time")) < minute_of(row.at("end_time")));
        CHECK(std::stoi(row.at("headway_secs")) >= 480);
    }
}

TEST_CASE("times ascend along every trip and no bus is faster than the roads") {
    std::map<std::string, std::map<std::string, std::string>> stops;
    for (const auto& row : feed("stops").rows) {
        stops[row.at("stop_id")] = row;
    }
    bool past_midnight = false;
    for (const auto& [trip, rows] : visits()) {
        CAPTURE(trip);
        REQUIRE(rows.size() >= 2);
        double way = 0.0;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            CHECK(std::stoi(rows[i].at("stop_sequence")) == static_cast<int>(i) + 1);
            CHECK(minute_of(rows[i].at("arrival_time")) > minute_of(rows[i - 1].at("departure_time")));
            CHECK(rows[i].at("stop_id") != rows[i - 1].at("stop_id"));
            way += km(stops.at(rows[i].at("stop_id")), stops.at(rows[i - 1].at("stop_id")));
        }
        const int minutes = minute_of(rows.back().at("arrival_time")) - minute_of(rows.front().at("departure_time"));
        past_midnight = past_midnight || minute_of(rows.back().at("arrival_time")) >= 24 * 60;
        // Straight lines between stops, so at most the 44 km/h of the fastest roads, with half a minute of rounding at each stop.
        CHECK(way / (minutes + 0.5 * static_cast<double>(rows.size())) * 60.0 < 44.0);
        CHECK(way / minutes * 60.0 > 6.0);
    }
    CHECK(past_midnight);
}

TEST_CASE("school buses run in term only, and no village bus in the evening or on Sunday") {
    std::map<std::string, std::string> service_of;
    for (const auto& trip : feed("trips").rows) {
        service_of[trip.at("trip_id")] = trip.at("service_id");
        const char first = trip.at("route_id").front();
        if (first == 'K') {
            CHECK(trip.at("service_id") == "term");
        }
        if (first == 'M') {
            CHECK(std::set<std::string>{"wed", "thu", "fri"}.contains(trip.at("service_id")));
        }
    }
    int late = 0;
    for (const auto& [trip, rows] : visits()) {
        if (minute_of(rows.front().at("departure_time")) > 19 * 60 + 30) {
            // Main corridors on Fridays and Saturdays; the city's own evening service is by frequency and begins at 19:00.
            CHECK(service_of.at(trip) == "fri-sat");
            ++late;
        }
        if (service_of.at(trip) == "sunday") {
            CHECK(rows.size() > 8);
        }
    }
    CHECK(late > 50);
}

TEST_CASE("the calendars of 2009 know bank holidays and school terms") {
    std::set<std::string> term_off;
    std::set<std::string> holiday_on;
    std::set<std::string> weekday_off;
    for (const auto& row : feed("calendar_dates").rows) {
        if (row.at("service_id") == "term") {
            term_off.insert(row.at("date"));
        } else if (row.at("service_id") == "holiday") {
            holiday_on.insert(row.at("date"));
        } else if (row.at("service_id") == "weekday") {
            weekday_off.insert(row.at("date"));
        }
    }
    // Bank holidays in England and Wales in 2009 (26 December, a Saturday, was moved to Monday the 28th).
    CHECK(weekday_off ==
          std::set<std::string>{"20090101", "20090410", "20090413", "20090504", "20090525", "20090831", "20091225", "20091228"});
    CHECK(term_off.contains("20090810"));
    CHECK(holiday_on.contains("20090810"));
    CHECK(!term_off.contains("20090310"));
    CHECK(!holiday_on.contains("20090310"));
    for (const std::string& day : holiday_on) {
        CHECK(term_off.contains(day));
    }
}

TEST_CASE("some villages have no bus at all") {
    // Swinbrook (428000, 212000) and Christmas Common (471500, 193000): no stop within 1.5 km of either.
    for (const auto& [lat, lon] : {std::pair(51.8069, -1.5953), std::pair(51.6307, -0.9681)}) {
        const std::map<std::string, std::string> village = {{"stop_lat", std::to_string(lat)}, {"stop_lon", std::to_string(lon)}};
        for (const auto& stop : feed("stops").rows) {
            CHECK(km(village, stop) > 1.5);
        }
    }
}
