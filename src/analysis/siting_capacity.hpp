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
/// heuristic of Martello & Toth 1981), then single moves, swaps, and moves that push another row on, while they help (ejection chains of length two,
/// Yagiura, Ibaraki & Glover 2004, INFORMS Journal on Computing 16).
/// Given up early, with none, where it will hardly cost less than `cost_to_beat`. `pair_share` (that of a bound, or empty): rows that the linear program
/// sends to one site begin there, which where capacities are tight is better than any order of regret.
[[nodiscard]] std::optional<CapacityPlan> assign_to(const CapacityProblem& problem, std::vector<SiteIndex> sites,
                                                    double cost_to_beat = model::unreachable, std::span<const double> pair_share = {});

struct CapacityBound {
    double bound = 0;
    std::vector<char> keep_pair;                    ///< per entry of the serving problem: may be used in a plan below the cutoff
    std::vector<std::vector<SiteIndex>> site_sets;  ///< of the relaxation, the last the best
    std::vector<double> share;                      ///< per site: how open it is in the linear program, nearly; 0..1
    std::vector<double> pair_share;                 ///< per entry: how much of the row goes there, nearly
};

/// Lagrangian bound: rows are relaxed, each site packs what pays best into its capacity, fractions allowed (Mulvey & Beck 1984;
/// Pirkul 1987). It climbs by the volume algorithm, from multipliers that suit the sites of `plan` (empty: from the nearest sites of all). Pairs that
/// no plan below `cutoff` uses are ruled out.
[[nodiscard]] CapacityBound bound_with_capacities(const CapacityProblem& problem, const SiteRules& rules, std::span<const SiteIndex> plan,
                                                  double cutoff, SitingWatch& watch);

}  // namespace needsmap::analysis
