// Where services should be, with proof: which sites to open, keep and close so that people travel least, or are covered, or nobody
// is left far away. The answer always comes with a bound that no plan can beat.
//
// Problems: p-median (Hakimi 1964, Operations Research 12; the closing plan "keep the best 8 of 45" is the same problem),
// maximal covering (Church & ReVelle 1974, Papers of the Regional Science Association 32), set covering (Toregas, Swain, ReVelle &
// Bergman 1971, Operations Research 19), p-centre (Hakimi 1965, Operations Research 13), p-median with capacities (Mulvey & Beck 1984,
// European Journal of Operational Research 18; a demand point goes whole to one site).
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/site_reach.hpp"
#include "base/diagnostics.hpp"
#include "base/job.hpp"

namespace needsmap::analysis {

enum class SitingObjective {
    p_median,      ///< least mean cost, weighted
    max_coverage,  ///< most weight within `within`
    set_cover,     ///< fewest sites such that every demand point that can be is within `within`
    p_centre,      ///< least worst cost
};

enum class SiteRule { free, locked_open, forbidden };

struct CandidateSite {
    std::string name;  ///< for messages; may be empty ("site 7")
    SiteRule rule = SiteRule::free;
    bool exists = false;             ///< is there today: a plan without it closes it
    int group = -1;                  ///< of SitingProblem::groups; -1 = none
    std::optional<double> capacity;  ///< most weight it can serve; p-median only, for all sites or none
};

/// "At least one per locality".
struct SiteGroup {
    std::string name;
    std::size_t at_least = 1;
};

struct SitingProblem {
    SitingObjective objective = SitingObjective::p_median;
    std::shared_ptr<const SiteReach> reach;
    std::vector<double> weights;            ///< per demand point, >= 0. A point of weight 0 has nobody: it constrains nothing
    std::vector<std::string> demand_names;  ///< for messages; empty, or one per demand point
    std::vector<CandidateSite> sites;       ///< one per site of `reach`
    std::vector<SiteGroup> groups;
    std::size_t fewest = 1, most = 1;    ///< sites open in the plan, locked ones included. set_cover finds the number itself, within these
    double within = model::unreachable;  ///< the limit of max_coverage and set_cover; a point exactly at the limit is covered
    double worst_limit = model::unreachable;  ///< p-median: nobody who can reach a site may have to go further than this
};

/// Makes it a closing plan: only sites that exist may be open, and `keep` of them.
void keep_existing(SitingProblem& problem, std::size_t keep);

/// The best plan so far, while the search runs.
struct SitingProgress {
    double objective = 0;
    double bound = 0;  ///< no plan is better than this
    std::span<const SiteIndex> sites;
};

struct SitingOptions {
    std::optional<double> time_limit_s;                    ///< then the best plan so far, marked unproven. Only with it may two runs differ
    bool keep_best_on_cancel = false;                      ///< false: a cancelled run throws base::Cancelled, like any job
    double gap = 0;                                        ///< enough: (objective - bound) / objective; 0 = prove the plan best
    std::vector<SiteIndex> start;                          ///< a plan to start from, if it keeps the rules; empty = none
    std::function<void(const SitingProgress&)> on_better;  ///< called on the thread of the job
};

enum class SiteAction { not_chosen, opened, kept, closed };
/// "not chosen", "opened", "kept", "closed".
[[nodiscard]] std::string_view to_string(SiteAction action);

struct SiteOutcome {
    SiteAction action = SiteAction::not_chosen;
    std::size_t demand_points = 0;    ///< assigned, with weight
    double weight = 0;                ///< assigned
    std::optional<double> mean_cost;  ///< weighted; none where nobody is assigned
};

enum class SitingEnd {
    proven,
    gap_reached,  ///< SitingOptions::gap
    time_limit,
    cancelled,
    too_large,  ///< capacities only: what the bound left open is too large for the exact solver
};

struct SitingPlan {
    SitingObjective objective_kind = SitingObjective::p_median;
    model::CostUnit unit = model::CostUnit::minutes;
    std::vector<SiteIndex> sites;  ///< open, rising
    double objective = 0;          ///< mean cost, weight covered, number of sites or worst cost
    double lower = 0, upper = 0;   ///< the best plan there is lies between these; equal when proven
    double gap = 0;                ///< (upper - lower) / objective; 0 when proven
    SitingEnd end = SitingEnd::proven;
    std::string route;           ///< how it was found and proven, in words
    std::size_t tree_nodes = 0;  ///< of branch and bound; 0 when the bound alone sufficed

    std::vector<SiteIndex> assigned;    ///< per demand point: nearest open site (or as capacities allow); no_site where none is in reach
    std::vector<double> assigned_cost;  ///< per demand point; `unreachable` where none
    std::vector<SiteOutcome> outcomes;  ///< per site
    double weight_served = 0, weight_total = 0;
    std::optional<double> mean_cost;   ///< over the weight served
    std::optional<double> worst_cost;  ///< over demand points served that have weight
    base::Diagnostics diagnostics;     ///< demand points that no allowed site reaches

    [[nodiscard]] bool proven() const { return end == SitingEnd::proven; }
};

/// Solves it. Demand points that no allowed site reaches stay out of the objective and are listed in the diagnostics; every other one
/// with weight is served (p-median, set cover, p-centre), or no plan is given. Throws base::Error naming the rule to relax: no weight
/// at all, more sites asked for than allowed, locks or groups that contradict the number, capacities too small, a cover that cannot be.
[[nodiscard]] SitingPlan solve_siting(const SitingProblem& problem, const SitingOptions& options, base::JobContext& job);

/// What a given set of sites achieves, with the same reading of the rules; bound and proof are left out (end = gap_reached).
[[nodiscard]] SitingPlan describe_plan(const SitingProblem& problem, std::span<const SiteIndex> sites);

}  // namespace needsmap::analysis
