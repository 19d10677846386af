#include "io/gtfs_stop_times.hpp"

#include <algorithm>
#include <cmath>

namespace needsmap::io {

using base::Severity;

namespace {

const std::string file_name = "stop_times.txt";

class CallReader {
public:
    CallReader(FeedReading& reading, const IdMap& trips, GtfsTable table)
        : m_reading(&reading),
          m_trips(&trips),
          m_table(std::move(table)),
          m_trip(m_table.require("trip_id")),
          m_stop(m_table.require("stop_id")),
          m_sequence(m_table.require("stop_sequence")),
          m_arrival(m_table.require("arrival_time")),
          m_departure(m_table.require("departure_time")),
          m_pickup(m_table.find("pickup_type")),
          m_drop_off(m_table.find("drop_off_type")),
          m_distance(m_table.find("shape_dist_traveled")) {}

    std::vector<Call> run() {
        std::vector<Call> calls;
        calls.reserve(m_table.lines_at_most());
        for (std::size_t row = 0; m_table.next(); ++row) {
            if (row % 65536 == 0) m_reading->job->check_cancelled();
            Call call;
            call.line = m_table.line();
            if (find_trip(call) && find_stop(call) && read_numbers(call)) calls.push_back(call);
        }
        return calls;
    }

private:
    /// Rows of a trip mostly follow each other, and so do their ids.
    bool find_trip(Call& call) {
        const std::string_view id = m_table.text(m_trip);
        if (id != m_last_id) {
            const auto found = m_trips->find(id);
            m_last_id = id, m_last_known = found != m_trips->end(), m_last_trip = m_last_known ? found->second : left_out;
        }
        call.trip = m_last_trip;
        if (!m_last_known) m_reading->problem("unknown-trip", m_table, "There is no trip " + in_marks(id) + "; the row is left out.");
        return m_last_trip != left_out;
    }
    bool find_stop(Call& call) {
        const std::string_view id = m_table.text(m_stop);
        const auto found = m_reading->stops.find(id);
        if (found == m_reading->stops.end()) {
            m_reading->problem("unknown-stop", m_table,
                               "There is no stop " + in_marks(id) + " with a position; trips pass it without calling.");
            return false;
        }
        call.stop = found->second;
        return true;
    }
    bool read_numbers(Call& call) {
        const auto sequence = gtfs_integer(m_table.text(m_sequence));
        if (!sequence || *sequence < 0 || *sequence > 0xFFFFFFFE) {
            m_reading->problem("bad-sequence", m_table,
                               "The stop_sequence is a whole number, not " + in_marks(m_table.text(m_sequence)) + "; the row is left out.");
            return false;
        }
        call.sequence = static_cast<std::uint32_t>(*sequence);
        if (!read_time(m_arrival, call.arrival) || !read_time(m_departure, call.departure)) return false;
        if (call.arrival == Call::no_time) call.arrival = call.departure;
        if (call.departure == Call::no_time) call.departure = call.arrival;
        if (m_table.text(m_pickup) != "1") call.rules |= model::may_board;
        if (m_table.text(m_drop_off) != "1") call.rules |= model::may_alight;
        if (m_distance)
            if (const auto distance = gtfs_number(m_table.text(m_distance))) call.distance = static_cast<float>(*distance);
        return true;
    }
    bool read_time(std::size_t column, model::ServiceSeconds& time) {
        const std::string_view text = m_table.text(column);
        if (text.empty()) return true;
        if (const auto seconds = gtfs_time(text)) return time = *seconds, true;
        m_reading->problem("bad-time", m_table, in_marks(text) + " is no time such as 09:05:00; the row is left out.");
        return false;
    }

