// The one problem behind p-median and maximal covering: choose sites so that the sum over demand rows of the cheapest open site, or of
// an escape cost where that is less, is smallest. p-median: cost = weight x travel, no escape. Covering: cost 0 within the limit,
// escape = weight, so the sum is the weight not covered. (Cornuejols, Fisher & Nemhauser 1977, Management Science 23, for the family.)
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/siting_rules.hpp"

namespace needsmap::analysis {

inline constexpr double must_be_served = model::unreachable;

/// Rows by rising cost. Costs and escapes are >= 0; an escape may be `must_be_served`.
struct ServeProblem {
    std::size_t site_count = 0;
    std::vector<std::size_t> first = {0};
    std::vector<SiteIndex> sites;
    std::vector<double> costs;
    std::vector<double> escape;
    double step = 0;  ///< every sum is a multiple of it (whole weights: 1); 0 = not known

    [[nodiscard]] std::size_t row_count() const { return escape.size(); }
    void end_row(double escape_cost) {
        first.push_back(sites.size());
        escape.push_back(escape_cost);
    }
    /// Infinity when a row that must be served is not. `open` has a flag per site.
    [[nodiscard]] double cost_of(std::span<const char> open) const;
    [[nodiscard]] double cost_of_sites(std::span<const SiteIndex> open_sites) const;
    /// The same without closed sites, and without entries that cost more than a site that is open anyway.
    [[nodiscard]] ServeProblem reduced(const SiteRules& rules) const;
};

struct ServePlan {
    std::vector<SiteIndex> sites;  ///< rising
    double cost = model::unreachable;
};

/// Flags per site.
[[nodiscard]] std::vector<char> open_flags(std::size_t site_count, std::span<const SiteIndex> sites);

}  // namespace needsmap::analysis
