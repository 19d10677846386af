// How people get to a service: modes of travel, and what every pair of demand point and site costs.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace needsmap::model {

/// Straight line times a detour factor, on foot or by car along roads, or by bus by the timetable.
enum class TravelMode { line, walk, drive, bus };

enum class CostUnit { metres, minutes };

/// The cost of a site that cannot be reached.
inline constexpr double unreachable = std::numeric_limits<double>::infinity();

/// What it costs to get from every demand point to every site, in that direction; never negative, never NaN.
struct TravelCosts {
    CostUnit unit = CostUnit::minutes;
    std::size_t demand_count = 0;
    std::size_t site_count = 0;
    std::vector<double> costs;  ///< demand_count rows of site_count; `unreachable` where there is no way

    [[nodiscard]] std::span<const double> from(std::size_t demand) const {
        return std::span<const double>(costs).subspan(demand * site_count, site_count);
    }
    [[nodiscard]] double at(std::size_t demand, std::size_t site) const { return costs[demand * site_count + site]; }
};

}  // namespace needsmap::model
