#include "app/context_ring.hpp"

#include <algorithm>

#include "analysis/evaluate_layer.hpp"
#include "base/error.hpp"

namespace needsmap::app {

namespace {

using model::AreaIndex;
using model::Cell;
using model::Geography;
using model::Indicator;

std::string file_name(const model::Workspace& workspace) { return workspace.file.substr(workspace.file.find_last_of("/\\") + 1); }

/// The first code of the county that the geography lacks; empty when it has all of them.
std::string lacking(const Geography& geography, const Geography& county) {
    const auto found = std::ranges::find_if(county.codes, [&](const std::string& code) { return !geography.find_code(code); });
    return found == county.codes.end() ? std::string() : *found;
}

std::shared_ptr<const Geography> geography_around(const model::Workspace& wider, const Geography& county) {
    std::string example;
    for (const auto& geography : wider.geographies) {
        const std::string code = lacking(*geography, county);
        if (code.empty()) return geography;
        if (code != county.codes.front()) example = code;  // the right kind of area, but not quite the same ones
    }
    throw base::Error("The map of " + file_name(wider) + " does not hold every " + county.singular + " of the county" +
                          (example.empty() ? "." : ": " + example + " is not there."),
                      "A ring needs areas of the same kind and year.");
}

std::shared_ptr<const Indicator> figures_around(const model::Workspace& wider, const Indicator& county, const Geography& geography) {
    const auto layer = wider.find_layer(county.definition->id);
    if (!layer)
        throw base::Error("The workspace " + file_name(wider) + " has no layer " + county.definition->id + ".",
                          "A ring needs the same layer as the county.");
    if (layer->kind != county.definition->kind || layer->unit != county.definition->unit || layer->per != county.definition->per)
        throw base::Error("The layer " + layer->id + " of " + file_name(wider) + " is not in the unit of the county's.",
                          "A ring needs the same layer as the county.");
    return analysis::evaluate_layer(wider, layer->id, geography.id);
}

/// The ring's cells with the county's own in their places. Empty when either has none.
std::vector<Cell> joined(const std::vector<Cell>& around, const std::vector<Cell>& county, const std::vector<AreaIndex>& place) {
    if (around.empty() || county.empty()) return {};
    std::vector<Cell> cells = around;
    for (std::size_t area = 0; area < county.size(); ++area) cells[static_cast<std::size_t>(place[area])] = county[area];
    return cells;
}

}  // namespace

WiderMap wider_map(const model::Workspace& wider, const Indicator& county) {
    WiderMap map;
    map.geography = geography_around(wider, *county.geography);
    if (map.geography->size() == county.geography->size())
        throw base::Error("The map of " + file_name(wider) + " has no areas around the county.", "Give the workspace of a larger map.");
    const auto around = figures_around(wider, county, *map.geography);
    map.context.assign(map.geography->size(), 1);
    for (const std::string& code : county.geography->codes) {
        map.place.push_back(*map.geography->find_code(code));
        map.context[static_cast<std::size_t>(map.place.back())] = 0;
    }
    map.value = joined(around->value, county.value, map.place);
    map.numerator = joined(around->numerator, county.numerator, map.place);
    map.denominator = joined(around->denominator, county.denominator, map.place);
    return map;
}

analysis::HotSpotResult county_part(analysis::HotSpotResult found, const WiderMap& map) {
    std::vector<analysis::HotSpotArea> areas;
    for (const AreaIndex place : map.place) areas.push_back(found.areas[static_cast<std::size_t>(place)]);
    found.areas = std::move(areas);
    return found;
}

}  // namespace needsmap::app
