#include <algorithm>
#include <cstring>

#include "base/error.hpp"
#include "io/gtfs_parts.hpp"
#include "io/gtfs_stop_times.hpp"

namespace needsmap::io {

using base::Severity;
using model::ServiceSeconds;

namespace {

struct TripRow {
    std::string id;
    std::uint32_t route = 0, service = 0;
};

/// A row of frequencies.txt.
struct Frequency {
    ServiceSeconds start = 0, end = 0, headway = 0;
};

class TripReader {
public:
    explicit TripReader(FeedReading& reading) : m_reading(&reading), m_out(reading.out) {}

    void run() {
        read_trips();
        std::vector<std::size_t> begin;
        std::vector<Call> calls = read_calls(*m_reading, m_ids, m_rows.size(), begin);
        read_frequencies();
        for (std::size_t t = 0; t < m_rows.size(); ++t) {
            const std::span<Call> of_trip(calls.data() + begin[t], begin[t + 1] - begin[t]);
            if (complete_times(*m_reading, of_trip, m_rows[t].id)) add(static_cast<std::uint32_t>(t), of_trip);
        }
        if (m_trips.empty()) throw base::Error("The timetable " + m_reading->feed->written() + " has no trip that can be used.");
        std::ranges::sort(m_trips, [this](const model::Trip& a, const model::Trip& b) { return key(a) < key(b); });
        m_out->trips.insert(m_out->trips.end(), m_trips.begin(), m_trips.end());
    }

private:
    void read_trips() {
        GtfsTable table = m_reading->feed->require("trips.txt");
        const std::size_t id = table.require("trip_id"), route = table.require("route_id"), service = table.require("service_id");
        while (table.next()) {
            const std::string trip(table.text(id));
            if (m_ids.contains(trip)) {
                m_reading->problem("duplicate-trip", table, "The trip " + in_marks(trip) + " stands here again; the first row counts.");
                continue;
            }
            m_ids.emplace(trip, left_out);
            if (m_reading->routes_left_out.contains(table.text(route))) continue;
            const auto r = m_reading->routes.find(table.text(route));
            const auto s = m_reading->services.find(table.text(service));
            if (r == m_reading->routes.end())
                m_reading->problem("unknown-route", table,
                                   "There is no route " + in_marks(table.text(route)) + "; its trips are left out.");
            else if (s == m_reading->services.end())
                m_reading->problem("unknown-service", table,
                                   "No calendar has the service " + in_marks(table.text(service)) + "; its trips are left out.");
            else {
                m_ids[trip] = static_cast<std::uint32_t>(m_rows.size());
                m_rows.push_back({trip, r->second, s->second});
            }
        }
        m_frequencies.resize(m_rows.size());
    }

    void read_frequencies() {
        auto table = m_reading->feed->open("frequencies.txt");
        if (!table) return;
        const std::size_t id = table->require("trip_id"), start = table->require("start_time"), end = table->require("end_time"),
                          headway = table->require("headway_secs");
        while (table->next()) {
            const auto trip = m_ids.find(table->text(id));
            const auto from = gtfs_time(table->text(start)), to = gtfs_time(table->text(end));
            const auto seconds = gtfs_integer(table->text(headway));
            if (trip == m_ids.end())
                m_reading->problem("unknown-trip", *table, "There is no trip " + in_marks(table->text(id)) + "; the row is left out.");
            else if (!from || !to || *to <= *from)
                m_reading->problem(
                    "bad-period", *table,
                    "The trip " + in_marks(table->text(id)) + " has no hours from an earlier to a later time; the row is left out.");
            else if (!seconds || *seconds < 1 || *seconds > 24 * 3600)
                m_reading->problem("bad-headway", *table,
                                   "The headway_secs of the trip " + in_marks(table->text(id)) + " is a number of seconds from 1, not " +
                                       in_marks(table->text(headway)) + "; the row is left out.");
            else if (trip->second != left_out)
                m_frequencies[trip->second].push_back({*from, *to, static_cast<ServiceSeconds>(*seconds)});
        }
    }

    void add(std::uint32_t row, std::span<const Call> calls) {
        model::Trip trip{pattern_of(m_rows[row].route, calls), m_rows[row].service, static_cast<std::uint32_t>(m_out->times.size()), 0};
        for (const Call& call : calls) m_out->times.push_back({call.arrival, call.departure});
        if (m_frequencies[row].empty()) return m_trips.push_back(trip);
        for (const Frequency& f : m_frequencies[row])
            for (ServiceSeconds start = f.start; start < f.end; start += f.headway) {
                trip.shift = start - calls.front().departure;
                m_trips.push_back(trip);
            }
    }

    std::uint32_t pattern_of(std::uint32_t route, std::span<const Call> calls) {
        m_key.assign(reinterpret_cast<const char*>(&route), sizeof route);
        for (const Call& call : calls) {
            m_key.append(reinterpret_cast<const char*>(&call.stop), sizeof call.stop);
            m_key += static_cast<char>(call.rules);
        }
        const auto [found, is_new] = m_patterns.try_emplace(m_key, static_cast<std::uint32_t>(m_out->patterns.size()));
        if (!is_new) return found->second;
        m_out->patterns.push_back(
            {route, static_cast<std::uint32_t>(m_out->pattern_stops.size()), static_cast<std::uint32_t>(calls.size())});
        for (const Call& call : calls) m_out->pattern_stops.push_back(call.stop), m_out->pattern_rules.push_back(call.rules);
        return found->second;
    }

    [[nodiscard]] std::tuple<std::uint32_t, ServiceSeconds, std::uint32_t, ServiceSeconds> key(const model::Trip& trip) const {
        return {trip.pattern, m_out->times[trip.first_time].departure + trip.shift, trip.first_time, trip.shift};
    }

    FeedReading* m_reading;
    model::Timetable* m_out;
    IdMap m_ids;
    std::vector<TripRow> m_rows;
    std::vector<std::vector<Frequency>> m_frequencies;  ///< by row
    IdMap m_patterns;
    std::string m_key;
    std::vector<model::Trip> m_trips;
};

}  // namespace

void read_gtfs_trips(FeedReading& reading) { TripReader(reading).run(); }

}  // namespace needsmap::io
