// A county of four square wards in two districts, made directly from model objects, and indicators on it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "geo/coverage.hpp"
#include "model/map_document.hpp"
#include "model/workspace.hpp"

namespace tiny {

namespace detail {

using namespace needsmap;

/// A grid of columns x rows squares of side `side_m`, row by row from the south-west; every border an arc of its own.
inline std::shared_ptr<const geo::CoverageLevels> grid_coverage(int columns, int rows, double side_m, double west = 430'000,
                                                                double south = 200'000) {
    geo::CoverageData d;
    d.arc_begin.push_back(0);
    const auto area = [&](int c, int r) {
        return c < 0 || r < 0 || c >= columns || r >= rows ? geo::no_area : geo::AreaIndex{r * columns + c};
    };
    const auto add = [&](int c0, int r0, int c1, int r1, geo::AreaIndex left, geo::AreaIndex right) {
        d.points.push_back({west + c0 * side_m, south + r0 * side_m});
        d.points.push_back({west + c1 * side_m, south + r1 * side_m});
        d.arc_begin.push_back(static_cast<std::uint32_t>(d.points.size()));
        d.arc_left.push_back(left), d.arc_right.push_back(right);
        return static_cast<geo::SignedArc>(d.arc_left.size() - 1);
    };
    std::vector<geo::SignedArc> horizontal, vertical;  // eastwards below row r; northwards left of column c
    for (int r = 0; r <= rows; ++r)
        for (int c = 0; c < columns; ++c) horizontal.push_back(add(c, r, c + 1, r, area(c, r), area(c, r - 1)));
    for (int c = 0; c <= columns; ++c)
        for (int r = 0; r < rows; ++r) vertical.push_back(add(c, r, c, r + 1, area(c - 1, r), area(c, r)));
    d.area_ring_begin.push_back(0), d.ring_arc_begin.push_back(0);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c) {
            const auto h = [&](int row) { return horizontal[static_cast<std::size_t>(row * columns + c)]; };
            const auto v = [&](int column) { return vertical[static_cast<std::size_t>(column * rows + r)]; };
            for (const geo::SignedArc arc : {h(r), v(c + 1), ~h(r + 1), ~v(c)}) d.ring_arcs.push_back(arc);
            d.ring_arc_begin.push_back(static_cast<std::uint32_t>(d.ring_arcs.size()));
            d.ring_is_hole.push_back(0);
            d.area_ring_begin.push_back(static_cast<std::uint32_t>(d.ring_is_hole.size()));
        }
    return std::make_shared<geo::CoverageLevels>(
        std::vector<geo::CoverageLevels::Level>{{0.0, std::make_shared<const geo::Coverage>(std::move(d))}});
}

inline std::shared_ptr<model::Geography> geography(std::string id, std::string title, std::string singular, std::vector<std::string> names,
                                                   std::shared_ptr<const geo::CoverageLevels> coverage) {
    auto g = std::make_shared<model::Geography>();
    g->id = std::move(id), g->title = std::move(title), g->singular = std::move(singular), g->names = std::move(names);
    for (std::size_t i = 0; i < g->names.size(); ++i) {
        g->codes.push_back("E" + std::to_string(1000 + i));
        g->area_of_code[g->codes.back()] = static_cast<geo::AreaIndex>(i);
        const auto box = coverage->full().area_bounds(static_cast<geo::AreaIndex>(i));
        g->label_points.push_back(box.centre());
    }
    g->coverage = std::move(coverage);
    return g;
}

}  // namespace detail

using Edit = std::function<void(needsmap::model::LayerDefinition&)>;

/// An indicator without geography, for classes and legends.
inline std::shared_ptr<const needsmap::model::Indicator> indicator_of_cells(std::vector<needsmap::model::Cell> cells,
                                                                            const Edit& edit = {}) {
    using namespace needsmap;
    auto definition = std::make_shared<model::LayerDefinition>();
    definition->id = "poverty", definition->title = "Children in poverty", definition->theme = "Economic wellbeing", definition->unit = "%";
    definition->description = "Children in families on low income, as a share of all children.";
    definition->period = "2007/08", definition->source = "Made-up numbers", definition->licence = "CC0-1.0";
    if (edit) edit(*definition);
    auto out = std::make_shared<model::Indicator>();
    out->definition = definition;
    out->value = std::move(cells);
    return out;
}
inline std::shared_ptr<const needsmap::model::Indicator> indicator(const std::vector<double>& numbers, const Edit& edit = {}) {
    std::vector<needsmap::model::Cell> cells;
    for (const double v : numbers) cells.push_back(needsmap::model::Cell::of(v));
    return indicator_of_cells(std::move(cells), edit);
}

/// `columns` x `rows` wards of `side_m`, the western and eastern halves two districts, all of it one county; two services and a town.
inline std::shared_ptr<needsmap::model::Workspace> workspace(int columns = 2, int rows = 2, double side_m = 5'000) {
    using namespace needsmap;
    auto out = std::make_shared<model::Workspace>();
    out->title = "Tinyshire (made up)", out->county = "Tinyshire", out->illustrative = true;
    out->source = "A drawing of squares", out->licence = "CC0-1.0", out->vintage = "2008";
    std::vector<std::string> names;
    for (int i = 0; i < columns * rows; ++i) names.push_back(i == 0 ? "Southwest and Riverside" : "Ward " + std::to_string(i));
    auto wards = detail::geography("ward", "Wards", "ward", names, detail::grid_coverage(columns, rows, side_m));
    std::vector<geo::AreaIndex> district_of, county_of;
    for (int i = 0; i < columns * rows; ++i) district_of.push_back(i % columns < (columns + 1) / 2 ? 0 : 1), county_of.push_back(0);
    wards->parents["district"] = district_of;
    wards->parents["county"] = county_of;
    const double width = columns * side_m, height = rows * side_m;
    auto county = detail::geography("county", "County", "county", {"Tinyshire"}, detail::grid_coverage(1, 1, std::max(width, height)));
    auto districts = detail::geography("district", "Districts", "district", {"West", "East"}, detail::grid_coverage(2, 1, width / 2));
    districts->parents["county"] = {0, 0};
    out->geographies = {wards, districts, county};
    model::PlaceSet centres;
    centres.id = "centres", centres.title = "Children's Centres", centres.singular = "Children's Centre", centres.colour = "#0B5CAD";
    centres.places = {{"1", "North Centre", {430'000 + side_m / 2, 200'000 + height - side_m / 3}, {}},
                      {"2", "South Centre", {430'000 + width - side_m / 2, 200'000 + side_m / 3}, {}}};
    out->places = {std::make_shared<model::PlaceSet>(centres)};
    out->settlements = {{"Middleton", {430'000 + width / 2, 200'000 + height / 2}, model::SettlementClass::major_town, 40'000}};
    return out;
}

}  // namespace tiny
