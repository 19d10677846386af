// Walks between places and stops, and between stops, for journeys by bus.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/spaces.hpp"
#include "model/timetable.hpp"

namespace needsmap::analysis {

/// A stop and how long the walk to or from it takes.
struct StopWalk {
    model::StopIndex stop = 0;
    std::int32_t seconds = 0;
    friend bool operator==(const StopWalk&, const StopWalk&) = default;
};

/// Walks by point: from homes to stops, or from stops to services.
class StopWalks {
public:
    [[nodiscard]] std::size_t size() const { return m_begin.size() - 1; }
    [[nodiscard]] std::span<const StopWalk> of(std::size_t point) const {
        return std::span(m_walks).subspan(m_begin[point], m_begin[point + 1] - m_begin[point]);
    }
    void add_point(std::span<const StopWalk> walks) {
        m_walks.insert(m_walks.end(), walks.begin(), walks.end());
        m_begin.push_back(static_cast<std::uint32_t>(m_walks.size()));
    }
    friend bool operator==(const StopWalks&, const StopWalks&) = default;

private:
    std::vector<std::uint32_t> m_begin = {0};
    std::vector<StopWalk> m_walks;
};

struct WalkOptions {
    double limit_m = 800;        ///< longest walk, along the way; 800 m is the usual reach of a bus stop in the country, 400 m in town
    double detour_factor = 1.3;  ///< way over straight line, where no roads are known
    double speed_m_per_s = 4.8 / 3.6;  ///< 4.8 km/h, as in the Department for Transport's journey time statistics
};

/// The stops within the limit of each point, by stop number, as straight line times the detour factor; seconds rounded up.
/// Throws base::Error when the speed or the factor is not above zero.
[[nodiscard]] StopWalks straight_line_access(std::span<const geo::MapPoint> points, std::span<const model::Stop> stops,
                                             const WalkOptions& options);

/// All walks of all points in one: to the nearest of several services.
[[nodiscard]] StopWalks merged(const StopWalks& walks);

/// How vehicles are changed: `walk` between neighbouring stops, and never in less than `least_change_s` from arrival to departure.
struct ChangeOptions {
    WalkOptions walk{.limit_m = 400};
    std::int32_t least_change_s = 60;
};

/// By stop: where the next vehicle can be boarded after alighting there, and how long that takes, the stop itself among them. Stops of one
/// station can always be changed between. What the feed says of a change (transfers.txt) goes before what its distance says.
[[nodiscard]] StopWalks straight_line_changes(const model::Timetable& timetable, const ChangeOptions& options);

}  // namespace needsmap::analysis
