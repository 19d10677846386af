// Straight-line travel: distance times a detour factor, in metres or in minutes at a speed. The fallback where there are no roads, and the
// mode of the reference instances.
#pragma once

#include <span>

#include "analysis/site_reach.hpp"
#include "geo/spaces.hpp"
#include "model/travel.hpp"

namespace needsmap::analysis {

struct StraightLine {
    double detour_factor = 1;    ///< road over straight distance, >= 1 (Boscoe, Henry & Zdeb 2012 measure 1.4 in the US)
    double speed_m_per_min = 0;  ///< 0: costs are metres; 80 = walking at 4.8 km/h
};

/// Every pair; all are reachable. Throws base::Error for a factor below 1, a negative speed or a position that is not a number.
[[nodiscard]] model::TravelCosts straight_line_costs(std::span<const geo::MapPoint> demand, std::span<const geo::MapPoint> sites,
                                                     const StraightLine& how = {});

/// The pairs that cost at most `limit` (> 0, in the unit of `how`), found on a grid: no table of all pairs is made.
[[nodiscard]] SiteReach straight_line_reach(std::span<const geo::MapPoint> demand, std::span<const geo::MapPoint> sites, double limit,
                                            const StraightLine& how = {});

/// One column: what it costs from every demand point to one site. For a site that is dragged.
[[nodiscard]] std::vector<double> straight_line_column(std::span<const geo::MapPoint> demand, geo::MapPoint site,
                                                       const StraightLine& how = {});

}  // namespace needsmap::analysis