    FeedReading* m_reading;
    const IdMap* m_trips;
    GtfsTable m_table;
    std::size_t m_trip, m_stop, m_sequence, m_arrival, m_departure;
    std::optional<std::size_t> m_pickup, m_drop_off, m_distance;
    std::string_view m_last_id;
    std::uint32_t m_last_trip = left_out;
    bool m_last_known = false;
};

std::vector<Call> grouped_by_trip(std::vector<Call> rows, std::size_t trip_count, std::vector<std::size_t>& begin) {
    begin.assign(trip_count + 1, 0);
    for (const Call& call : rows) ++begin[call.trip + 1];
    for (std::size_t t = 0; t < trip_count; ++t) begin[t + 1] += begin[t];
    // As most feeds are written; it saves a copy of millions of rows.
    if (std::ranges::is_sorted(rows, {}, &Call::trip)) return rows;
    std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
    std::vector<Call> out(rows.size());
    for (const Call& call : rows) out[next[call.trip]++] = call;
    return out;
}

/// The calls of one trip in order; of two with the same number the first counts.
std::size_t put_in_order(FeedReading& reading, std::span<Call> calls) {
    if (!std::ranges::is_sorted(calls, {}, &Call::sequence)) std::ranges::stable_sort(calls, {}, &Call::sequence);
    std::size_t kept = 0;
    for (const Call& call : calls) {
        if (kept > 0 && calls[kept - 1].sequence == call.sequence) {
            reading.findings.add(Severity::error, "duplicate-sequence", reading.feed->written() + "/" + file_name, call.line,
                                 "The trip has two rows with the stop_sequence " + std::to_string(call.sequence) + "; the first counts.");
            continue;
        }
        calls[kept++] = call;
    }
    return kept;
}

/// How far along each of the calls is, from 0: by the feed's own distances where all are given and grow, else by straight lines,
/// and evenly where all stops are one.
std::vector<double> distances(const model::Timetable& timetable, std::span<const Call> calls) {
    std::vector<double> out(calls.size(), 0);
    bool given = calls.front().distance >= 0;
    for (std::size_t i = 1; i < calls.size(); ++i) given = given && calls[i].distance >= calls[i - 1].distance;
    if (given && calls.back().distance > calls.front().distance) {
        for (std::size_t i = 0; i < calls.size(); ++i) out[i] = calls[i].distance - calls.front().distance;
        return out;
    }
    for (std::size_t i = 1; i < calls.size(); ++i)
        out[i] = out[i - 1] + geo::distance(timetable.stops[calls[i - 1].stop].position, timetable.stops[calls[i].stop].position);
    if (out.back() <= 0)
        for (std::size_t i = 0; i < calls.size(); ++i) out[i] = static_cast<double>(i);
    return out;
}

/// Calls between two that have times.
void interpolate(const model::Timetable& timetable, std::span<Call> calls) {
    const std::vector<double> along = distances(timetable, calls);
    const double start = calls.front().departure, span = calls.back().arrival - start;
    for (std::size_t i = 1; i + 1 < calls.size(); ++i)
        calls[i].arrival = calls[i].departure = static_cast<model::ServiceSeconds>(std::lround(start + span * along[i] / along.back()));
}

}  // namespace

std::vector<Call> read_calls(FeedReading& reading, const IdMap& trips, std::size_t trip_count, std::vector<std::size_t>& begin) {
    std::vector<Call> calls = grouped_by_trip(CallReader(reading, trips, reading.feed->require(file_name)).run(), trip_count, begin);
    std::size_t kept = 0, first = 0;
    for (std::size_t t = 0; t < trip_count; ++t) {
        const std::span<Call> of_trip(calls.data() + first, begin[t + 1] - first);
        const std::size_t count = put_in_order(reading, of_trip);
        first = begin[t + 1];
        if (of_trip.data() != calls.data() + kept)
            std::move(of_trip.begin(), of_trip.begin() + static_cast<std::ptrdiff_t>(count),
                      calls.begin() + static_cast<std::ptrdiff_t>(kept));
        begin[t] = kept;
        kept += count;
    }
    begin[trip_count] = kept;
    calls.resize(kept);
    return calls;
}

bool complete_times(FeedReading& reading, std::span<Call> calls, std::string_view trip_id) {
    const auto refuse = [&](const std::string& id, const Call* call, const std::string& why) {
        reading.findings.add(Severity::error, id, reading.feed->written() + "/" + file_name, call != nullptr ? call->line : 0,
                             "The trip " + in_marks(trip_id) + " " + why + " and is left out.");
        return false;
    };
    if (calls.size() < 2) return refuse("short-trip", calls.empty() ? nullptr : calls.data(), "calls at fewer than two known stops");
    if (calls.front().departure == Call::no_time) return refuse("no-time", &calls.front(), "has no time at its first stop");
    if (calls.back().arrival == Call::no_time) return refuse("no-time", &calls.back(), "has no time at its last stop");
    std::size_t timed = 0;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        if (calls[i].arrival == Call::no_time) continue;
        if (calls[i].departure < calls[i].arrival || (i > 0 && calls[i].arrival < calls[timed].departure))
            return refuse("time-goes-back", &calls[i], "goes back in time here");
        if (i > timed + 1) interpolate(*reading.out, calls.subspan(timed, i - timed + 1));
        timed = i;
    }
    return true;
}

}  // namespace needsmap::io
