#include "app/travel_bus.hpp"

#include <string>
#include <utility>

#include "analysis/road_costs.hpp"
#include "analysis/road_walks.hpp"
#include "analysis/stop_walks.hpp"
#include "analysis/travel_costs.hpp"
#include "base/error.hpp"
#include "base/format.hpp"

namespace needsmap::app {

using analysis::StopWalks;
using geo::MapPoint;

namespace {

constexpr double seconds_per_minute = 60;

std::vector<MapPoint> positions_of(const model::Timetable& timetable) {
    std::vector<MapPoint> out;
    for (const model::Stop& stop : timetable.stops) out.push_back(stop.position);
    return out;
}

analysis::ServiceWindow window_from(const BusPlan& plan, const model::BusSource& bus, const std::string& id,
                                    base::Diagnostics& diagnostics) {
    const analysis::ServiceWindows windows = analysis::service_windows(*plan.timetable, bus.term_date, bus.holiday_date);
    diagnostics.add_all(windows.diagnostics);
    if (const analysis::ServiceWindow* window = windows.find(id)) return *window;
    std::string known;
    for (const analysis::ServiceWindow& window : windows.windows) known += (known.empty() ? "" : ", ") + window.id;
    throw base::Error("The timetable has no day for the window " + id + ".", "It has: " + known + ".", base::ErrorKind::usage);
}

analysis::WalkOptions straight_walks(const BusPlan& plan) { return {.limit_m = plan.walk_limit_m, .detour_factor = plan.detour_factor}; }

analysis::RoadWalkOptions road_walks(const BusPlan& plan) { return {.limit_m = plan.walk_limit_m, .snap_limit_m = plan.snap_limit_m}; }

const analysis::RoadSnapper& walkers(const BusPlan& plan) { return *plan.roads->snappers[index_of(model::RoadMode::walk)]; }

/// Seconds on foot all the way, by demand point and site, and who is too far from roads.
std::vector<double> on_foot(const BusPlan& plan, std::span<const MapPoint> demand, std::span<const MapPoint> sites, Travel& out,
                            base::JobContext& job) {
    model::TravelCosts minutes;
    if (plan.roads) {
        analysis::RoadCosts walk = analysis::road_costs(walkers(plan), demand, sites, plan.snap_limit_m, job);
        out.unreachable_demand.assign(walk.unreachable_demand.begin(), walk.unreachable_demand.end());
        out.unreachable_sites.assign(walk.unreachable_sites.begin(), walk.unreachable_sites.end());
        out.diagnostics.add_all(walk.diagnostics);
        minutes = std::move(walk.costs);
    } else {
        const double metres_per_minute = analysis::WalkOptions{}.speed_m_per_s * seconds_per_minute;
        minutes = analysis::straight_line_costs(demand, sites, {.detour_factor = plan.detour_factor, .speed_m_per_min = metres_per_minute});
    }
    for (double& cost : minutes.costs) cost *= seconds_per_minute;
    return std::move(minutes.costs);
}

}  // namespace

BusPlan bus_plan(const model::Workspace& workspace, const TravelOptions& options, base::JobContext& job) {
    BusPlan plan;
    plan.timetable = timetable_of(workspace, job);
    const model::BusSource& bus = workspace.bus.value();  // timetable_of throws where there is none
    if (!workspace.roads.files.empty()) plan.roads = roads_of(workspace, job);
    plan.window = window_from(plan, bus, options.bus_window, plan.diagnostics);
    plan.options = {.from = plan.window.from,
                    .to = plan.window.to,
                    .max_transfers = bus.max_transfers,
                    .percentiles = {static_cast<double>(options.percentile)}};
    plan.walk_limit_m = bus.walk_limit_m, plan.snap_limit_m = workspace.roads.snap_limit_m, plan.detour_factor = options.detour_factor;
    plan.day = analysis::service_day_for(*plan.timetable, plan.window.date, plan.options);
    plan.changes = analysis::straight_line_changes(*plan.timetable, {.walk = {.limit_m = 400, .detour_factor = options.detour_factor}});
    return plan;
}

StopWalks walks_to_stops(const BusPlan& plan, std::span<const MapPoint> points, base::JobContext& job) {
    if (!plan.roads) return analysis::straight_line_access(points, plan.timetable->stops, straight_walks(plan));
    return analysis::road_access(walkers(plan), points, positions_of(*plan.timetable), road_walks(plan), job).walks;
}

StopWalks walks_from_stops(const BusPlan& plan, std::span<const MapPoint> sites, base::JobContext& job) {
    if (!plan.roads) return analysis::straight_line_access(sites, plan.timetable->stops, straight_walks(plan));
    return analysis::road_egress(walkers(plan), sites, positions_of(*plan.timetable), road_walks(plan), job).walks;
}

std::vector<std::string> bus_method_lines(const BusPlan& plan) {
    const double p = plan.options.percentiles.front();
    const std::string usual = p == 50 ? "the median (half of the departures are as good or better)"
                                      : base::format_plain(p, 0) + " % of the departures are as good or better";
    const int changes = plan.options.max_transfers;
    return {"By bus on " + plan.window.title + ", leaving at every minute: " + usual +
                ", waiting included; walking all the way where that is as quick",
            "Walks of at most " + base::format_number(plan.walk_limit_m, 0) + " m to and from stops " +
                (plan.roads ? "along roads at " + base::format_plain(plan.roads->network->walk_kmh, 1) + " km/h"
                            : "in a straight line times " + base::format_exact(plan.detour_factor) + " at 4.8 km/h") +
                "; at most " + base::format_count(changes) + (changes == 1 ? " change" : " changes") +
                " of vehicle; no service where fewer departures have a journey of at most 2 hours"};
}

Travel travel_by_bus(const model::Workspace& workspace, std::span<const MapPoint> demand, std::span<const MapPoint> sites,
                     const TravelOptions& options, base::JobContext& job) {
    const BusPlan plan = bus_plan(workspace, options, job);
    Travel out;
    out.diagnostics.add_all(plan.diagnostics);
    out.method_lines = bus_method_lines(plan);
    job.progress(0.3, "finding walks to stops");
    const std::vector<double> walks = on_foot(plan, demand, sites, out, job);
    const StopWalks from = walks_to_stops(plan, demand, job), to = walks_from_stops(plan, sites, job);
    job.progress(0.5, "finding journeys by bus");
    analysis::BusTravel bus = analysis::bus_travel(plan.day, plan.changes, from, to, walks, plan.options, job);
    out.costs = std::move(bus.percentiles.front());
    return out;
}

}  // namespace needsmap::app
