// Every departure of a service day in the order of stops and time, and which of them can be caught after which arrival.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/service_day.hpp"
#include "analysis/stop_walks.hpp"

namespace needsmap::analysis {

/// Departures that can be boarded, numbered by stop, then time.
class DepartureBoard {
public:
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    /// Departures outside [earliest, latest] are not on the board.
    DepartureBoard(const ServiceDay& day, const StopWalks& changes, model::ServiceSeconds earliest, model::ServiceSeconds latest);

    [[nodiscard]] std::size_t size() const { return m_time.size(); }
    [[nodiscard]] std::size_t stop_count() const { return m_stop_begin.size() - 1; }
    /// First departure of a stop, and the one after its last.
    [[nodiscard]] std::uint32_t begin(model::StopIndex stop) const { return m_stop_begin[stop]; }
    [[nodiscard]] std::uint32_t end(model::StopIndex stop) const { return m_stop_begin[stop + 1]; }
    [[nodiscard]] model::ServiceSeconds time(std::uint32_t departure) const { return m_time[departure]; }
    /// The first departure of a stop at or after a time; end(stop) when there is none.
    [[nodiscard]] std::uint32_t first_from(model::StopIndex stop, model::ServiceSeconds time) const;

    /// The departure at a place of ServiceDay::times; none where nobody may board or the time is not on the board.
    [[nodiscard]] std::uint32_t departure_of(std::size_t time_index) const { return m_departure_of[time_index]; }
    /// The first departures that can be caught at each stop in reach of a change after the arrival at a place of ServiceDay::times.
    [[nodiscard]] std::span<const std::uint32_t> onward(std::size_t time_index) const {
        return std::span(m_onward).subspan(m_onward_begin[time_index], m_onward_begin[time_index + 1] - m_onward_begin[time_index]);
    }

private:
    void add_departures(const ServiceDay& day, model::ServiceSeconds earliest, model::ServiceSeconds latest);
    void add_changes(const ServiceDay& day, const StopWalks& changes, model::ServiceSeconds earliest);

    std::vector<std::uint32_t> m_stop_begin, m_departure_of;
    std::vector<model::ServiceSeconds> m_time;
    std::vector<std::size_t> m_onward_begin = {0};
    std::vector<std::uint32_t> m_onward;
};

}  // namespace needsmap::analysis
