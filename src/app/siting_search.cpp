#include "app/siting_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/site_question.hpp"
#include "app/siting_words.hpp"
#include "app/travel.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

using analysis::SiteIndex;
using analysis::SitingObjective;

namespace {

constexpr std::array objectives = {
    std::pair{SitingObjective::p_median, std::string_view("p-median")}, std::pair{SitingObjective::max_coverage, std::string_view("mclp")},
    std::pair{SitingObjective::p_centre, std::string_view("p-centre")}, std::pair{SitingObjective::set_cover, std::string_view("lscp")}};

/// As a site of the plan: areas have no name of a site, and an id of the plan's is not given twice.
PlanSite candidate_site(const SitingSite& site, const DraftPlan& plan, const model::Demand& demand) {
    const bool is_area = site.kind == demand.geography->id;
    std::string id = (is_area ? "in-" : "") + site.id;
    if (plan.find(id) != nullptr) id = site.kind + ":" + site.id;
    return {std::move(id), is_area ? "New site in " + site.name : site.name, site.position, false, true};
}

/// Candidates: the plan's sites, then those of the command's list that are not among them, where they were found before or where they stand.
std::vector<PlanSite> candidates_of(const model::Workspace& workspace, const DraftPlan& plan, const model::Demand& demand,
                                    const SitingQuestion& question) {
    std::vector<PlanSite> out = plan.sites;
    const auto set = places_from(workspace, plan.places);
    for (const SitingSite& site : siting_sites(workspace, *set, demand, question.candidates, {})) {
        const auto is_there = [&](const PlanSite& known) { return known.added && known.position == site.position; };
        if (!site.exists && std::ranges::none_of(plan.sites, is_there)) out.push_back(candidate_site(site, plan, demand));
    }
    return out;
}

model::TravelCosts costs_of(const model::Workspace& workspace, const DraftPlan& plan, const std::vector<geo::MapPoint>& demand,
                            const std::vector<PlanSite>& candidates, base::JobContext& job) {
    std::vector<geo::MapPoint> sites;
    for (const PlanSite& site : candidates) sites.push_back(site.position);
    TravelOptions options;
    options.mode = plan.mode;
    return travel(workspace, demand, sites, options, job).costs;
}

/// As the command `site` judges plans by bus: with no way to a site that some villages can reach, no plan would be possible.
bool may_leave_unserved(const DraftPlan& plan, const SitingQuestion& question) {
    return plan.mode == model::TravelMode::bus && question.objective == SitingObjective::p_median;
}

analysis::SitingProblem problem_of(const DraftPlan& plan, const model::Demand& demand, const SitingQuestion& question,
                                   const std::vector<PlanSite>& candidates, const model::TravelCosts& costs) {
    analysis::SitingProblem problem;
    problem.objective = question.objective;
    problem.reach = std::make_shared<const analysis::SiteReach>(
        analysis::site_reach(may_leave_unserved(plan, question) ? capped(costs, usual_unserved_minutes) : costs));
    for (const model::DemandPoint& point : demand.points) {
        problem.weights.push_back(point.weight);
        problem.demand_names.push_back(point.area == geo::no_area ? std::string()
                                                                  : demand.geography->names[static_cast<std::size_t>(point.area)]);
    }
    std::size_t locked = 0;
    for (const PlanSite& site : candidates) {
        const bool stays = question.keep_existing && site.open && !site.added;
        problem.sites.push_back({.name = site.name,
                                 .rule = stays ? analysis::SiteRule::locked_open : analysis::SiteRule::free,
                                 .exists = !site.added,
                                 .group = -1,
                                 .capacity = std::nullopt});
        locked += stays ? 1 : 0;
    }
    problem.within = limit_cost(plan);
    problem.fewest = problem.most = static_cast<std::size_t>(std::max(question.open, 1));
    if (question.objective == SitingObjective::set_cover)
        problem.fewest = std::max<std::size_t>(locked, 1), problem.most = candidates.size();
    if (locked > problem.most)
        throw base::Error(std::to_string(locked) + " sites are to stay open, but the plan is to have " + std::to_string(problem.most) + ".",
                          "Ask for more sites, or let existing ones close.");
    return problem;
}

/// "a mean journey of 2.3 km", "12,345 children within 5 km by estimated distance".
std::string value_words(const DraftPlan& plan, const model::Demand& demand, SitingObjective objective, double value) {
    switch (objective) {
        case SitingObjective::p_median: return "a mean journey of " + cost_text(plan.mode, value);
        case SitingObjective::max_coverage:
            return base::format_number(value, demand.unit.empty() ? 1 : 0) + " " +
                   (demand.unit.empty() ? people_words(demand) : demand.unit) + " within " + limit_text(plan);
        case SitingObjective::p_centre: return "a worst journey of " + cost_text(plan.mode, value);
        case SitingObjective::set_cover: return base::format_number(value, 0) + " sites";
    }
    return {};
}

std::string proven_words(const DraftPlan& plan, const model::Demand& demand, const analysis::SitingPlan& found) {
    const std::string with = " with " + base::format_count(static_cast<std::int64_t>(found.sites.size())) + " sites";
    const std::string who = demand.unit.empty() ? people_words(demand) : demand.unit;
    switch (found.objective_kind) {
        case SitingObjective::p_median: return "no plan" + with + " by these rules has a shorter mean journey.";
        case SitingObjective::max_coverage:
            return "no plan" + with + " by these rules reaches more " + who + " within " + limit_text(plan) + ".";
        case SitingObjective::p_centre: return "no plan" + with + " by these rules has a shorter worst journey.";
        case SitingObjective::set_cover:
            return "fewer than " + base::format_count(static_cast<std::int64_t>(found.sites.size())) +
                   " sites cannot bring everybody who can be brought within " + limit_text(plan) + ".";
    }
    return {};
}

double best_possible(const analysis::SitingPlan& found) {
    return found.objective_kind == SitingObjective::max_coverage ? found.upper : found.lower;
}

std::string unserved_words(const DraftPlan& plan, const analysis::SitingPlan& found) {
    if (plan.mode != model::TravelMode::bus || found.objective_kind != SitingObjective::p_median) return {};
    return " No journey, or a longer one, counts as " + cost_text(plan.mode, usual_unserved_minutes) + ".";
}

std::string proof_words(const DraftPlan& plan, const model::Demand& demand, const analysis::SitingPlan& found) {
    if (found.proven()) return "Proven: " + proven_words(plan, demand, found) + unserved_words(plan, found);
    return "Not proven: the best found when the search stopped has " + value_words(plan, demand, found.objective_kind, found.objective) +
           "; none can do better than " + value_words(plan, demand, found.objective_kind, best_possible(found)) + "." +
           unserved_words(plan, found);
}

/// A part of the way that is told to the outer job: what comes before the search takes its first part.
class JourneysJob final : public base::JobContext {
public:
    explicit JourneysJob(base::JobContext& outer) : m_outer(outer) {}
    void progress(double fraction, std::string_view what) override { m_outer.progress(0.4 * fraction, what); }
    [[nodiscard]] bool cancelled() const override { return m_outer.cancelled(); }

private:
    base::JobContext& m_outer;
};

std::vector<PlanSite> sites_after(const DraftPlan& plan, std::vector<PlanSite> candidates, const std::vector<SiteIndex>& open) {
    for (PlanSite& site : candidates) site.open = false;
    for (const SiteIndex index : open) candidates[index].open = true;
    std::size_t index = 0;
    std::erase_if(candidates, [&](const PlanSite& site) { return index++ >= plan.sites.size() && !site.open; });
    return candidates;
}

}  // namespace

