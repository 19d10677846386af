// A county with one block of need in its south-west corner, for tests of hot spots.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/small_county.hpp"

namespace needsmap::test {

/// Poor and children of 12 x 12 squares: 20 of 100 in a block of 3 x 3, else 4 to 6 in turn.
inline std::shared_ptr<model::Workspace> planted_county() {
    constexpr int side = 12;
    auto out = std::make_shared<model::Workspace>(*small_county());
    std::vector<std::string> names;
    std::vector<geo::AreaIndex> quarter;
    model::Table::Column poor{"poor", {}}, children{"children", {}};
    for (int s = 0; s < side * side; ++s) {
        const int x = s % side, y = s / side;
        const bool inside = x >= 1 && x <= 3 && y >= 1 && y <= 3;
        names.push_back("Square " + std::to_string(s));
        quarter.push_back(y / 6 * 2 + x / 6);
        poor.cells.push_back(model::Cell::of(inside ? 20 : 5 + (s * 7 % 3) - 1));
        children.cells.push_back(model::Cell::of(100));
    }
    const auto coverage = ::tiny::detail::grid_coverage(side, side, 1'000);
    auto squares = std::make_shared<model::Geography>();
    squares->id = "square", squares->title = "Squares", squares->singular = "square", squares->names = names;
    for (std::size_t i = 0; i < names.size(); ++i) {
        squares->codes.push_back("Q" + std::to_string(1000 + i));
        squares->area_of_code[squares->codes.back()] = static_cast<geo::AreaIndex>(i);
        squares->label_points.push_back(coverage->full().area_bounds(static_cast<geo::AreaIndex>(i)).centre());
    }
    squares->coverage = coverage;
    squares->parents = {{"quarter", quarter}};
    auto quarters = make_geography("quarter", "Quarters", "quarter", "R", {"South West", "South East", "North West", "North East"},
                                   dissolved(*coverage, quarter, 4));
    auto table = std::make_shared<model::Table>();
    table->id = "children", table->geography = "square", table->columns = {poor, children};
    auto layer = poverty_layer();
    layer->suppress_below = 0;
    out->geographies = {squares, quarters}, out->tables = {table}, out->layers = {layer};
    out->default_geography = "square";
    return out;
}

}  // namespace needsmap::test
