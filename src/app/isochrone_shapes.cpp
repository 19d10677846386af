#include "app/isochrone_shapes.hpp"

#include <algorithm>
#include <utility>

#include "analysis/bus_travel.hpp"
#include "analysis/isochrone.hpp"
#include "analysis/line_isochrone.hpp"
#include "analysis/stop_walks.hpp"
#include "app/travel_bus.hpp"
#include "app/travel_store.hpp"
#include "base/format.hpp"

namespace needsmap::app {

using geo::MapPoint;
using model::TravelMode;

namespace {

constexpr double seconds_per_minute = 60;
constexpr double least_hole_m2 = 50'000;
constexpr const char* beside_roads =
    "Outlines reach up to 100 m beside the roads from which a place is reached in time; gaps of less than 5 ha are filled";

double area_of(const std::vector<MapPoint>& ring) {
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const MapPoint a = ring[i] - ring.front(), b = ring[(i + 1) % ring.size()] - ring.front();
        twice += a.x * b.y - b.x * a.y;
    }
    return twice / 2;
}

/// Gaps between streets are no news at the scale of a county: smaller ones are filled. Holes run the other way round, so their areas are below zero.
std::vector<geo::RingsOfPart> largest_first(std::vector<geo::RingsOfPart> parts) {
    for (geo::RingsOfPart& part : parts)
        part.erase(std::remove_if(part.begin() + 1, part.end(), [](const auto& ring) { return -area_of(ring) < least_hole_m2; }),
                   part.end());
    std::ranges::stable_sort(parts, std::ranges::greater(), [](const geo::RingsOfPart& part) { return area_of(part.front()); });
    return parts;
}

IsochroneShapes by_road(const model::Workspace& workspace, std::span<const MapPoint> sites, const std::vector<double>& minutes,
                        model::RoadMode mode, base::JobContext& job) {
    const auto roads = roads_of(workspace, job);
    analysis::IsochroneOptions options{.mode = mode, .minutes = minutes, .snap_limit_m = workspace.roads.snap_limit_m};
    analysis::Isochrones found = analysis::isochrones(*roads->network, sites, options, job);
    IsochroneShapes out;
    for (analysis::Isochrone& band : found.bands) out.bands.push_back({band.minutes, largest_first(std::move(band.parts)), band.road_km});
    out.method_lines = {beside_roads};
    return out;
}

IsochroneShapes in_lines(std::span<const MapPoint> sites, const std::vector<double>& minutes, const TravelOptions& options,
                         base::JobContext& job) {
    constexpr double m_per_min_per_kmh = 1000.0 / 60;
    IsochroneShapes out;
    for (const double limit : minutes) {
        std::vector<analysis::Reach> circles;
        for (const MapPoint site : sites)
            circles.push_back({site, limit * options.line_speed_kmh * m_per_min_per_kmh / options.detour_factor});
        out.bands.push_back({limit, largest_first(analysis::union_of_circles(circles, job)), std::nullopt});
    }
    return out;
}

/// Places from where one still walks within `limit` minutes: sites, and stops with the minutes from there, but no stop for a longer walk than people
/// walk to stops.
std::vector<analysis::IsochroneStart> starts_of(const BusPlan& plan, std::span<const MapPoint> sites,
                                                const std::vector<analysis::ReachedStop>& stops, double limit, double longest_walk) {
    std::vector<analysis::IsochroneStart> out;
    for (const MapPoint site : sites) out.push_back({site, 0});
    for (const analysis::ReachedStop& stop : stops)
        if (stop.minutes < limit) out.push_back({plan.timetable->stops[stop.stop].position, std::max(stop.minutes, limit - longest_walk)});
    return out;
}

std::vector<geo::RingsOfPart> walked_ground(const BusPlan& plan, const std::vector<analysis::IsochroneStart>& starts, double limit,
                                            base::JobContext& job) {
    if (plan.roads) {
        const analysis::IsochroneOptions options{.mode = model::RoadMode::walk, .minutes = {limit}, .snap_limit_m = plan.snap_limit_m};
        return analysis::isochrones(*plan.roads->network, starts, options, job).bands.front().parts;
    }
    const double m_per_min = analysis::WalkOptions{}.speed_m_per_s * seconds_per_minute / plan.detour_factor;
    std::vector<analysis::Reach> circles;
    for (const analysis::IsochroneStart& start : starts) circles.push_back({start.position, (limit - start.minutes) * m_per_min});
    return analysis::union_of_circles(circles, job);
}

IsochroneShapes by_bus(const model::Workspace& workspace, std::span<const MapPoint> sites, const std::vector<double>& minutes,
                       const TravelOptions& options, base::JobContext& job) {
    const BusPlan plan = bus_plan(workspace, options, job);
    const analysis::StopWalks to_sites = analysis::merged(walks_from_stops(plan, sites, job));
    const auto stops = analysis::stops_within(plan.day, plan.changes, to_sites, minutes.back(), plan.options, job);
    const double m_per_min =
        plan.roads ? plan.roads->network->walk_kmh * 1000 / seconds_per_minute : analysis::WalkOptions{}.speed_m_per_s * seconds_per_minute;
    IsochroneShapes out;
    for (const double limit : minutes) {
        job.check_cancelled();
        const auto starts = starts_of(plan, sites, stops, limit, plan.walk_limit_m / m_per_min);
        out.bands.push_back({limit, largest_first(walked_ground(plan, starts, limit, job)), std::nullopt});
    }
    out.method_lines = {
        "Outlines: on foot to the place, or to a stop from which the rest of the time is enough at that share of departures"};
    if (plan.roads) out.method_lines.emplace_back(beside_roads);
    return out;
}

}  // namespace

IsochroneShapes isochrone_shapes(const model::Workspace& workspace, std::span<const MapPoint> sites, const std::vector<double>& minutes,
                                 const TravelOptions& options, base::JobContext& job) {
    switch (options.mode) {
        case TravelMode::walk: return by_road(workspace, sites, minutes, model::RoadMode::walk, job);
        case TravelMode::drive: return by_road(workspace, sites, minutes, model::RoadMode::drive, job);
        case TravelMode::bus: return by_bus(workspace, sites, minutes, options, job);
        case TravelMode::line: break;
    }
    return in_lines(sites, minutes, options, job);
}

}  // namespace needsmap::app
