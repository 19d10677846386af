#include "app/site_options.hpp"

#include <utility>

#include "app/demand_choice.hpp"
#include "app/result_output.hpp"
#include "app/site_phases.hpp"
#include "app/travel.hpp"
#include "base/error.hpp"

namespace needsmap::app {

namespace {

using analysis::SitingObjective;

constexpr std::pair<const char*, SitingObjective> objectives[] = {{"p-median", SitingObjective::p_median},
                                                                  {"mclp", SitingObjective::max_coverage},
                                                                  {"lscp", SitingObjective::set_cover},
                                                                  {"p-centre", SitingObjective::p_centre}};

std::vector<Param> plan_params() {
    return {
        {.name = "places",
         .type = ParamType::places,
         .help = "the places that exist, such as childrens-centres",
         .positional = true,
         .required = true,
         .value_name = "PLACES"},
        {.name = "scenario",
         .type = ParamType::text,
         .help = "id of the scenario that says which of them exist; the others can be candidates",
         .value_name = "ID"},
        {.name = "objective",
         .type = ParamType::choice,
         .help = "shortest journeys (p-median), most people within a limit (mclp), fewest sites with everybody within it (lscp), shortest "
                 "longest journey (p-centre)",
         .default_text = "p-median",
         .choices = {"p-median", "mclp", "lscp", "p-centre"}},
        {.name = "open",
         .short_name = "p",
         .type = ParamType::integer,
         .help = "sites open in the plan in all; default: one more than exist, with --close those that are left",
         .min = 1,
         .max = 100'000,
         .value_name = "N"},
        {.name = "close",
         .type = ParamType::integer,
         .help = "close so many of the existing sites",
         .min = 0,
         .max = 100'000,
         .value_name = "N"},
        {.name = "within",
         .type = ParamType::number,
         .help = "limit of mclp and lscp in minutes, or in km for straight lines; default: 15 minutes, 5 km",
         .min = 0.001,
         .max = 10'000,
         .value_name = "MIN|KM"},
        {.name = "limit",
         .type = ParamType::number,
         .help = "for p-median: nobody may have further",
         .min = 0.001,
         .max = 10'000,
         .value_name = "MIN|KM"},
        {.name = "unserved",
         .type = ParamType::number,
         .help = "for p-median: what those count as who reach no open site or only one further off; default: by bus 120 minutes, else "
                 "everybody "
                 "must reach one",
         .min = 0.001,
         .max = 10'000,
         .value_name = "MIN|KM"},
        {.name = "candidates",
         .type = ParamType::text,
         .help =
             "where new sites may come: small-areas, ids of other places, or both with commas; default: small-areas when more sites open "
             "than exist",
         .value_name = "LIST"},
        {.name = "lock",
         .type = ParamType::text,
         .help = "sites that must be open: existing, none or ids; default: existing, unless fewer open than exist or some close",
         .value_name = "existing|IDS|none"},
        {.name = "forbid", .type = ParamType::text, .help = "ids of sites that may not be open", .value_name = "IDS"},
        {.name = "capacity",
         .type = ParamType::text,
         .help = "detail of the places that says how many each can take",
         .value_name = "COLUMN"},
        {.name = "take-up",
         .type = ParamType::number,
         .help = "with --capacity: per cent of the people who need a place at one time",
         .default_text = "100",
         .min = 0.01,
         .max = 100,
         .value_name = "PERCENT"},
        {.name = "per-locality",
         .type = ParamType::integer,
         .help = "at least so many sites in each locality",
         .min = 1,
         .max = 100,
         .value_name = "N"},
        {.name = "phases",
         .type = ParamType::text,
         .help = "sites open after each phase, such as 47,50,55 or 40,20,8; what a phase decides stays",
         .value_name = "N,N,..."},
        {.name = "frontier", .type = ParamType::flag, .help = "plans of every number of sites up to -p, and what one more buys"},
        {.name = "fairness",
         .type = ParamType::flag,
         .help = "plans of -p sites from the shortest mean journey to the shortest longest one, and what fairness costs"},
        {.name = "time-limit",
         .type = ParamType::number,
         .help = "stop after so many seconds with the best plan found, and say how far from proven it is",
         .min = 0.01,
         .max = 1'000'000,
         .value_name = "S"},
    };
}

std::optional<std::size_t> whole_number(const Params& params, const char* name) {
    const auto number = params.number(name);
    return number ? std::optional(static_cast<std::size_t>(*number)) : std::nullopt;
}

void set_phases(SiteOptions& options, const Params& params) {
    for (const char* other : {"open", "close", "frontier", "fairness"})
        if (params.has(other))
            throw base::Error(std::string("--phases says how many sites there are; --") + other + " says something else.",
                              std::string("Leave out --") + other + ".", base::ErrorKind::usage);
    if (options.objective == SitingObjective::set_cover)
        throw base::Error("--objective lscp finds the number of sites itself.", "Leave out --phases.", base::ErrorKind::usage);
    options.phases = phases_from(params.text("phases"));
    options.open = options.phases.back();
}

}  // namespace

std::vector<Param> siting_params() {
    std::vector<Param> params = plan_params();
    for (Param& param : travel_params()) {
        if (param.name == "mode") param.default_text = "line";
        params.push_back(std::move(param));
    }
    for (Param& param : demand_params()) params.push_back(std::move(param));
    params.push_back({.name = "geography",
                      .short_name = "g",
                      .type = ParamType::geography,
                      .help = "areas of the map; default: the finest there are",
                      .value_name = "ID"});
    params.push_back({.name = "save",
                      .type = ParamType::text,
                      .help = "also keep the plan as a scenario: an id in the workspace, or a .toml file",
                      .value_name = "ID|FILE"});
    params.push_back({.name = "force", .type = ParamType::flag, .help = "let --save replace a file"});
    for (Param& param : result_output_params(false)) params.push_back(std::move(param));
    return params;
}

SiteOptions site_options_from(const Params& params) {
    SiteOptions out;
    out.places = params.text("places"), out.scenario = params.text("scenario");
    const std::string objective = params.text("objective", "p-median");
    for (const auto& [name, value] : objectives)
        if (objective == name) out.objective = value;
    out.open = whole_number(params, "open"), out.close = whole_number(params, "close");
    out.within = params.number("within"), out.limit = params.number("limit"), out.unserved = params.number("unserved");
    if (params.has("candidates")) out.candidates = params.text("candidates");
    if (params.has("lock")) out.lock = params.text("lock");
    out.forbid = items_of(params.text("forbid"));
    out.capacity = params.text("capacity"), out.take_up = params.number("take-up").value_or(100);
    out.per_locality = whole_number(params, "per-locality").value_or(0);
    out.is_frontier = params.flag("frontier"), out.is_fairness = params.flag("fairness");
    for (const char* name : {"demand", "points", "growth"})
        if (params.has(name)) out.demand.add(name, params.text(name));
    Params with_mode = params;
    if (!params.has("mode")) with_mode.add("mode", "line");
    out.travel = travel_options_from(with_mode);
    if (out.is_frontier && out.objective != SitingObjective::p_median)
        throw base::Error("--frontier is about shortest journeys.", "Leave out --objective.", base::ErrorKind::usage);
    if (params.has("phases")) set_phases(out, params);
    return out;
}

}  // namespace needsmap::app
