// `access`: how far people live from a service, and who is out of reach.
#include <algorithm>
#include <cctype>
#include <set>

#include "analysis/access_result.hpp"
#include "app/demand_choice.hpp"
#include "app/journey_output.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/result_output.hpp"
#include "app/site_choice.hpp"
#include "app/travel.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

constexpr double metres_per_km = 1000;

std::vector<Param> access_params() {
    std::vector<Param> params = site_params();
    const auto append = [&](std::vector<Param> more) { std::ranges::move(more, std::back_inserter(params)); };
    append(demand_params());
    append(travel_params());
    params.push_back(geography_param());
    append({
        {.name = "within",
         .type = ParamType::number,
         .help = "what counts as within reach: minutes (default 15), or km (default 2) in a straight line",
         .min = 0.01,
         .max = 1000,
         .value_name = "MIN|KM"},
        {.name = "nth",
         .type = ParamType::integer,
         .help = "which nearest place to give besides the first",
         .default_text = "2",
         .min = 1,
         .max = 100,
         .value_name = "N"},
        {.name = "capacity",
         .type = ParamType::text,
         .help = "detail of the places that says how many children each can take",
         .value_name = "COLUMN"},
    });
    append(result_output_params(false));
    return params;
}

analysis::AccessOptions access_options(const Params& params, const ChosenSites& sites, bool metres) {
    analysis::AccessOptions options;
    const double scale = metres ? metres_per_km : 1;
    options.within = params.number("within").value_or(metres ? 2 : 15) * scale;
    options.nth = static_cast<int>(params.number("nth").value_or(2));
    if (metres) options.beyond = {2 * metres_per_km, 5 * metres_per_km, 10 * metres_per_km};
    if (params.has("capacity")) options.capacity = capacities_from(*sites.set, params.text("capacity"));
    return options;
}

/// "-quality-good": reach of some of a set and of all of it are two layers.
std::string id_of_condition(const Params& params) {
    std::string out = params.has("where") ? "-" + params.text("where") : "";
    for (char& c : out)
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '-';
    return out;
}

analysis::AccessQuestion question_of(const model::Workspace& workspace, const Params& params, const ChosenSites& sites,
                                     const ChosenDemand& demand, const TravelOptions& how) {
    analysis::AccessQuestion question;
    question.id = "access-" + sites.set->id + (sites.scenario ? "-" + sites.scenario->id : "") + "-" + std::string(mode_id(how.mode)) +
                  id_of_condition(params);
    question.site_singular = sites.set->singular, question.site_plural = sites.set->title;
    question.site_names = sites.names(), question.plan = sites.plan;
    question.mode = how.mode;
    question.geography = demand_geography_from(workspace, demand.demand, params);
    question.options = access_options(params, sites, costs_are_metres(how));
    question.suppress_below = demand.layer->suppress_below;
    question.source = sites.set->source.empty() ? workspace.source : sites.set->source;
    question.licence = sites.set->licence.empty() ? workspace.licence : sites.set->licence;
    question.command = command_line("access", access_params(), params, workspace);
    return question;
}

Outcome run_access(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    const std::filesystem::path file = params.text("output");
    check_result_file(file);
    const TravelOptions how = travel_options_from(params);
    const ChosenSites sites = sites_from(*workspace, params);
    const ChosenDemand demand = demand_from(*workspace, params, job);
    analysis::AccessQuestion question = question_of(*workspace, params, sites, demand, how);
    const Travel journeys = travel(*workspace, demand.positions, sites.positions, how, job);
    question.method_lines = journeys.method_lines;
    job.progress(0.8, "adding up");
    const auto result = analysis::access_result(demand.demand, journeys.costs, question, job);
    return write_journey_result(workspace, sites, demand, journeys, *result, file, params, job);
}

}  // namespace

Operation access_operation() {
    return {.id = "access",
            .title = "Access to services",
            .help = "Says how far people live from the nearest of some places, on foot, by car, by bus or in a straight line.",
            .params = access_params(),
            .examples = {"needsmap access childrens-centres -o access.csv",
                         "needsmap access childrens-centres --mode bus --scenario urban-8 --within 30 -o access.pdf",
                         "needsmap access play-areas --where quality=good --within 10 --geography small-area -o play.gpkg"},
            .needs_drawing = true,
            .run = run_access};
}

}  // namespace needsmap::app
