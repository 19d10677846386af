// How near services are to the people they are for: minutes to the nearest, how many within reach, and whether there is room.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/job.hpp"
#include "model/cell.hpp"
#include "model/demand.hpp"
#include "model/travel.hpp"

namespace needsmap::analysis {

/// Costs are minutes or metres, whatever TravelCosts::unit says.
struct AccessOptions {
    double within = 15;                         ///< a site at this cost or nearer is within reach; > 0
    int nth = 2;                                ///< which nearest besides the first; >= 1
    std::vector<double> beyond = {15, 30, 45};  ///< ascending
    std::vector<double> capacity;               ///< persons a site can take, by site; empty: not known, and no ratio and no unmet demand
};

/// Weights by zone of the enhanced two-step floating catchment method: three zones of equal width that end at `within`, `weights` as Luo and
/// Qi (2009, Health & Place 15, 1100–1107) give them for a slow decay of a Gaussian function over zones of 10, 20 and 30 minutes; the package
/// `access` of PySAL has the same three as its default.
inline constexpr double floating_catchment_weights[] = {1.0, 0.68, 0.22};

/// By demand point. A cell without a number: not_applicable = no site can be reached (no service), also when there is no site at all.
struct PointAccess {
    std::vector<model::Cell> nearest;
    std::vector<int> nearest_site;         ///< -1: none
    std::vector<model::Cell> nth_nearest;  ///< not_applicable when fewer than nth can be reached
    std::vector<int> within;               ///< sites within reach
    std::vector<model::Cell> ratio;        ///< places per person by E2SFCA, 0 where no site is within reach; empty without capacities
    std::vector<double> unmet;             ///< persons left without a place (see allocate_places); empty without capacities
};

/// A group of people: an area, or a fifth of deprivation, or the county. Shares are by the demand's weight; a group whose weight is zero
/// counts each of its points the same for minutes, and has zero persons everywhere.
struct AccessSummary {
    std::size_t points = 0;
    double weight = 0;
    double reached = 0;           ///< weight with a site within reach
    std::vector<double> beyond;   ///< by bound of AccessOptions::beyond: weight farther than it, those without service included
    double no_service = 0;        ///< weight of those who can reach no site at all
    model::Cell mean;             ///< mean cost to the nearest, of those who can reach one; not_applicable: nobody can; missing: no points
    model::Cell p90;              ///< smallest cost that at least 90 % have or better; not_applicable when that takes those without service
    model::Cell nth_mean;         ///< mean cost to the n-th nearest, of those who can reach as many
    double mean_within = 0;       ///< mean number of sites within reach
    std::optional<double> ratio;  ///< mean places per person; nothing without capacities
    double unmet = 0;
};

/// Measures every point. Costs that are `unreachable` count for nothing. Results do not depend on the number of threads.
/// E2SFCA (Luo and Qi 2009): a site's places are shared out among the weight round it, zone by zone with falling weights; a point adds up
/// its sites' shares by the same weights. Throws base::Error when options are out of range, capacities are negative or of another number than
/// the sites, or demand and costs differ in size; and base::Cancelled.
[[nodiscard]] PointAccess measure_access(const model::Demand& demand, const model::TravelCosts& costs, const AccessOptions& options,
                                         base::JobContext& job);

/// Persons left without a place when places are given to the nearest first: all pairs of point and site within `within` in order of cost, ties
/// by point, then by site; each pair takes what the point still needs or the site still has, whichever is less. By point.
[[nodiscard]] std::vector<double> allocate_places(const model::Demand& demand, const model::TravelCosts& costs,
                                                  const std::vector<double>& capacity, double within);

/// Puts points together into groups: `group_of_point` gives each point's group, -1 for none.
[[nodiscard]] std::vector<AccessSummary> summarise_access(const model::Demand& demand, const PointAccess& access,
                                                          const AccessOptions& options, const std::vector<int>& group_of_point,
                                                          std::size_t group_count);

/// Area of `geography` that holds each demand point; -1 where no lookup says. Throws base::Error when none leads there.
[[nodiscard]] std::vector<int> areas_of_points(const model::Demand& demand, const model::Geography& geography);

}  // namespace needsmap::analysis
