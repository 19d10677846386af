// `isochrone`: the ground from which a service is reached within so many minutes, and how many children live on it.
#include <algorithm>
#include <cmath>

#include "app/demand_choice.hpp"
#include "app/isochrone_result.hpp"
#include "app/journey_output.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/result_output.hpp"
#include "app/site_choice.hpp"
#include "app/travel.hpp"
#include "base/error.hpp"

namespace needsmap::app {

namespace {

constexpr double walking_kmh = 4.8;

std::vector<Param> isochrone_params() {
    std::vector<Param> params = site_params();
    const auto append = [&](std::vector<Param> more) { std::ranges::move(more, std::back_inserter(params)); };
    append({{.name = "minutes",
             .type = ParamType::text,
             .help = "one outline for each of these",
             .default_text = "5,10,15",
             .value_name = "MIN,MIN,…"},
            {.name = "site", .type = ParamType::text, .help = "ids of the places to draw; default: all", .value_name = "ID,ID"}});
    append(travel_params());
    append(demand_params());
    params.push_back(geography_param());
    append(result_output_params(false));
    return params;
}

std::vector<double> minutes_from(const Params& params) {
    std::vector<double> minutes = numbers_from("minutes", params.text("minutes", "5,10,15"));
    std::ranges::sort(minutes);
    minutes.erase(std::unique(minutes.begin(), minutes.end()), minutes.end());
    constexpr double most = 240;
    constexpr std::size_t most_bands = 12;
    if (minutes.empty() || !(minutes.front() > 0) || minutes.back() > most || minutes.size() > most_bands)
        throw base::Error("--minutes takes up to 12 numbers above 0 and up to 240.", "Such as --minutes 5,10,15.", base::ErrorKind::usage);
    return minutes;
}

/// Isochrones are minutes in any mode, so a straight line has to be gone at some speed.
TravelOptions how_from(const Params& params) {
    TravelOptions how = travel_options_from(params);
    if (costs_are_metres(how)) how.line_speed_kmh = walking_kmh;
    return how;
}

Outcome run_isochrone(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    const std::filesystem::path file = params.text("output");
    check_result_file(file);
    const TravelOptions how = how_from(params);
    const std::vector<double> minutes = minutes_from(params);
    ChosenSites sites = sites_from(*workspace, params);
    if (params.has("site")) keep_sites(sites, params.text("site"));
    const ChosenDemand demand = demand_from(*workspace, params, job);
    const Travel journeys = travel(*workspace, demand.positions, sites.positions, how, job);
    const IsochroneShapes shapes = isochrone_shapes(*workspace, sites.positions, minutes, how, job);
    IsochroneQuestion question;
    question.id = "isochrone-" + sites.set->id + (sites.scenario ? "-" + sites.scenario->id : "") + "-" + std::string(mode_id(how.mode));
    question.site_singular = sites.set->singular, question.site_count = sites.positions.size(), question.mode = how.mode;
    question.plan = sites.plan;
    question.geography = demand_geography_from(*workspace, demand.demand, params);
    question.suppress_below = demand.layer->suppress_below;
    question.source = sites.set->source.empty() ? workspace->source : sites.set->source;
    question.licence = sites.set->licence.empty() ? workspace->licence : sites.set->licence;
    question.command = command_line("isochrone", isochrone_params(), params, *workspace);
    question.method_lines = journeys.method_lines;
    const auto result = isochrone_result(demand.demand, journeys.costs, shapes, question);
    return write_journey_result(workspace, sites, demand, journeys, *result, file, params, job);
}

}  // namespace

Operation isochrone_operation() {
    return {.id = "isochrone",
            .title = "Isochrones",
            .help = "Draws the ground from which some places are reached within so many minutes, and counts who lives there.",
            .params = isochrone_params(),
            .examples = {"needsmap isochrone childrens-centres --minutes 5,10,15 -o walk.geojson",
                         "needsmap isochrone childrens-centres --minutes 15,30,45 --mode bus --scenario urban-8 -o bus.pdf",
                         "needsmap isochrone childrens-centres --site CC-009,CC-006 --mode drive -o drive.gpkg"},
            .needs_drawing = true,
            .run = run_isochrone};
}

}  // namespace needsmap::app
