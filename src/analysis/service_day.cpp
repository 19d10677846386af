#include "analysis/service_day.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "base/error.hpp"

namespace needsmap::analysis {

using model::ServiceSeconds;
using model::StopTime;

namespace {

/// The offset between two days' clocks. In the two nights a year when clocks change it is an hour off.
constexpr ServiceSeconds day_s = 24 * 3600;

/// A trip on one of the days, its times counted from the date asked for.
struct Run {
    model::TripIndex trip = 0;
    ServiceSeconds shift = 0;
};

/// Trips of one pattern on the day, sorted into queues in which nobody overtakes.
class Queues {
public:
    Queues(const model::Timetable& timetable, const model::Pattern& pattern) : m_timetable(&timetable), m_pattern(&pattern) {}

    void add(std::vector<Run> runs) {
        std::ranges::sort(runs, [&](const Run& a, const Run& b) { return earlier(a, b); });
        for (const Run& run : runs) queue_for(run).push_back(run);
    }
    void append_to(ServiceDay& day) const {
        for (const auto& queue : m_queues) {
            ServiceDay::Pattern out{
                .route = m_pattern->route, .first_stop = static_cast<std::uint32_t>(day.stops.size()), .stop_count = m_pattern->stop_count};
            out.first_trip = static_cast<std::uint32_t>(day.trips.size()), out.trip_count = static_cast<std::uint32_t>(queue.size());
            out.first_time = static_cast<std::uint32_t>(day.times.size());
            for (std::uint32_t i = 0; i < m_pattern->stop_count; ++i) {
                day.stops.push_back(m_timetable->pattern_stops[m_pattern->first_stop + i]);
                day.rules.push_back(m_timetable->pattern_rules[m_pattern->first_stop + i]);
            }
            for (const Run& run : queue) {
                day.trips.push_back(run.trip);
                for (std::uint32_t i = 0; i < m_pattern->stop_count; ++i) day.times.push_back(time(run, i));
            }
            day.patterns.push_back(out);
        }
    }

private:
    [[nodiscard]] StopTime time(const Run& run, std::uint32_t position) const {
        const StopTime& t = m_timetable->times[m_timetable->trips[run.trip].first_time + position];
        return {t.arrival + run.shift, t.departure + run.shift};
    }
    [[nodiscard]] bool earlier(const Run& a, const Run& b) const {
        for (std::uint32_t i = 0; i < m_pattern->stop_count; ++i) {
            const StopTime x = time(a, i), y = time(b, i);
            if (x.departure != y.departure) return x.departure < y.departure;
            if (x.arrival != y.arrival) return x.arrival < y.arrival;
        }
        return a.trip < b.trip;
    }
    [[nodiscard]] bool never_overtakes(const Run& ahead, const Run& behind) const {
        for (std::uint32_t i = 0; i < m_pattern->stop_count; ++i) {
            const StopTime x = time(ahead, i), y = time(behind, i);
            if (x.departure > y.departure || x.arrival > y.arrival) return false;
        }
        return true;
    }
    std::vector<Run>& queue_for(const Run& run) {
        for (auto& queue : m_queues)
            if (never_overtakes(queue.back(), run)) return queue;
        return m_queues.emplace_back();
    }

    const model::Timetable* m_timetable;
    const model::Pattern* m_pattern;
    std::vector<std::vector<Run>> m_queues;
};

/// By service: on which of the day before, the day itself and the day after it runs.
std::vector<std::vector<ServiceSeconds>> shifts_by_service(const model::Timetable& timetable, model::Day date) {
    std::vector<std::vector<ServiceSeconds>> out(timetable.service_count());
    for (std::size_t s = 0; s < out.size(); ++s)
        for (const int days : {-1, 0, 1})
            if (timetable.runs_on(s, date + std::chrono::days(days))) out[s].push_back(days * day_s);
    return out;
}

base::Error nothing_runs(const model::Timetable& timetable, model::Day date, ServiceSeconds from, ServiceSeconds to) {
    const auto first = timetable.first_day(), last = timetable.last_day();
    const std::string when = model::day_text(date) + " between " + model::clock_text(from) + " and " + model::clock_text(to);
    if (!first) return base::Error("The timetable has no day on which anything runs.");
    return base::Error("No service of the timetable runs on " + when + ".",
                       "It has services from " + model::day_text(*first) + " to " + model::day_text(*last) + ".");
}

}  // namespace

ServiceDay service_day(const model::Timetable& timetable, model::Day date, ServiceSeconds from, ServiceSeconds to) {
    ServiceDay day{.date = date, .from = from, .to = to, .stop_count = timetable.stops.size()};
    const auto shifts = shifts_by_service(timetable, date);
    const auto flush = [&](std::uint32_t pattern, std::vector<Run>& runs) {
        if (runs.empty()) return;
        Queues queues(timetable, timetable.patterns[pattern]);
        queues.add(std::move(runs));
        queues.append_to(day);
        runs.clear();
    };
    std::vector<Run> runs;
    for (model::TripIndex t = 0; t < timetable.trips.size(); ++t) {
        const model::Trip& trip = timetable.trips[t];
        if (t > 0 && trip.pattern != timetable.trips[t - 1].pattern) flush(timetable.trips[t - 1].pattern, runs);
        const StopTime* times = &timetable.times[trip.first_time];
        const ServiceSeconds first = times->arrival, last = times[timetable.patterns[trip.pattern].stop_count - 1].departure;
        for (const ServiceSeconds shift : shifts[trip.service])
            if (last + trip.shift + shift >= from && first + trip.shift + shift <= to) runs.push_back({t, trip.shift + shift});
    }
    if (!timetable.trips.empty()) flush(timetable.trips.back().pattern, runs);
    if (day.trips.empty()) throw nothing_runs(timetable, date, from, to);
    return day;
}

}  // namespace needsmap::analysis
