// Which sites each demand point can reach, nearest first: travel costs in the form the siting solvers work on.
//
// A dense table of 32,844 demand points and 3,000 sites would have 98 million cells; with a limit of a few kilometres a point
// reaches a few dozen sites. So the solvers take lists, and lists can be made without the table (straight_line_reach).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/travel.hpp"

namespace needsmap::analysis {

using SiteIndex = std::uint32_t;
inline constexpr SiteIndex no_site = 0xFFFFFFFF;

/// Per demand point the sites within reach, by rising cost, ties by site. Costs are finite and >= 0.
struct SiteReach {
    model::CostUnit unit = model::CostUnit::minutes;
    std::size_t demand_count = 0;
    std::size_t site_count = 0;
    std::vector<std::size_t> first = {0};  ///< demand_count + 1 positions in `sites` and `costs`
    std::vector<SiteIndex> sites;
    std::vector<double> costs;
    double limit = model::unreachable;  ///< pairs that cost more are not listed, though there may be a way

    [[nodiscard]] std::span<const SiteIndex> sites_of(std::size_t demand) const {
        return std::span(sites).subspan(first[demand], first[demand + 1] - first[demand]);
    }
    [[nodiscard]] std::span<const double> costs_of(std::size_t demand) const {
        return std::span(costs).subspan(first[demand], first[demand + 1] - first[demand]);
    }
};

/// The pairs that cost at most `limit` (a pair exactly at the limit is in); all reachable pairs without one.
[[nodiscard]] SiteReach site_reach(const model::TravelCosts& costs, double limit = model::unreachable);

}  // namespace needsmap::analysis
