// Where the people are that a service is for, and how many.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "geo/spaces.hpp"
#include "model/geography.hpp"

namespace needsmap::model {

/// Some people at one point.
struct DemandPoint {
    geo::MapPoint position;
    AreaIndex area = geo::no_area;  ///< of Demand::geography
    double weight = 0;              ///< persons, or another weight; >= 0
    friend bool operator==(const DemandPoint&, const DemandPoint&) = default;
};

/// One point per area (its population-weighted point), or several. Areas whose weight is not known have no point and are told in
/// `diagnostics`: an area without a number is not an area without children.
struct Demand {
    std::shared_ptr<const Geography> geography;  ///< the finest one, as a rule
    std::string title;                           ///< "Children aged 0 to 4"
    std::string unit;                            ///< "children"; empty for a bare weight such as an index
    std::vector<DemandPoint> points;
    base::Diagnostics diagnostics;
};

}  // namespace needsmap::model
