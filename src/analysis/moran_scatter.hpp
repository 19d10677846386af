// The Moran scatter plot (Anselin 1996): each area's value against the mean of its neighbours.
#pragma once

#include <vector>

#include "geo/topology.hpp"
#include "model/layer.hpp"

namespace needsmap::analysis {

struct MoranScatter {
    std::vector<model::AreaIndex> area;     ///< with a number and at least one neighbour with a number, ascending
    std::vector<double> value, neighbours;  ///< of these: own value, mean of the neighbours' values
    double mean = 0;                        ///< of `value`
    double slope = 0;                       ///< of the regression of `neighbours` on `value`: Moran's I with row-standardised weights
    int without_number = 0;                 ///< areas
    int islands = 0;                        ///< areas with a number but no neighbour with one
};

/// Areas without a number are nobody's neighbour, and islands take no part: so the slope is Moran's I over the areas given (n / S0 = 1).
/// Equal values everywhere, or fewer than two areas, give a slope of zero.
[[nodiscard]] MoranScatter moran_scatter(const std::vector<model::Cell>& values, const geo::Neighbours& neighbours);

}  // namespace needsmap::analysis
