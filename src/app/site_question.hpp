// What the `site` command asks: which sites there are, which may close, what is to be made best, with every default filled in and said.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/siting.hpp"
#include "app/demand_choice.hpp"
#include "app/site_candidates.hpp"
#include "app/travel.hpp"

namespace needsmap::app {

/// As asked for; what is empty gets a default that depends on the rest (site_question).
struct SiteOptions {
    std::string places;
    std::string scenario;  ///< which of the places exist; empty: all
    analysis::SitingObjective objective = analysis::SitingObjective::p_median;
    std::optional<std::size_t> open;   ///< sites open in the plan in all
    std::optional<std::size_t> close;  ///< existing ones that close
    std::optional<double> within;      ///< km or minutes, as the mode counts
    std::optional<double> limit;       ///< of the worst journey; km or minutes
    std::optional<std::string> candidates, lock;
    std::vector<std::string> forbid;
    std::string capacity;  ///< detail of the places; empty: none
    double take_up = 100;  ///< per cent of the people who need a place at one time
    std::size_t per_locality = 0;
    bool is_frontier = false;
    std::vector<std::size_t> phases;  ///< sites open after each (site_phases.hpp); empty: all at once
    bool is_fairness = false;         ///< plans of one number of sites, from the shortest mean to the shortest longest journey
    Params demand;                    ///< --demand, --points, --growth (demand_choice.hpp)
    TravelOptions travel = {.mode = model::TravelMode::line};
    std::optional<double> unserved;  ///< with p-median: who reaches no open site, or only one further off, counts as so far
};

struct SiteQuestion {
    std::shared_ptr<const model::PlaceSet> places;  ///< those that exist
    std::shared_ptr<const model::PlaceSet> set;     ///< all of the workspace's, open or not
    std::string scenario_title;                     ///< of the scenario that says which exist; empty: all do
    bool follows_phases = false;                    ///< the plan asked for is the last of several phases, and what those decided is fixed
    ChosenDemand demand;
    std::shared_ptr<const model::Indicator> indicator;  ///< of the demand: says why an area has no point
    std::vector<SitingSite> sites;                      ///< the existing ones first, in the order of their set
    std::size_t existing = 0;
    model::TravelCosts costs;
    analysis::SitingProblem problem;  ///< with the journeys as they are
    std::optional<double>
        unserved;  ///< as a cost: what journeys beyond it, or no journey at all, count as when a plan is judged; see judged_problem
    model::TravelMode mode = model::TravelMode::line;
    std::vector<std::string> method_lines;  ///< demand, travel, sites and rules
    base::Diagnostics diagnostics;

    [[nodiscard]] bool in_km() const { return costs.unit == model::CostUnit::metres; }
    /// "km" or "minutes".
    [[nodiscard]] std::string unit() const { return in_km() ? "km" : "minutes"; }
    /// A cost of the problem as it is read: kilometres or minutes.
    [[nodiscard]] double read(double cost) const { return in_km() ? cost / 1000 : cost; }
    /// "children", or "weight" where the demand has no unit.
    [[nodiscard]] std::string people() const { return demand.demand.unit.empty() ? "weight" : demand.demand.unit; }
};

/// Reads demand and travel and puts the problem together. Throws base::Error (usage) for places, ids, columns or numbers that cannot be, naming
/// the option; and what demand_from and travel throw.
[[nodiscard]] SiteQuestion site_question(const model::Workspace& workspace, const SiteOptions& options, base::JobContext& job);

/// By bus many places cannot be reached from everywhere, so a plan that must serve everybody often does not exist. Two hours is a journey that
/// nobody makes with a small child; whoever has no bus is taken to lose as much when mean journeys are compared.
inline constexpr double usual_unserved_minutes = 120;
/// The same costs, none above `most` and none missing; who reaches no site at all still reaches none.
[[nodiscard]] model::TravelCosts capped(model::TravelCosts costs, double most);

/// The problem that is solved: where SiteQuestion::unserved is set, no journey of those who reach any site costs more, so that a plan may leave
/// some of them without one.
[[nodiscard]] analysis::SitingProblem judged_problem(const SiteQuestion& question);

/// Solves it; what the plan does is told with the journeys as they are. Throws as solve_siting.
[[nodiscard]] analysis::SitingPlan solve_question(const SiteQuestion& question, const analysis::SitingOptions& options,
                                                  base::JobContext& job);

/// How many sites may be open, which of the existing ones have to be, and where new ones may come, once defaults are filled in:
/// without --open one more than exist (frontier: as many as exist); existing ones stay open unless fewer are to be open than exist or some close; new
/// ones may come in every area when more are open than exist.
struct SitePlanRules {
    std::size_t fewest = 1, most = 1;
    std::string lock, candidates;
    std::size_t least_existing = 0;  ///< of the existing ones at least so many stay; 0: no rule
};
[[nodiscard]] SitePlanRules plan_rules(const SiteOptions& options, std::size_t existing);

}  // namespace needsmap::app
