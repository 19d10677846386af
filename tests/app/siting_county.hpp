// A small county to place centres in: 16 squares with 100 children each, one centre or four, and its journeys by hand.
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "app/small_county.hpp"

namespace needsmap::test {

/// The small county, whose 100 children in each small area are under five.
inline std::shared_ptr<model::Workspace> county_of_one() {
    auto county = small_county();
    auto layer = std::make_shared<model::LayerDefinition>(*count_layer());
    layer->id = "children-0-4", layer->unit = "children";
    county->layers[2] = layer;
    return county;
}

/// The small county with four centres (on s0, s3, s12, s15), 100 children in each small area at its middle.
inline std::shared_ptr<model::Workspace> county_of_four() {
    auto county = county_of_one();
    auto centres = std::make_shared<model::PlaceSet>(*county->places[0]);
    centres->details = {{"capacity", "Capacity", "places"}};
    centres->places = {{"a", "Southwest", {431'250, 201'250}, {"1000"}},
                       {"b", "Southeast", {438'750, 201'250}, {"400"}},
                       {"c", "Northwest", {431'250, 208'750}, {"400"}},
                       {"d", "Northeast", {438'750, 208'750}, {"many"}}};
    county->places[0] = centres;
    return county;
}

/// Mean km of 16 squares (side 2.5 km, 100 children each) to the nearest of `sites`, with the detour of 1.3, all written out here.
inline double mean_km(const std::vector<geo::MapPoint>& sites) {
    double sum = 0;
    for (int s = 0; s < 16; ++s) {
        const double x = 431'250 + 2'500 * (s % 4), y = 201'250 + 2'500 * (s / 4);
        double nearest = 1e300;
        for (const geo::MapPoint& site : sites) nearest = std::min(nearest, std::hypot(x - site.x, y - site.y));
        sum += nearest;
    }
    return 1.3 * sum / 16 / 1000;
}

}  // namespace needsmap::test
