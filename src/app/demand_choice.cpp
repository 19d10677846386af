#include "app/demand_choice.hpp"

#include <algorithm>

#include "analysis/demand.hpp"
#include "analysis/evaluate_layer.hpp"
#include "app/operation_parts.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "io/area_files.hpp"
#include "io/population_points.hpp"

namespace needsmap::app {

namespace {

std::shared_ptr<const model::LayerDefinition> demand_layer(const model::Workspace& workspace, const Params& params) {
    if (params.has("demand")) return layer_from(workspace, params.text("demand"));
    if (auto usual = workspace.find_layer(usual_demand)) return usual;
    if (auto first = workspace.find_layer(workspace.default_layer)) return first;
    throw base::Error("The workspace has no layer that says how many children live where.", "Name one with --demand.",
                      base::ErrorKind::usage);
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

}  // namespace

std::vector<Param> demand_params() {
    return {
        {.name = "demand",
         .type = ParamType::layer,
         .help = "id of the layer that says how many live where; default: children-0-4",
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

ChosenDemand demand_from(const model::Workspace& workspace, const Params& params, base::JobContext& job) {
    ChosenDemand out;
    out.layer = demand_layer(workspace, params);
    const std::vector<std::string> shown_on = geographies_of(workspace, *out.layer);
    if (shown_on.empty()) throw base::Error(out.layer->title + " cannot be shown on any geography.", "Run `needsmap check` to see why.");
    const auto indicator = analysis::evaluate_layer(workspace, out.layer->id, shown_on.front());
    job.progress(0.05, "reading where people live");
    const model::PopulationPoints points = on_geography(io::read_population_points(workspace, job), indicator->geography);
    base::Diagnostics found;
    found.add_all(points.diagnostics);
    std::optional<analysis::Growth> growth;
    if (params.flag("growth")) growth = growth_of(workspace, *indicator, found);
    out.demand = params.text("points", "area") == "all" ? analysis::point_demand(*indicator, points, growth)
                                                        : analysis::area_demand(*indicator, points, growth);
    found.add_all(out.demand.diagnostics);
    out.demand.diagnostics = std::move(found);
    for (const model::DemandPoint& point : out.demand.points) out.positions.push_back(point.position);
    return out;
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
