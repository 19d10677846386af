// Journeys by bus found the plain way: everything one can be aboard of, followed to the end. Slow, and it shares no idea with the
// searches that it checks.
#pragma once

#include <limits>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <vector>

#include "analysis/stop_walks.hpp"
#include "model/timetable.hpp"

namespace needsmap::test {

class PlainBusSearch {
public:
    PlainBusSearch(const model::Timetable& timetable, model::Day date, const analysis::StopWalks& changes)
        : m_timetable(&timetable), m_changes(&changes) {
        for (model::TripIndex t = 0; t < timetable.trips.size(); ++t)
            for (const int days : {-1, 0, 1})
                if (timetable.runs_on(timetable.trips[t].service, date + std::chrono::days(days))) m_runs.push_back({t, days * 86400});
    }

    /// When one is at the site at the earliest; nullopt when never.
    [[nodiscard]] std::optional<int> arrival(std::span<const analysis::StopWalk> home, std::span<const analysis::StopWalk> site,
                                             int departure, int most_rides) const {
        std::set<std::tuple<std::size_t, std::size_t, int>> seen;  // run, position, rides
        std::vector<std::tuple<std::size_t, std::size_t, int>> open;
        int best = std::numeric_limits<int>::max();
        const auto board = [&](model::StopIndex stop, int ready, int rides) {
            if (rides > most_rides) return;
            for (std::size_t r = 0; r < m_runs.size(); ++r)
                for (std::size_t i = 0; i + 1 < length(r); ++i)
                    if (stop_at(r, i) == stop && (rule_at(r, i) & model::may_board) != 0 && time_at(r, i).departure >= ready &&
                        seen.insert({r, i, rides}).second)
                        open.emplace_back(r, i, rides);
        };
        for (const auto& walk : home) board(walk.stop, departure + walk.seconds, 1);
        while (!open.empty()) {
            const auto [r, i, rides] = open.back();
            open.pop_back();
            if (i + 1 == length(r)) continue;
            // One more stop, and there off or on.
            if (seen.insert({r, i + 1, -rides}).second) open.emplace_back(r, i + 1, rides);
            if ((rule_at(r, i + 1) & model::may_alight) == 0) continue;
            const int arrived = time_at(r, i + 1).arrival;
            for (const auto& walk : site)
                if (walk.stop == stop_at(r, i + 1)) best = std::min(best, arrived + walk.seconds);
            for (const auto& change : m_changes->of(stop_at(r, i + 1))) board(change.stop, arrived + change.seconds, rides + 1);
        }
        return best == std::numeric_limits<int>::max() ? std::nullopt : std::optional(best);
    }

private:
    struct Run {
        model::TripIndex trip;
        int shift;
    };
    [[nodiscard]] const model::Pattern& pattern(std::size_t r) const {
        return m_timetable->patterns[m_timetable->trips[m_runs[r].trip].pattern];
    }
    [[nodiscard]] std::size_t length(std::size_t r) const { return pattern(r).stop_count; }
    [[nodiscard]] model::StopIndex stop_at(std::size_t r, std::size_t i) const {
        return m_timetable->pattern_stops[pattern(r).first_stop + i];
    }
    [[nodiscard]] int rule_at(std::size_t r, std::size_t i) const { return m_timetable->pattern_rules[pattern(r).first_stop + i]; }
    [[nodiscard]] model::StopTime time_at(std::size_t r, std::size_t i) const {
        const model::Trip& trip = m_timetable->trips[m_runs[r].trip];
        const model::StopTime& t = m_timetable->times[trip.first_time + i];
        return {t.arrival + trip.shift + m_runs[r].shift, t.departure + trip.shift + m_runs[r].shift};
    }

    const model::Timetable* m_timetable;
    const analysis::StopWalks* m_changes;
    std::vector<Run> m_runs;
};

}  // namespace needsmap::test
