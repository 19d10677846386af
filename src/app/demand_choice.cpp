#include "app/demand_choice.hpp"

#include <algorithm>
#include <numeric>

#include "analysis/demand.hpp"
#include "analysis/evaluate_layer.hpp"
#include "app/operation_parts.hpp"
#include "app/value_text.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"
#include "io/area_files.hpp"
#include "io/population_points.hpp"

namespace needsmap::app {

namespace {

std::shared_ptr<const model::LayerDefinition> demand_layer(const model::Workspace& workspace, const DemandOptions& options) {
    if (!options.layer.empty()) return layer_from(workspace, options.layer);
    if (auto usual = workspace.find_layer(usual_demand)) return usual;
    const auto count = std::ranges::find(workspace.layers, model::LayerKind::count, [](const auto& layer) { return layer->kind; });
    if (count != workspace.layers.end()) return *count;
    if (auto first = workspace.find_layer(workspace.default_layer)) return first;
    throw base::Error("No layer of this workspace counts people, so there is nobody to serve.",
                      "Name a layer with --demand; a score serves as a bare weight.", base::ErrorKind::usage);
}

/// The points with the areas of a coarser geography, for layers that are known there only.
model::PopulationPoints on_geography(model::PopulationPoints points, const std::shared_ptr<const model::Geography>& geography) {
    if (points.points.empty() || points.geography == geography) return points;
    for (model::PopulationPoint& point : points.points) point.area = geography->locator->find(point.position);
    std::erase_if(points.points, [](const model::PopulationPoint& point) { return point.area == geo::no_area; });
    points.geography = geography;
    return points;
}

analysis::Growth growth_of(const model::Workspace& workspace, const model::Indicator& indicator, base::Diagnostics& diagnostics) {
    if (indicator.geography != workspace.geographies.front())
        throw base::Error(indicator.definition->title + " is not known by " + workspace.geographies.front()->singular +
                              ", so planned homes cannot be added to it.",
                          "Leave out --growth, or name another layer with --demand.", base::ErrorKind::usage);
    model::PlannedHomes homes = io::read_planned_homes(workspace);
    diagnostics.add_all(homes.diagnostics);
    const double per_home = analysis::persons_per_home(indicator, homes.homes_today);
    return {std::move(homes.planned), per_home, std::move(homes.title)};
}

/// "Demand: children aged 0 to 4 (36,400 children) at one point for each of 404 small areas".
std::string demand_words(const model::Demand& demand, const DemandOptions& options) {
    const double total = std::accumulate(demand.points.begin(), demand.points.end(), 0.0,
                                         [](double sum, const model::DemandPoint& point) { return sum + point.weight; });
    const std::string unit = demand.unit.empty() ? "weight" : demand.unit;
    const std::string where = options.every_point
                                  ? "at " + base::format_count(static_cast<std::int64_t>(demand.points.size())) + " points where people live"
                                  : "at one point where people live in each of " + count_of_areas(*demand.geography, demand.points.size());
    return "Demand: " + base::lower_first(demand.title) + " (" + base::format_number(total, 0) + " " + unit + ") " + where;
}

}  // namespace

std::vector<Param> demand_params() {
    return {
        {.name = "demand",
         .type = ParamType::layer,
         .help = "layer whose people are served; default: children-0-4, else the first layer that counts",
         .value_name = "LAYER"},
        {.name = "points",
         .type = ParamType::choice,
         .help = "one point per area where its people live, or all population points",
         .default_text = "area",
         .choices = {"area", "all"},
         .value_name = "area|all"},
        {.name = "growth", .type = ParamType::flag, .help = "adds the children of the planned homes"},
    };
}

DemandOptions demand_options_from(const Params& params) {
    return {params.text("demand"), params.text("points", "area") == "all", params.flag("growth")};
}

ChosenDemand chosen_demand(const model::Workspace& workspace, const DemandOptions& options, base::JobContext& job) {
    ChosenDemand out;
    out.layer = demand_layer(workspace, options);
    const std::vector<std::string> shown_on = geographies_of(workspace, *out.layer);
    if (shown_on.empty())
        throw base::Error(out.layer->title + " cannot be shown on any geography.", "Run `needsmap check` to see why.");
    out.indicator = analysis::evaluate_layer(workspace, out.layer->id, shown_on.front());
    job.progress(0.05, "reading where people live");
    const model::PopulationPoints points = on_geography(io::read_population_points(workspace, job), out.indicator->geography);
    base::Diagnostics found;
    found.add_all(points.diagnostics);
    std::optional<analysis::Growth> growth;
    if (options.with_growth) growth = growth_of(workspace, *out.indicator, found);
    out.demand = options.every_point ? analysis::point_demand(*out.indicator, points, growth)
                                     : analysis::area_demand(*out.indicator, points, growth);
    found.add_all(out.demand.diagnostics);
    out.demand.diagnostics = std::move(found);
    for (const model::DemandPoint& point : out.demand.points) out.positions.push_back(point.position);
    out.method_lines = {demand_words(out.demand, options)};
    return out;
}

ChosenDemand demand_from(const model::Workspace& workspace, const Params& params, base::JobContext& job) {
    return chosen_demand(workspace, demand_options_from(params), job);
}

std::shared_ptr<const model::Geography> demand_geography_from(const model::Workspace& workspace, const model::Demand& demand,
                                                              const Params& params) {
    const auto leads_to = [&](const std::shared_ptr<const model::Geography>& g) {
        return g && (g->id == demand.geography->id || demand.geography->parents_in(g->id) != nullptr);
    };
    if (!params.has("geography")) {
        for (const std::string& id : {std::string("ward"), workspace.default_geography})
            if (auto usual = workspace.find_geography(id); leads_to(usual)) return usual;
        return demand.geography;
    }
    const std::string id = params.text("geography");
    std::vector<std::string> known;
    for (const auto& geography : workspace.geographies)
        if (leads_to(geography)) known.push_back(geography->id);
    const auto geography = workspace.find_geography(id);
    if (leads_to(geography)) return geography;
    const std::string near = base::closest(id, known);
    throw base::Error(geography ? demand.title + " cannot be put together for " + base::lower_first(geography->title) + "."
                                : "There is no geography “" + id + "”.",
                      geography || near.empty() ? "There are " + base::join_and(known) + "." : "Did you mean " + near + "?",
                      base::ErrorKind::usage);
}

}  // namespace needsmap::app
