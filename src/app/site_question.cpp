#include "app/site_question.hpp"

#include <algorithm>
#include <numeric>

#include "analysis/evaluate_layer.hpp"
#include "app/site_choice.hpp"
#include "app/value_text.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

using analysis::SiteRule;
using analysis::SitingObjective;

namespace {

// Walking distance as planners of children's centres put it: within 15 minutes, or 5 km where only distance is known.
constexpr double usual_minutes = 15, usual_km = 5;

[[noreturn]] void refuse(const std::string& what, std::string hint) { throw base::Error(what, std::move(hint), base::ErrorKind::usage); }

std::string count(std::size_t n) { return base::format_count(static_cast<std::int64_t>(n)); }

void check_closing(const SiteOptions& options, std::size_t existing) {
    if (!options.close) return;
    if (options.objective == SitingObjective::set_cover)
        refuse("--objective lscp finds the number of sites itself.", "Leave out --close, or say --lock none.");
    if (options.lock) refuse("--close says which rule the existing sites follow.", "Leave out --lock.");
    if (*options.close > existing)
        refuse("--close " + count(*options.close) + " is more than the " + count(existing) + " that exist.", "Close fewer.");
    if (options.open && *options.open < existing - *options.close)
        refuse("Closing " + count(*options.close) + " of " + count(existing) + " leaves " + count(existing - *options.close) +
                   ", but only " + count(*options.open) + " may be open.",
               "Close more, or raise -p.");
}

std::vector<geo::MapPoint> positions_of(const std::vector<SitingSite>& sites) {
    std::vector<geo::MapPoint> out;
    for (const SitingSite& site : sites) out.push_back(site.position);
    return out;
}

void lock_and_forbid(SiteQuestion& question, const SiteOptions& options, const SitePlanRules& rules) {
    std::vector<analysis::CandidateSite>& sites = question.problem.sites;
    if (rules.lock == "existing") {
        for (std::size_t j = 0; j < question.existing; ++j) sites[j].rule = SiteRule::locked_open;
    } else if (rules.lock != "none") {
        for (const std::size_t j : sites_named(question.sites, "lock", rules.lock)) sites[j].rule = SiteRule::locked_open;
    }
    for (const std::string& ids : options.forbid)
        for (const std::size_t j : sites_named(question.sites, "forbid", ids)) {
            if (sites[j].rule == SiteRule::locked_open && rules.lock != "existing")
                refuse("The site “" + question.sites[j].id + "” is both locked and forbidden.", "Leave it out of --lock or of --forbid.");
            sites[j].rule = SiteRule::forbidden;
        }
}

/// At least so many in each locality.
void group_by_locality(SiteQuestion& question, const model::Workspace& workspace, std::size_t least) {
    const auto localities = workspace.find_geography("locality");
    if (!localities) refuse("This workspace has no localities.", "Leave out --per-locality, or add a geography \"locality\".");
    for (const std::string& name : localities->names) question.problem.groups.push_back({name, least});
    for (std::size_t j = 0; j < question.sites.size(); ++j)
        question.problem.sites[j].group = localities->locator->find(question.sites[j].position);
}

void set_groups(SiteQuestion& question, const model::Workspace& workspace, const SiteOptions& options, const SitePlanRules& rules) {
    if (options.per_locality > 0) {
        if (rules.least_existing > 0 && rules.most > rules.least_existing)
            refuse("--close with new sites cannot be asked together with --per-locality.", "Leave one of them out.");
        return group_by_locality(question, workspace, options.per_locality);
    }
    if (rules.least_existing == 0) return;
    question.problem.groups = {{"The existing " + question.places->title, rules.least_existing}};
    for (std::size_t j = 0; j < question.existing; ++j) question.problem.sites[j].group = 0;
}

void check_fairness(const SiteOptions& options) {
    if (!options.is_fairness) return;
    if (options.is_frontier) refuse("--fairness is about one number of sites, --frontier about all of them.", "Leave out one of them.");
    if (options.objective != SitingObjective::p_median) refuse("--fairness is about mean and longest journeys.", "Leave out --objective.");
    if (!options.capacity.empty()) refuse("--fairness cannot keep capacities.", "Leave out --capacity.");
}

double in_costs(const SiteQuestion& question, double number) { return question.in_km() ? number * 1000 : number; }

void set_limits(SiteQuestion& question, const SiteOptions& options) {
    analysis::SitingProblem& problem = question.problem;
    const bool needs_within = problem.objective == SitingObjective::max_coverage || problem.objective == SitingObjective::set_cover;
    if (options.within && !needs_within) refuse("--within goes with the objectives mclp and lscp.", "For p-median there is --limit.");
    if (options.limit && problem.objective != SitingObjective::p_median)
        refuse("--limit goes with the objective p-median.", "For mclp and lscp there is --within.");
    if (needs_within) problem.within = in_costs(question, options.within.value_or(question.in_km() ? usual_km : usual_minutes));
    if (options.limit) problem.worst_limit = in_costs(question, *options.limit);
    if (options.unserved && (problem.objective != SitingObjective::p_median || options.limit || !options.capacity.empty()))
        refuse("--unserved goes with the objective p-median, without --limit and --capacity.", "Leave it out.");
    const bool is_free = problem.objective == SitingObjective::p_median && !options.limit && options.capacity.empty();
    if (options.unserved)
        question.unserved = in_costs(question, *options.unserved);
    else if (is_free && question.mode == model::TravelMode::bus)
        question.unserved = usual_unserved_minutes;
}

void set_problem(SiteQuestion& question, const SiteOptions& options, const SitePlanRules& rules) {
    analysis::SitingProblem& problem = question.problem;
    problem.objective = options.objective;
    problem.reach = std::make_shared<const analysis::SiteReach>(analysis::site_reach(question.costs));
    for (const model::DemandPoint& point : question.demand.demand.points) {
        problem.weights.push_back(point.weight);
        problem.demand_names.push_back(question.demand.demand.geography->names[static_cast<std::size_t>(point.area)]);
    }
    for (const SitingSite& site : question.sites) {
        analysis::CandidateSite candidate{.name = site.name, .exists = site.exists};
        if (site.capacity) candidate.capacity = *site.capacity * 100 / options.take_up;
        problem.sites.push_back(std::move(candidate));
    }
    problem.fewest = rules.fewest;
    problem.most = rules.most == 0 ? question.sites.size() : rules.most;
}

/// "Demand: children aged 0 to 4 (36,400 children) at one point where people live in each of 404 small areas".
std::string demand_words(const SiteQuestion& question, bool every_point) {
    const model::Demand& demand = question.demand.demand;
    const double total = std::accumulate(question.problem.weights.begin(), question.problem.weights.end(), 0.0);
    const std::string where = every_point
                                  ? "at " + count(demand.points.size()) + " points where people live"
                                  : "at one point where people live in each of " + count_of_areas(*demand.geography, demand.points.size());
    return "Demand: " + base::lower_first(demand.title) + " (" + base::format_number(total, 0) + " " + question.people() + ") " + where;
}

std::string lock_words(const SiteQuestion& question, const SitePlanRules& rules) {
    if (rules.least_existing > 0) return count(question.existing - rules.least_existing) + " of them may close";
    if (rules.lock == "existing") return "all of them stay open";
    if (rules.lock == "none") return "any of them may close";
    const std::size_t locked = items_of(rules.lock).size();
    return locked == 1 ? "1 site must be open" : count(locked) + " sites must be open";
}

/// " (31 centres, 2008/09)"; empty: all that there are.
std::string scenario_words(const SiteQuestion& question) {
    return question.scenario_title.empty() ? std::string() : " (" + question.scenario_title + ")";
}

/// "Sites: 45 Children's Centres exist, all of them stay open; 404 candidates beside them (small-areas)".
std::string site_words(const SiteQuestion& question, const SitePlanRules& rules) {
    const std::size_t others = question.sites.size() - question.existing;
    std::string out = "Sites: " + count(question.existing) + " " + question.places->title + scenario_words(question) +
                      (question.existing == 1 ? " exists, " : " exist, ") + lock_words(question, rules) + "; ";
    if (others == 0) return out + "no new ones";
    return out + count(others) + " candidates for new ones (" + rules.candidates + ")";
}

/// Limits and other rules in one line; empty when there are none.
std::string rule_words(const SiteQuestion& question, const SiteOptions& options) {
    std::vector<std::string> words;
    if (question.problem.within < model::unreachable)
        words.push_back("within " + base::format_exact(question.read(question.problem.within)) + " " + question.unit());
    if (options.limit) words.push_back("nobody further than " + base::format_exact(*options.limit) + " " + question.unit());
    if (question.unserved)
        words.push_back("no journey, or a longer one, counts as " + base::format_exact(question.read(*question.unserved)) + " " +
                        question.unit());
    if (options.per_locality > 0) words.push_back("at least " + count(options.per_locality) + " in each locality");
    if (!options.capacity.empty())
        words.push_back("as many places as " + options.capacity + " says, for " + base::format_exact(options.take_up) + " % of " +
                        question.people() + " at one time");
    if (!options.forbid.empty()) words.push_back("forbidden: " + base::join_and(options.forbid));
    return words.empty() ? std::string() : "Rules: " + base::join_and(words);
}

}  // namespace

