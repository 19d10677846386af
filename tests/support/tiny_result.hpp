// A result as an analysis gives it back, on any geography: three kinds of area in turn, a table, an outline and a method line.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "model/result.hpp"

namespace tiny {

/// Area i is hot, cold or not significant for i % 3 = 0, 1, 2; the last one is missing. `statistic` is i / 8, `neighbours` i.
inline std::shared_ptr<needsmap::model::Result> kinds_result(const std::shared_ptr<const needsmap::model::Geography>& geography,
                                                             std::string id = "hotspots-test") {
    using namespace needsmap;
    auto definition = std::make_shared<model::LayerDefinition>();
    definition->id = id, definition->title = "Hot spots of children in poverty", definition->theme = "Results";
    definition->kind = model::LayerKind::category, definition->direction = model::Direction::neutral, definition->decimals = 0;
    definition->period = "2007/08", definition->source = "Made-up numbers", definition->licence = "CC0-1.0";
    definition->categories = {{"hot", "#B2182B", "#EF6A5A"},
                              {"cold", "#2166AC", "#6BAED6"},
                              {"not significant", "#E4E4E0", "#3A4246"},
                              {"high to low", "#FDDBC7", ""}};
    auto indicator = std::make_shared<model::Indicator>();
    indicator->definition = definition, indicator->geography = geography;
    std::vector<std::string> codes, names, words;
    std::vector<std::optional<double>> statistic, neighbours;
    auto result = std::make_shared<model::Result>();
    for (std::size_t i = 0; i < geography->size(); ++i) {
        const bool missing = i + 1 == geography->size();
        indicator->value.push_back(missing ? model::Cell{} : model::Cell::of(static_cast<double>(i % 3)));
        codes.push_back(geography->codes[i]), names.push_back(geography->names[i]);
        words.push_back(missing ? "no statistic" : definition->categories[i % 3].label);
        statistic.push_back(missing ? std::nullopt : std::optional(static_cast<double>(i) / 8));
        neighbours.emplace_back(static_cast<double>(i));
        result->table.area.push_back(static_cast<geo::AreaIndex>(i));
    }
    indicator->rank.assign(geography->size(), 0);
    indicator->county_value = model::Cell::none(model::CellState::not_applicable);
    result->id = std::move(id), result->title = definition->title;
    result->indicator = indicator;
    result->table.geography = geography;
    result->table.columns = {model::text_column("code", "Code of the area", codes), model::text_column("name", "Name of the area", names),
                             model::number_column("statistic", "Made-up statistic", 2, statistic),
                             model::text_column("class", "Kind of area", words),
                             model::integer_column("neighbours", "Made-up count", neighbours)};
    result->finding = "Two areas are hot spots, which is made up";
    result->method_lines = {"Kinds were dealt in turn; seed 7"};
    result->command = "needsmap hotspots test -o OUT.csv";
    const geo::MapBox box = geography->coverage->full().bounds();
    result->outlines = {{"1", {{{box.min_x, box.min_y}, {box.max_x, box.min_y}, box.centre()}}}};
    result->outlines_title = "Made-up cluster";
    return result;
}

}  // namespace tiny
