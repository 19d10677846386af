// A plan made in phases: what one phase opens or closes stays so in all that follow.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/site_question.hpp"
#include "model/result.hpp"

namespace needsmap::app {

struct PhasedPlan {
    std::vector<std::size_t> numbers;          ///< sites open after each phase, all rising or all falling
    std::vector<analysis::SitingPlan> phases;  ///< by phase; the last one is the plan
    std::optional<analysis::SitingPlan>
        at_once;  ///< the plan of as many sites as the last phase that no phase before it bound; only when proven
    std::vector<std::size_t> phase_of_site;  ///< by site, from 1: when it opens or closes for good; 0: it never changes
};

/// "47,50,55". Throws base::Error (usage) unless these are two or more whole numbers above zero, each larger than the one before or each smaller.
[[nodiscard]] std::vector<std::size_t> phases_from(const std::string& text);

/// Each phase is the best plan there is that keeps what the phases before it decided: sites open in a growing plan stay open, sites that are not in a shrinking
/// one stay out. A time limit is shared out evenly. Throws as solve_question, naming the phase.
[[nodiscard]] PhasedPlan solve_phases(SiteQuestion question, std::span<const std::size_t> numbers, const analysis::SitingOptions& options,
                                      base::JobContext& job);

/// One line a phase: "Phase 1, 47 sites: opens Hook Norton (CC-046); 2.312 km on average. Proven.", and what planning in phases costs.
[[nodiscard]] std::vector<std::string> phase_lines(const SiteQuestion& question, const PhasedPlan& plan);

/// The result with its phases told and a column `phase` in its table of sites.
[[nodiscard]] std::shared_ptr<const model::Result> with_phases(const SiteQuestion& question, const PhasedPlan& plan,
                                                               const model::Result& result);

}  // namespace needsmap::app
