// What the tests of `site` share: a county of sixteen squares with four centres, and short ways into a result's table.
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "app/small_county.hpp"
#include "model/result.hpp"

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

inline double number(const model::Result& result, const char* column, std::size_t row) {
    return result.table.find(column)->numbers[row].value();
}
inline std::string cell(const model::Result& result, const char* column, std::size_t row) {
    return model::cell_text(*result.table.find(column), row);
}
inline double sum_of(const model::Result& result, const char* column) {
    double sum = 0;
    for (const auto& each : result.table.find(column)->numbers) sum += each.value_or(0);
    return sum;
}
inline std::size_t rows_with(const model::Result& result, const std::string& action) {
    return static_cast<std::size_t>(std::ranges::count(result.table.find("action")->texts, action));
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
