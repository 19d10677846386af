#include "app/network_report.hpp"

#include <algorithm>
#include <utility>

#include "analysis/service_day.hpp"
#include "base/error.hpp"
#include "base/parallel.hpp"

namespace needsmap::app {

namespace {

FarPoints far_points(const analysis::RoadSnapper& snapper, double limit_m, const model::PopulationPoints& points, base::JobContext& job) {
    std::vector<std::uint8_t> is_far(points.points.size());
    base::parallel_ranges(is_far.size(), 512, [&](std::size_t first, std::size_t last) {
        job.check_cancelled();
        for (std::size_t i = first; i < last; ++i) is_far[i] = snapper.nearest(points.points[i].position, limit_m) ? 0 : 1;
    });
    FarPoints out;
    for (std::size_t i = 0; i < is_far.size(); ++i) {
        if (is_far[i] == 0) continue;
        ++out.points, out.people += points.points[i].people;
        const std::string& name = points.geography->names[static_cast<std::size_t>(points.points[i].area)];
        if (std::ranges::find(out.areas, name) == out.areas.end()) out.areas.push_back(name);
    }
    return out;
}

/// Trips of the window; none when nothing runs then.
std::size_t trips_in(const model::Timetable& timetable, const analysis::ServiceWindow& window, base::Diagnostics& diagnostics) {
    try {
        return analysis::service_day(timetable, window.date, window.from, window.to).trips.size();
    } catch (const base::Error& error) {
        diagnostics.add({base::Severity::warning, "nothing-runs", {}, 0, 0, window.id, error.what(), error.hint()});
        return 0;
    }
}

}  // namespace

NetworkReport network_report(std::shared_ptr<const Roads> roads, double snap_limit_m, const model::PopulationPoints& points,
                             std::shared_ptr<const model::Timetable> timetable, const std::optional<model::BusSource>& bus,
                             base::JobContext& job) {
    NetworkReport out;
    out.roads = std::move(roads), out.timetable = std::move(timetable);
    out.snap_limit_m = snap_limit_m, out.population_points = points.points.size();
    out.diagnostics.add_all(points.diagnostics);
    if (out.roads) {
        out.diagnostics.add_all(out.roads->diagnostics);
        for (const model::RoadMode mode : model::road_modes)
            if (!out.roads->network->graph(mode).head.empty())
                out.far[index_of(mode)] = far_points(*out.roads->snappers[index_of(mode)], snap_limit_m, points, job);
    }
    if (out.timetable) {
        out.diagnostics.add_all(out.timetable->diagnostics);
        try {
            analysis::ServiceWindows windows =
                analysis::service_windows(*out.timetable, bus ? bus->term_date : std::nullopt, bus ? bus->holiday_date : std::nullopt);
            out.diagnostics.add_all(windows.diagnostics);
            out.windows = std::move(windows.windows);
        } catch (const base::Error& error) {
            out.diagnostics.add({base::Severity::error, "no-window", {}, 0, 0, {}, error.what(), error.hint()});
        }
        for (const analysis::ServiceWindow& window : out.windows)
            out.trips_in_window.push_back(trips_in(*out.timetable, window, out.diagnostics));
    }
    return out;
}

}  // namespace needsmap::app
