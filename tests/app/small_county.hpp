// A county small enough to check by hand, with every level that navigation needs:
//
//   small areas (4 x 4, side 2.5 km)      wards (2 x 2)               localities      districts
//   s12 s13 | s14 s15                     Riverside   | Upper Cherwell   West | East     North
//   s8  s9  | s10 s11                                 |                       |          -----
//   ------------------                    ---------------------------         |          South
//   s4  s5  | s6  s7                      Banbury     | Banbury Road          |
//   s0  s1  | s2  s3                      Ruscote     |
//
// Children in poverty of 100 children in each small area (x = missing):
//   18 20 | 4  x      wards: Riverside 80/400 = 20 %, Upper Cherwell 12/300 = 4 % (one part missing),
//   20 22 | 5  3             Banbury Ruscote 140/400 = 35 %, Banbury Road 40/400 = 10 %; county 272/1500 = 18.13 %.
//   30 34 | 8  10     Counts from 1 to 4 are suppressed: s11 (3) and s14 (4).
//   40 36 | 10 12
#pragma once

#include <array>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "geo/topology.hpp"
#include "model/workspace.hpp"
#include "support/tiny_workspace.hpp"

namespace needsmap::test {

inline std::shared_ptr<model::Geography> make_geography(std::string id, std::string title, std::string singular,
                                                        const std::string& code_start, std::vector<std::string> names,
                                                        std::shared_ptr<const geo::CoverageLevels> coverage) {
    auto geography = std::make_shared<model::Geography>();
    geography->id = std::move(id), geography->title = std::move(title), geography->singular = std::move(singular),
    geography->names = std::move(names);
    geography->locator = std::make_shared<geo::AreaLocator>(coverage->full_ptr());
    for (std::size_t i = 0; i < geography->names.size(); ++i) {
        const std::string number = std::to_string(i);
        geography->codes.push_back(code_start + std::string(2 - number.size(), '0') + number);
        geography->area_of_code[geography->codes.back()] = static_cast<geo::AreaIndex>(i);
        geography->label_points.push_back(coverage->full().area_bounds(static_cast<geo::AreaIndex>(i)).centre());
    }
    geography->coverage = std::move(coverage);
    return geography;
}

inline std::shared_ptr<const geo::CoverageLevels> dissolved(const geo::CoverageLevels& levels, const std::vector<geo::AreaIndex>& groups,
                                                            std::size_t count) {
    return std::make_shared<geo::CoverageLevels>(
        std::vector<geo::CoverageLevels::Level>{{0.0, std::make_shared<const geo::Coverage>(geo::dissolve(levels.full(), groups, count))}});
}

inline std::shared_ptr<model::LayerDefinition> poverty_layer() {
    auto layer = std::make_shared<model::LayerDefinition>();
    layer->id = "child-poverty", layer->title = "Children in poverty", layer->theme = "Economic wellbeing",
    layer->kind = model::LayerKind::proportion;
    layer->table = "children", layer->numerator = "poor", layer->denominator = "children";
    layer->numerator_title = "children in poverty", layer->denominator_title = "children";
    layer->unit = "%", layer->per = 100, layer->decimals = 1, layer->period = "2007/08", layer->suppress_below = 5;
    layer->source = "Made-up numbers", layer->licence = "CC0-1.0";
    layer->thresholds = {{30, "worst 10 % in England"}, {15, "worst 25 % in England"}};
    layer->classes.count = 4;
    return layer;
}

inline std::shared_ptr<model::LayerDefinition> score_layer() {
    auto layer = std::make_shared<model::LayerDefinition>();
    layer->id = "score", layer->title = "Deprivation score", layer->theme = "Deprivation", layer->kind = model::LayerKind::score;
    layer->table = "children", layer->value = "score", layer->decimals = 2, layer->period = "2010";
    return layer;
}

inline std::shared_ptr<model::LayerDefinition> count_layer() {
    auto layer = std::make_shared<model::LayerDefinition>();
    layer->id = "children", layer->title = "Children", layer->theme = "Population", layer->kind = model::LayerKind::count;
    layer->table = "children", layer->value = "children", layer->decimals = 0, layer->direction = model::Direction::neutral;
    layer->counts_on_map = true;
    return layer;
}

inline std::shared_ptr<model::Workspace> small_county() {
    using model::Cell;
    constexpr int side = 4;
    auto out = std::make_shared<model::Workspace>();
    out->file = "/made/up/small.toml", out->title = "Tinyshire (made up)", out->county = "Tinyshire", out->illustrative = true;
    out->source = "A drawing of squares", out->licence = "CC0-1.0", out->vintage = "2008", out->content_hash = 0x0123456789abcdef;

    std::vector<std::string> names;
    std::vector<geo::AreaIndex> ward_of, locality_of, district_of, all(side * side, 0);
    for (int s = 0; s < side * side; ++s) {
        names.push_back("Small area " + std::to_string(s));
        const int column = s % side / 2, row = s / side / 2;
        ward_of.push_back(row * 2 + column), locality_of.push_back(column), district_of.push_back(row);
    }
    const auto small = tiny::detail::grid_coverage(side, side, 2'500);
    auto small_areas = make_geography("small-area", "Small areas", "small area", "S", names, small);
    small_areas->parents = {{"ward", ward_of}, {"locality", locality_of}, {"district", district_of}, {"county", all}};
    auto wards = make_geography("ward", "Wards", "ward", "W", {"Banbury Ruscote", "Banbury Road", "Riverside", "Upper Cherwell"},
                                dissolved(*small, ward_of, 4));
    wards->parents = {{"locality", {0, 1, 0, 1}}, {"district", {0, 0, 1, 1}}, {"county", {0, 0, 0, 0}}};
    auto districts = make_geography("district", "Districts", "district", "D", {"South", "North"}, dissolved(*small, district_of, 2));
    districts->parents = {{"county", {0, 0}}};
    auto localities = make_geography("locality", "Localities", "locality", "L", {"West", "East"}, dissolved(*small, locality_of, 2));
    localities->parents = {{"county", {0, 0}}};
    auto county = make_geography("county", "County", "county", "C", {"Tinyshire"}, dissolved(*small, all, 1));
    out->geographies = {small_areas, wards, localities, districts, county};

    auto table = std::make_shared<model::Table>();
    table->id = "children", table->geography = "small-area";
    const std::array<double, 16> poor = {40, 36, 10, 12, 30, 34, 8, 10, 20, 22, 5, 3, 18, 20, 4, -1};
    model::Table::Column poor_column{"poor", {}}, children{"children", {}}, score{"score", {}};
    for (std::size_t s = 0; s < poor.size(); ++s) {
        poor_column.cells.push_back(poor[s] < 0 ? Cell::none(model::CellState::missing) : Cell::of(poor[s]));
        children.cells.push_back(Cell::of(100));
        score.cells.push_back(Cell::of(0.125 + static_cast<double>(s)));
    }
    table->columns = {poor_column, children, score};
    out->tables = {table};
    out->layers = {score_layer(), poverty_layer(), count_layer()};
    out->default_layer = "child-poverty", out->default_geography = "ward", out->default_places = {"centres"};

    model::PlaceSet centres;
    centres.id = "centres", centres.title = "Children's Centres", centres.singular = "Children's Centre", centres.colour = "#0B5CAD";
    centres.places = {{"1", "The Willows", {431'000, 201'000}, {}}};
    model::PlaceSet schools;
    schools.id = "schools", schools.title = "Schools", schools.singular = "school", schools.colour = "#B5482A";
    schools.places = {{"1", "Hill School", {438'000, 208'000}, {}}};
    out->places = {std::make_shared<model::PlaceSet>(centres), std::make_shared<model::PlaceSet>(schools)};
    out->settlements = {{"Banbury", {432'000, 202'000}, model::SettlementClass::major_town, 40'000},
                        {"Milton", {437'000, 207'000}, model::SettlementClass::village, 500},
                        {"Milton", {431'500, 208'500}, model::SettlementClass::village, 900}};
    return out;
}

}  // namespace needsmap::test
