#include "analysis/departure_board.hpp"

#include <algorithm>
#include <tuple>

namespace needsmap::analysis {

using model::ServiceSeconds;

DepartureBoard::DepartureBoard(const ServiceDay& day, const StopWalks& changes, ServiceSeconds earliest, ServiceSeconds latest)
    : m_stop_begin(day.stop_count + 1), m_departure_of(day.times.size(), none) {
    add_departures(day, earliest, latest);
    add_changes(day, changes, earliest);
}

std::uint32_t DepartureBoard::first_from(model::StopIndex stop, ServiceSeconds time) const {
    const auto first = m_time.begin() + begin(stop), last = m_time.begin() + end(stop);
    return static_cast<std::uint32_t>(std::lower_bound(first, last, time) - m_time.begin());
}

void DepartureBoard::add_departures(const ServiceDay& day, ServiceSeconds earliest, ServiceSeconds latest) {
    struct Departure {
        model::StopIndex stop;
        ServiceSeconds time;
        std::uint32_t index;
    };
    std::vector<Departure> departures;
    for (const ServiceDay::Pattern& pattern : day.patterns)
        for (std::uint32_t i = 0; i < pattern.trip_count * pattern.stop_count; ++i) {
            const std::uint32_t index = pattern.first_time + i, at = pattern.first_stop + i % pattern.stop_count;
            const ServiceSeconds time = day.times[index].departure;
            // Nobody boards at the last stop, whatever the feed allows there.
            const bool is_last = i % pattern.stop_count + 1 == pattern.stop_count;
            if (!is_last && (day.rules[at] & model::may_board) != 0 && time >= earliest && time <= latest)
                departures.push_back({day.stops[at], time, index});
        }
    std::ranges::sort(departures, {}, [](const Departure& d) { return std::tuple(d.stop, d.time, d.index); });
    for (const Departure& d : departures) {
        m_departure_of[d.index] = static_cast<std::uint32_t>(m_time.size());
        m_time.push_back(d.time);
        ++m_stop_begin[d.stop + 1];
    }
    for (std::size_t s = 0; s + 1 < m_stop_begin.size(); ++s) m_stop_begin[s + 1] += m_stop_begin[s];
}

void DepartureBoard::add_changes(const ServiceDay& day, const StopWalks& changes, ServiceSeconds earliest) {
    m_onward_begin.assign(day.times.size() + 1, 0);
    // Patterns are stored one after the other, and so are their times.
    for (const ServiceDay::Pattern& pattern : day.patterns)
        for (std::uint32_t i = 0; i < pattern.trip_count * pattern.stop_count; ++i) {
            const std::uint32_t index = pattern.first_time + i, at = pattern.first_stop + i % pattern.stop_count;
            const ServiceSeconds arrival = day.times[index].arrival;
            const bool is_first = i % pattern.stop_count == 0;
            if (!is_first && (day.rules[at] & model::may_alight) != 0 && arrival >= earliest)
                for (const StopWalk& change : changes.of(day.stops[at]))
                    if (const std::uint32_t next = first_from(change.stop, arrival + change.seconds); next != end(change.stop))
                        m_onward.push_back(next);
            m_onward_begin[index + 1] = m_onward.size();
        }
}

}  // namespace needsmap::analysis