model::TravelCosts capped(model::TravelCosts costs, double most) {
    for (std::size_t i = 0; i < costs.demand_count; ++i) {
        const auto row = std::span(costs.costs).subspan(i * costs.site_count, costs.site_count);
        if (std::ranges::all_of(row, [](double cost) { return cost == model::unreachable; })) continue;
        for (double& cost : row) cost = std::min(cost, most);
    }
    return costs;
}

analysis::SitingProblem judged_problem(const SiteQuestion& question) {
    analysis::SitingProblem problem = question.problem;
    if (!question.unserved) return problem;
    problem.reach = std::make_shared<const analysis::SiteReach>(analysis::site_reach(capped(question.costs, *question.unserved)));
    return problem;
}

analysis::SitingPlan solve_question(const SiteQuestion& question, const analysis::SitingOptions& options, base::JobContext& job) {
    analysis::SitingPlan judged = analysis::solve_siting(judged_problem(question), options, job);
    if (!question.unserved) return judged;
    // Who goes where is told with the journeys as they are; objective and bound are those the plan was judged by.
    analysis::SitingPlan plan = analysis::describe_plan(question.problem, judged.sites);
    plan.objective = judged.objective, plan.lower = judged.lower, plan.upper = judged.upper, plan.gap = judged.gap;
    plan.end = judged.end, plan.route = judged.route, plan.tree_nodes = judged.tree_nodes;
    return plan;
}

