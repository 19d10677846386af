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

std::shared_ptr<const model::LayerDefinition> layer_of(const model::Workspace& workspace, const DemandOptions& options) {
    if (!options.layer.empty()) return layer_from(workspace, options.layer);
    if (auto usual = workspace.find_layer(usual_demand)) return usual;
    const auto first_that = [&](auto counts) {
        const auto at = std::ranges::find_if(workspace.layers, counts);
        return at == workspace.layers.end() ? nullptr : *at;
    };
    if (auto count = first_that([](const auto& layer) { return layer->kind == model::LayerKind::count; })) return count;
    if (auto rate = first_that([](const auto& layer) { return layer->has_denominator(); })) return rate;
    throw base::Error("No layer of this workspace counts people, so there is nobody to serve.",
                      "Name a layer with --demand; a score serves as a bare weight.", base::ErrorKind::usage);
}

/// The children of planned homes, as many per home as there are today.
analysis::Growth growth_of(const model::Workspace& workspace, const model::Indicator& indicator, base::Diagnostics& diagnostics) {
    model::PlannedHomes homes = io::read_planned_homes(workspace);
    diagnostics.add_all(homes.diagnostics);
    const double per_home = analysis::persons_per_home(indicator, homes.homes_today);
    return {std::move(homes.planned), per_home, std::move(homes.title)};
}

/// "Demand: children aged 0 to 4 (36,400 children) at one point for each of 404 small areas".
std::string demand_words(const DemandChoice& choice, const DemandOptions& options) {
    const model::Demand& demand = choice.demand;
    const double total = std::accumulate(demand.points.begin(), demand.points.end(), 0.0,
                                         [](double sum, const model::DemandPoint& point) { return sum + point.weight; });
    const std::string unit = demand.unit.empty() ? "weight" : demand.unit;
    const std::string where = options.every_point
                                  ? "at " + base::format_count(static_cast<std::int64_t>(demand.points.size())) + " points where people live"
                                  : "at one point where people live in each of " + count_of_areas(*demand.geography, demand.points.size());
    return "Demand: " + base::lower_first(demand.title) + " (" + base::format_number(total, 0) + " " + unit + ") " + where;
}

}  // namespace

const model::Geography& finest_geography(const model::Workspace& workspace) {
    if (workspace.geographies.empty()) throw base::Error("This workspace has no areas.", "Run `needsmap check` to see why.");
    return *workspace.geographies.front();
}

std::vector<Param> demand_params() {
    return {
        {.name = "demand",
         .type = ParamType::layer,
         .help = "layer whose people are served; default: children-0-4, else the first layer that counts somebody",
         .value_name = "LAYER"},
        {.name = "points",
         .type = ParamType::choice,
         .help = "people at one point of each area, or at all points where people live",
         .default_text = "area",
         .choices = {"area", "all"}},
        {.name = "growth", .type = ParamType::flag, .help = "add the people of planned homes"},
    };
}

DemandOptions demand_options_from(const Params& params) {
    return {params.text("demand"), params.text("points", "area") == "all", params.flag("growth")};
}

DemandChoice demand_from(const model::Workspace& workspace, const DemandOptions& options, base::JobContext& job) {
    const auto layer = layer_of(workspace, options);
    DemandChoice out;
    out.indicator = analysis::evaluate_layer(workspace, layer->id, finest_geography(workspace).id);
    job.progress(0, "reading where people live");
    const model::PopulationPoints points = io::read_population_points(workspace, job);
    base::Diagnostics diagnostics = points.diagnostics;
    std::optional<analysis::Growth> growth;
    if (options.with_growth) growth = growth_of(workspace, *out.indicator, diagnostics);
    out.demand = options.every_point ? analysis::point_demand(*out.indicator, points, growth)
                                     : analysis::area_demand(*out.indicator, points, growth);
    diagnostics.add_all(out.demand.diagnostics);
    out.demand.diagnostics = std::move(diagnostics);
    out.method_lines = {demand_words(out, options)};
    return out;
}

}  // namespace needsmap::app
