#include "app/travel.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "analysis/road_costs.hpp"
#include "analysis/travel_costs.hpp"
#include "app/travel_bus.hpp"
#include "app/travel_store.hpp"
#include "base/error.hpp"
#include "base/format.hpp"

namespace needsmap::app {

using geo::MapPoint;
using model::TravelMode;

namespace {

constexpr std::array<std::string_view, 4> mode_ids = {"line", "walk", "drive", "bus"};

Travel travel_by_road(const model::Workspace& workspace, std::span<const MapPoint> demand, std::span<const MapPoint> sites,
                      model::RoadMode mode, base::JobContext& job) {
    const auto roads = roads_of(workspace, job);
    const double limit_m = workspace.roads.snap_limit_m;
    // Parts that are cut off for the other mode are no news.
    const std::string_view other = mode == model::RoadMode::walk ? "by car" : "on foot";
    Travel out;
    analysis::RoadCosts found = analysis::road_costs(*roads->snappers[index_of(mode)], demand, sites, limit_m, job);
    out.costs = std::move(found.costs);
    out.unreachable_demand.assign(found.unreachable_demand.begin(), found.unreachable_demand.end());
    out.unreachable_sites.assign(found.unreachable_sites.begin(), found.unreachable_sites.end());
    for (const base::Diagnostic& d : roads->diagnostics.items())
        if (d.subject != other) out.diagnostics.add(d);
    out.diagnostics.add_all(found.diagnostics);
    const std::string walking = base::format_plain(roads->network->walk_kmh, 1) + " km/h";
    const std::string limit = "points more than " + base::format_number(limit_m, 0) + " m from a road are unreachable";
    out.method_lines = {mode == model::RoadMode::walk
                            ? "Walking along roads at " + walking + "; " + limit
                            : "Driving the quickest way along roads at the usual speed of each class of road, with " +
                                  base::format_plain(roads->network->junction_penalty_ms / 1000.0, 0) +
                                  " seconds for each junction, and on foot at " + walking + " to and from the road; " + limit};
    return out;
}

Travel travel_in_lines(std::span<const MapPoint> demand, std::span<const MapPoint> sites, const TravelOptions& options) {
    constexpr double m_per_min_per_kmh = 1000.0 / 60;
    Travel out;
    out.costs = analysis::straight_line_costs(
        demand, sites, {.detour_factor = options.detour_factor, .speed_m_per_min = options.line_speed_kmh * m_per_min_per_kmh});
    out.method_lines = {line_words(options)};
    return out;
}

}  // namespace

Travel travel(const model::Workspace& workspace, std::span<const MapPoint> demand, std::span<const MapPoint> sites,
              const TravelOptions& options, base::JobContext& job) {
    switch (options.mode) {
        case TravelMode::walk: return travel_by_road(workspace, demand, sites, model::RoadMode::walk, job);
        case TravelMode::drive: return travel_by_road(workspace, demand, sites, model::RoadMode::drive, job);
        case TravelMode::bus: return travel_by_bus(workspace, demand, sites, options, job);
        case TravelMode::line: break;
    }
    return travel_in_lines(demand, sites, options);
}

std::vector<Param> travel_params() {
    return {
        {.name = "mode",
         .type = ParamType::choice,
         .help = "how people travel: in a straight line, on foot or by car along roads, or by bus",
         .default_text = "walk",
         .choices = {mode_ids.begin(), mode_ids.end()},
         .value_name = "line|walk|drive|bus"},
        {.name = "detour",
         .type = ParamType::number,
         .help = "way over straight line, for line and for walks by bus without roads",
         .default_text = "1.3",
         .min = 1,
         .max = 5,
         .value_name = "F"},
        {.name = "speed",
         .type = ParamType::number,
         .help = "for line: gives minutes at this speed instead of kilometres",
         .min = 0.1,
         .max = 200,
         .value_name = "KMH"},
        {.name = "window",
         .type = ParamType::choice,
         .help = "for bus: when people leave (9 to 12 on a Tuesday in term or holidays, or 17 to 21)",
         .default_text = "term",
         .choices = {"term", "holiday", "friday-evening", "saturday-evening"},
         .value_name = "WINDOW"},
        {.name = "percentile",
         .type = ParamType::integer,
         .help = "for bus: minutes that this share of departures need at most; 50 is usual, 90 a bad moment",
         .default_text = "50",
         .min = 1,
         .max = 100,
         .value_name = "P"},
    };
}

TravelOptions travel_options_from(const Params& params) {
    TravelOptions out;
    const std::string mode = params.text("mode", mode_id(out.mode));
    const auto known = std::ranges::find(mode_ids, mode);
    if (known == mode_ids.end())
        throw base::Error("There is no mode \"" + mode + "\".", "Use line, walk, drive or bus.", base::ErrorKind::usage);
    out.mode = static_cast<TravelMode>(known - mode_ids.begin());
    out.detour_factor = params.number("detour").value_or(out.detour_factor);
    out.line_speed_kmh = params.number("speed").value_or(0);
    if (params.has("speed") && out.mode != TravelMode::line)
        throw base::Error("--speed is for straight lines; speeds along roads are those of speeds.toml.",
                          "Leave it out, or add --mode line.", base::ErrorKind::usage);
    out.bus_window = params.text("window", out.bus_window);
    out.percentile = static_cast<int>(params.number("percentile").value_or(out.percentile));
    return out;
}

std::string line_words(const TravelOptions& options) {
    return "Straight line times " + base::format_exact(options.detour_factor) + " for the detour of roads" +
           (costs_are_metres(options) ? "" : ", at " + base::format_exact(options.line_speed_kmh) + " km/h");
}

std::string_view mode_id(TravelMode mode) { return mode_ids[static_cast<std::size_t>(mode)]; }

bool costs_are_metres(const TravelOptions& options) { return options.mode == TravelMode::line && !(options.line_speed_kmh > 0); }

}  // namespace needsmap::app
