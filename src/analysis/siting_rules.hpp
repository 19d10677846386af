// Which sets of sites are allowed, for the solvers: locked and forbidden sites, a number from-to, and a least number per group.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/site_reach.hpp"

namespace needsmap::analysis {

enum class SiteFate : std::uint8_t { free, open, closed };

struct SiteRules {
    std::vector<SiteFate> fate;
    std::size_t fewest = 0, most = 0;      ///< open sites altogether
    std::vector<int> group;                ///< per site, -1 = none; empty when there are no groups
    std::vector<std::size_t> group_least;  ///< per group

    [[nodiscard]] std::size_t count(SiteFate which) const;
    /// Still to be opened in each group beyond the sites whose fate is open.
    [[nodiscard]] std::vector<std::size_t> group_missing() const;
    /// Whether exactly these sites may be open.
    [[nodiscard]] bool allow(std::span<const SiteIndex> sites) const;
    /// Whether some set can be open at all.
    [[nodiscard]] bool possible() const;
};

/// Finds the allowed set with the least sum of scores. Least numbers of disjoint groups and of the whole form a matroid-like family,
/// so taking the cheapest of each group first and then the cheapest of the rest is exact.
class CheapestSites {
public:
    /// Free sites of the set go to `chosen`, in rising order of score; returns their sum, infinity when no set is allowed. Of sites not needed
    /// for a least number, only those with a score below 0 are taken.
    double choose(const SiteRules& rules, std::span<const double> scores, std::vector<SiteIndex>& chosen);
    /// By how much the sum grows when free site `site` must be open (or closed), at least: exact without groups, else a lower bound of 0
    /// or more. Valid after choose().
    [[nodiscard]] double price_of_opening(double score) const;
    [[nodiscard]] double price_of_closing(double score) const;

private:
    double choose_in_groups(const SiteRules& rules, std::span<const double> scores, std::size_t fewest, std::size_t most,
                            std::vector<SiteIndex>& chosen);
    void remember_prices(std::span<const double> scores, std::span<const SiteIndex> chosen, double next, std::size_t fewest,
                         std::size_t most);

    std::vector<SiteIndex> m_free;
    bool m_priced = false;                  // groups: prices are not known
    double m_worst_chosen = 0, m_next = 0;  // scores
    bool m_can_grow = false, m_can_shrink = false;
    bool m_any_chosen = false;
};

}  // namespace needsmap::analysis
