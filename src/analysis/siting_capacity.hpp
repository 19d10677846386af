// p-median with capacities: assignments of whole demand points to sites that hold them.
#pragma once

#include <optional>
#include <vector>

#include "analysis/siting_serve.hpp"
#include "analysis/siting_watch.hpp"

namespace needsmap::analysis {

/// The serving problem with the weight of each row and what each site holds.
struct CapacityProblem {
    ServeProblem serve;
    std::vector<double> weight;    ///< per row
    std::vector<double> capacity;  ///< per site
};

struct CapacityPlan {
    std::vector<SiteIndex> sites;  ///< rising
    std::vector<SiteIndex> site_of_row;
    double cost = model::unreachable;
};

/// A good assignment to these sites, or none: rows that would lose most by missing their best site go first (the generalised assignment
/// heuristic of Martello & Toth 1981), then single moves and swaps while they help.
[[nodiscard]] std::optional<CapacityPlan> assign_to(const CapacityProblem& problem, std::vector<SiteIndex> sites);

struct CapacityBound {
    double bound = 0;
    std::vector<char> keep_pair;                    ///< per entry of the serving problem: may be used in a plan below the cutoff
    std::vector<std::vector<SiteIndex>> site_sets;  ///< of the relaxation, the last the best
};

/// Lagrangian bound: rows are relaxed, each site packs what pays best into its capacity, fractions allowed (Mulvey & Beck 1984;
/// Pirkul 1987). Pairs that no plan below `cutoff` uses are ruled out.
[[nodiscard]] CapacityBound bound_with_capacities(const CapacityProblem& problem, const SiteRules& rules, double cutoff,
                                                  SitingWatch& watch);

}  // namespace needsmap::analysis
