// Timetables of a few stops and trips, written down in a test.
#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "model/timetable.hpp"

namespace tiny {

/// Tuesday 10 March 2009.
inline const needsmap::model::Day a_tuesday = std::chrono::year(2009) / std::chrono::March / 10;

inline constexpr needsmap::model::ServiceSeconds at(int hours, int minutes, int seconds = 0) {
    return 3600 * hours + 60 * minutes + seconds;
}

class TimetableMaker {
public:
    struct Call {
        needsmap::model::StopIndex stop;
        needsmap::model::ServiceSeconds arrival, departure;
        std::uint8_t rules = needsmap::model::may_board | needsmap::model::may_alight;
    };

    TimetableMaker() { service({a_tuesday}); }

    needsmap::model::StopIndex stop(const std::string& name, double x, double y) {
        const auto index = static_cast<needsmap::model::StopIndex>(m_out.stops.size());
        m_out.stops.push_back({name, name, {x, y}, 0, index});
        return index;
    }
    std::uint32_t service(std::vector<needsmap::model::Day> days) {
        m_out.service_days.insert(m_out.service_days.end(), days.begin(), days.end());
        m_out.service_begin.push_back(static_cast<std::uint32_t>(m_out.service_days.size()));
        return static_cast<std::uint32_t>(m_out.service_count() - 1);
    }
    /// A trip of the route of that name; trips of one route with the same calls share a pattern.
    void trip(const std::string& route, const std::vector<Call>& calls, std::uint32_t service = 0) {
        const std::uint32_t pattern = pattern_of(route_of(route), calls);
        m_out.trips.push_back({pattern, service, static_cast<std::uint32_t>(m_out.times.size()), 0});
        for (const Call& call : calls) m_out.times.push_back({call.arrival, call.departure});
    }
    needsmap::model::Timetable make() {
        const auto key = [&](const needsmap::model::Trip& t) { return std::pair(t.pattern, m_out.times[t.first_time].departure); };
        std::ranges::stable_sort(m_out.trips, [&](const auto& a, const auto& b) { return key(a) < key(b); });
        return m_out;
    }
    needsmap::model::Timetable& edit() { return m_out; }

private:
    std::uint32_t route_of(const std::string& name) {
        for (std::uint32_t r = 0; r < m_out.routes.size(); ++r)
            if (m_out.routes[r].name == name) return r;
        m_out.routes.push_back({name, {}, {}, 3, 0});
        return static_cast<std::uint32_t>(m_out.routes.size() - 1);
    }
    std::uint32_t pattern_of(std::uint32_t route, const std::vector<Call>& calls) {
        for (std::uint32_t p = 0; p < m_out.patterns.size(); ++p) {
            const auto& pattern = m_out.patterns[p];
            bool same = pattern.route == route && pattern.stop_count == calls.size();
            for (std::size_t i = 0; same && i < calls.size(); ++i)
                same = m_out.pattern_stops[pattern.first_stop + i] == calls[i].stop &&
                       m_out.pattern_rules[pattern.first_stop + i] == calls[i].rules;
            if (same) return p;
        }
        m_out.patterns.push_back({route, static_cast<std::uint32_t>(m_out.pattern_stops.size()), static_cast<std::uint32_t>(calls.size())});
        for (const Call& call : calls) m_out.pattern_stops.push_back(call.stop), m_out.pattern_rules.push_back(call.rules);
        return static_cast<std::uint32_t>(m_out.patterns.size() - 1);
    }

    needsmap::model::Timetable m_out;
};

}  // namespace tiny
