// What there is to know of a road network and a timetable before one trusts their minutes: the report of `network build`.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/service_windows.hpp"
#include "app/travel_store.hpp"
#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "model/population_points.hpp"
#include "model/timetable.hpp"

namespace needsmap::app {

/// Population points further than the limit from every road of a mode.
struct FarPoints {
    std::size_t points = 0;
    double people = 0;
    std::vector<std::string> areas;  ///< their names, each once
};

struct NetworkReport {
    std::shared_ptr<const Roads> roads;  ///< nullptr: none
    double snap_limit_m = 500;
    std::size_t population_points = 0;
    std::array<FarPoints, 2> far;                       ///< by mode
    std::shared_ptr<const model::Timetable> timetable;  ///< nullptr: none
    std::vector<analysis::ServiceWindow> windows;
    std::vector<std::size_t> trips_in_window;  ///< by window: trips with a departure or arrival then
    base::Diagnostics diagnostics;
};

/// Looks at what was read. Throws base::Cancelled from the job.
[[nodiscard]] NetworkReport network_report(std::shared_ptr<const Roads> roads, double snap_limit_m, const model::PopulationPoints& points,
                                           std::shared_ptr<const model::Timetable> timetable, const std::optional<model::BusSource>& bus,
                                           base::JobContext& job);

/// For people, and the same for scripts ("format": 1; keys as in docs/manual.md).
[[nodiscard]] std::string report_text(const NetworkReport& report);
[[nodiscard]] std::string report_json(const NetworkReport& report);

}  // namespace needsmap::app