std::string_view objective_word(SitingObjective objective) {
    for (const auto& [known, word] : objectives)
        if (known == objective) return word;
    return {};
}

std::optional<SitingObjective> objective_from(std::string_view word) {
    for (const auto& [objective, known] : objectives)
        if (known == word) return objective;
    return std::nullopt;
}

SitingAnswer search_plan(const model::Workspace& workspace, const DraftPlan& plan, const model::Demand& demand,
                         const SitingQuestion& question, base::JobContext& job) {
    const std::vector<PlanSite> candidates = candidates_of(workspace, plan, demand, question);
    std::vector<geo::MapPoint> positions;
    for (const model::DemandPoint& point : demand.points) positions.push_back(point.position);
    job.progress(0, "journeys");
    JourneysJob journeys(job);
    const model::TravelCosts costs = costs_of(workspace, plan, positions, candidates, journeys);
    job.check_cancelled();
    const analysis::SitingProblem problem = problem_of(plan, demand, question, candidates, costs);
    analysis::SitingOptions options;
    options.keep_best_on_cancel = true;
    options.on_better = [&](const analysis::SitingProgress& now) {
        const double gap = now.objective > 0 ? std::abs(now.objective - now.bound) / now.objective : 0;
        job.progress(0.4 + 0.6 * std::clamp(1 - gap, 0.0, 1.0),
                     "best so far " + value_words(plan, demand, question.objective, now.objective) + "; none can do better than " +
                         value_words(plan, demand, question.objective, now.bound));
    };
    job.progress(0.4, "searching");
    const analysis::SitingPlan found = analysis::solve_siting(problem, options, job);
    return {sites_after(plan, candidates, found.sites), proof_words(plan, demand, found), found.proven()};
}

}  // namespace needsmap::app