SitePlanRules plan_rules(const SiteOptions& options, std::size_t existing) {
    check_closing(options, existing);
    const bool is_cover = options.objective == SitingObjective::set_cover;
    const std::size_t left = existing - options.close.value_or(0);
    const std::size_t usual = options.close ? left : options.is_frontier ? std::max<std::size_t>(existing, 1) : existing + 1;
    SitePlanRules out;
    out.most = options.open.value_or(is_cover ? 0 : usual);
    out.fewest = is_cover || options.is_frontier ? 1 : out.most;
    if (!is_cover && out.most == 0) refuse("A plan needs at least one site.", "Close fewer, or ask for -p 1 or more.");
    const bool stays = is_cover || (options.is_frontier ? out.most > existing : out.most >= existing);
    out.lock = options.lock.value_or(stays && !options.close ? "existing" : "none");
    out.candidates = options.candidates.value_or(is_cover || out.most > left ? small_area_candidates : "");
    if (options.close) out.least_existing = left;
    return out;
}

namespace {

/// The places that exist: all of the set, or those of a scenario.
void choose_existing(SiteQuestion& question, const model::Workspace& workspace, const SiteOptions& options) {
    Params params;
    params.add("places", options.places);
    if (!options.scenario.empty()) params.add("scenario", options.scenario);
    ChosenSites chosen = sites_from(workspace, params);
    question.places = chosen.set, question.set = workspace.find_places(options.places);
    question.diagnostics = std::move(chosen.diagnostics);
    question.scenario_title = chosen.plan;
}

}  // namespace

SiteQuestion site_question(const model::Workspace& workspace, const SiteOptions& options, base::JobContext& job) {
    check_fairness(options);
    SiteQuestion out;
    choose_existing(out, workspace, options);
    out.existing = out.places->places.size(), out.mode = options.travel.mode;
    const SitePlanRules rules = plan_rules(options, out.existing);
    out.demand = demand_from(workspace, options.demand, job);
    out.indicator = analysis::evaluate_layer(workspace, out.demand.layer->id, out.demand.demand.geography->id);
    out.sites = siting_sites(workspace, *out.places, out.demand.demand, rules.candidates, options.capacity);
    if (out.sites.empty()) refuse("There are no sites to choose from.", "Name candidates with --candidates small-areas.");
    job.check_cancelled();
    Travel travelled = travel(workspace, out.demand.positions, positions_of(out.sites), options.travel, job);
    out.costs = std::move(travelled.costs);
    set_problem(out, options, rules);
    set_limits(out, options);
    set_groups(out, workspace, options, rules);
    lock_and_forbid(out, options, rules);
    out.method_lines = {demand_words(out, options.demand.text("points", "area") == "all")};
    out.method_lines.insert(out.method_lines.end(), travelled.method_lines.begin(), travelled.method_lines.end());
    out.method_lines.push_back(site_words(out, rules));
    if (const std::string words = rule_words(out, options); !words.empty()) out.method_lines.push_back(words);
    out.diagnostics.add_all(out.demand.demand.diagnostics);
    out.diagnostics.add_all(travelled.diagnostics);
    return out;
}

}  // namespace needsmap::app
