// What runs in some hours of one day: the trips of a timetable in the order that searches need.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/timetable.hpp"

namespace needsmap::analysis {

/// Trips of a date from `from` to `to`, with those that began the day before or begin the day after; all times count from the date's own
/// start. The trips of a pattern call at the same stops and never overtake each other, so a pattern of the timetable can be several here.
struct ServiceDay {
    struct Pattern {
        model::RouteIndex route = 0;
        std::uint32_t first_stop = 0, stop_count = 0;  ///< of stops and rules
        std::uint32_t first_trip = 0, trip_count = 0;  ///< of trips; their times follow each other from first_time on, trip by trip
        std::uint32_t first_time = 0;
    };
    model::Day date;
    model::ServiceSeconds from = 0, to = 0;
    std::size_t stop_count = 0;  ///< of the whole timetable; stop numbers are those of the timetable
    std::vector<Pattern> patterns;
    std::vector<model::StopIndex> stops;
    std::vector<std::uint8_t> rules;
    std::vector<model::TripIndex> trips;
    std::vector<model::StopTime> times;

    [[nodiscard]] std::span<const model::StopIndex> stops_of(const Pattern& p) const {
        return std::span(stops).subspan(p.first_stop, p.stop_count);
    }
    [[nodiscard]] std::span<const std::uint8_t> rules_of(const Pattern& p) const {
        return std::span(rules).subspan(p.first_stop, p.stop_count);
    }
    [[nodiscard]] std::span<const model::StopTime> times_of(const Pattern& p, std::size_t trip) const {
        return std::span(times).subspan(p.first_time + trip * p.stop_count, p.stop_count);
    }
};

/// Every trip that has at least one departure or arrival in [from, to]. Throws base::Error when nothing runs then, saying from when to
/// when the timetable is valid.
[[nodiscard]] ServiceDay service_day(const model::Timetable& timetable, model::Day date, model::ServiceSeconds from,
                                     model::ServiceSeconds to);

}  // namespace needsmap::analysis
