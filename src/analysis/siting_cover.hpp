// The fewest sites such that every row has one of its own open: set covering, with locks, numbers and groups.
#pragma once

#include <optional>
#include <vector>

#include "analysis/siting_rules.hpp"
#include "analysis/siting_watch.hpp"

namespace needsmap::analysis {

struct CoverAnswer {
    std::optional<std::vector<SiteIndex>> sites;  ///< the best cover that keeps the rules, rising; none where none was found
    std::size_t lower = 0;                        ///< no cover has fewer sites; more than SiteRules::most when there is none
    bool is_proven = false;  ///< lower is the size of the cover, or beyond what is allowed, or the cover is good enough
    std::size_t nodes = 0;   ///< of CBC
};

/// `rows`: per row the sites that cover it, in any order. With `good_enough`, the search ends as soon as a cover of at most
/// so many sites is known, or that there is none. It also ends with a cover of at most `gap` (a share of its size) more sites than the bound.
[[nodiscard]] CoverAnswer solve_cover(std::vector<std::vector<SiteIndex>> rows, const SiteRules& rules,
                                      std::optional<std::size_t> good_enough, SitingWatch& watch, double gap = 0);

}  // namespace needsmap::analysis
