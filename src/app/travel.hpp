// How people get to a service: what it costs from every point to every site, by any mode, read and worked out on demand.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "app/operation.hpp"
#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "geo/spaces.hpp"
#include "model/travel.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

struct TravelOptions {
    model::TravelMode mode = model::TravelMode::walk;
    double detour_factor = 1.3;  ///< way over straight line, >= 1; of line, and of walks by bus where there are no roads
    double line_speed_kmh = 0;   ///< of line: minutes at this speed; 0: kilometres (costs are metres)
    std::string bus_window = "term";
    int percentile = 50;  ///< of the minutes over a window's departures: 50 is the usual, 90 a bad departure
};

struct Travel {
    model::TravelCosts costs;                                        ///< minutes; metres for line without a speed
    std::vector<std::size_t> unreachable_demand, unreachable_sites;  ///< too far from every road of the mode; ascending
    std::vector<std::string> method_lines;                           ///< "Walking along roads at 4.8 km/h; …"
    base::Diagnostics diagnostics;
};

/// Costs from each demand point to each site. Roads and timetables are read when first asked for and kept. Results do not depend on threads; cancelled
/// from the job. Throws base::Error when the workspace lacks the roads or the timetable of the mode (saying what to do), for a window the
/// timetable has not (usage), and for a detour factor below 1 or a percentile out of range (usage).
[[nodiscard]] Travel travel(const model::Workspace& workspace, std::span<const geo::MapPoint> demand, std::span<const geo::MapPoint> sites,
                            const TravelOptions& options, base::JobContext& job);

/// --mode, --detour, --speed, --window and --percentile, the same wherever journeys are measured.
[[nodiscard]] std::vector<Param> travel_params();
[[nodiscard]] TravelOptions travel_options_from(const Params& params);

/// How straight lines are measured: "Straight line times 1.3 for the detour of roads".
[[nodiscard]] std::string line_words(const TravelOptions& options);

/// "line", "walk", "drive", "bus".
[[nodiscard]] std::string_view mode_id(model::TravelMode mode);
/// True when costs of these options are kilometres to read (metres to compute with), false when they are minutes.
[[nodiscard]] bool costs_are_metres(const TravelOptions& options);

}  // namespace needsmap::app
