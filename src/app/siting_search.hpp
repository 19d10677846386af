// The search for the best plan, as the window asks for it: what is wanted, and what was found and proven.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/siting.hpp"
#include "app/draft_plan.hpp"
#include "app/site_candidates.hpp"
#include "base/job.hpp"
#include "model/demand.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

struct SitingQuestion {
    analysis::SitingObjective objective = analysis::SitingObjective::p_median;
    int open = 0;               ///< sites in the plan that is wanted; set_cover finds the number itself
    bool keep_existing = true;  ///< places of the set that are open stay open; false: they may close
    /// Where sites may be besides those of the plan, open and closed, added ones included: as --candidates of the command `site`, a list with
    /// commas of `small_area_candidates` and ids of other places; empty: nowhere.
    std::string candidates = small_area_candidates;
    friend bool operator==(const SitingQuestion&, const SitingQuestion&) = default;
};

/// "p-median", "mclp", "p-centre", "lscp", as the command `site` calls them.
[[nodiscard]] std::string_view objective_word(analysis::SitingObjective objective);
[[nodiscard]] std::optional<analysis::SitingObjective> objective_from(std::string_view word);

struct SitingAnswer {
    std::vector<PlanSite> sites;  ///< of the plan that was asked about, opened and closed, and new ones behind
    std::string proof;            ///< "Proven: …" or "Not proven: …"
    bool is_proven = false;
};

/// Works out journeys and searches, telling the best so far and the bound as progress. A cancelled search gives the best found, marked unproven;
/// cancelled before anything was found it throws base::Cancelled. Throws base::Error as siting_sites, travel and solve_siting do.
[[nodiscard]] SitingAnswer search_plan(const model::Workspace& workspace, const DraftPlan& plan, const model::Demand& demand,
                                       const SitingQuestion& question, base::JobContext& job);

}  // namespace needsmap::app
