// Journeys by bus over a window of departures: what travel.hpp answers for the mode bus, and what isochrones by bus are made of.
#pragma once

#include <memory>
#include <span>

#include "analysis/bus_travel.hpp"
#include "analysis/service_windows.hpp"
#include "app/travel.hpp"
#include "app/travel_store.hpp"

namespace needsmap::app {

/// Everything about buses that does not depend on where people live and where services are.
struct BusPlan {
    std::shared_ptr<const model::Timetable> timetable;
    std::shared_ptr<const Roads> roads;  ///< nullptr: walks are straight lines
    analysis::ServiceWindow window;
    analysis::BusTravelOptions options;
    analysis::ServiceDay day;
    analysis::StopWalks changes;
    double walk_limit_m = 800, snap_limit_m = 500, detour_factor = 1.3;
    base::Diagnostics diagnostics;
};

/// Reads what is needed. Throws as travel().
[[nodiscard]] BusPlan bus_plan(const model::Workspace& workspace, const TravelOptions& options, base::JobContext& job);

/// Walks from points to stops, and from stops to sites, along roads where there are any.
[[nodiscard]] analysis::StopWalks walks_to_stops(const BusPlan& plan, std::span<const geo::MapPoint> points, base::JobContext& job);
[[nodiscard]] analysis::StopWalks walks_from_stops(const BusPlan& plan, std::span<const geo::MapPoint> sites, base::JobContext& job);

/// How journeys by bus are made up, in plain words.
[[nodiscard]] std::vector<std::string> bus_method_lines(const BusPlan& plan);

[[nodiscard]] Travel travel_by_bus(const model::Workspace& workspace, std::span<const geo::MapPoint> demand,
                                   std::span<const geo::MapPoint> sites, const TravelOptions& options, base::JobContext& job);

}  // namespace needsmap::app
