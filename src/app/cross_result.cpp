#include "app/cross_result.hpp"

#include <algorithm>
#include <array>

#include "analysis/evaluate_layer.hpp"
#include "app/area_table.hpp"
#include "app/value_text.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "scene/classify.hpp"

namespace needsmap::app {

namespace {

using model::Cell;
using model::CellState;
using model::Indicator;

constexpr int steps = 3;

/// Two ramps multiplied (Stevens, "Bivariate Choropleth Maps", 2015): across red, up blue, both dark brown. Rows from the bottom up. Of his schemes
/// the one whose nine colours stay apart best with any of the common colour-vision deficiencies (least CIE76 distance 9.7, protanopia by
/// Machado 2009); each step across or up is darker, so that it survives a photocopy.
constexpr std::array<std::array<const char*, steps>, steps> colours = {
    {{"#E8E8E8", "#E4ACAC", "#C85A5A"}, {"#B0D5DF", "#AD9EA5", "#985356"}, {"#64ACBE", "#627F8C", "#574249"}}};

/// One layer cut in thirds.
struct Thirds {
    std::vector<int> step_of_area;    ///< 0 low need .. 2 high need; -1 without a figure
    std::vector<std::string> labels;  ///< by step: "4.0 to 9.9"; empty where no class stands there
};

/// Where class `k` of `classes` stands among the steps.
int step_of(int k, int classes) { return classes >= steps ? k : classes == 2 ? 2 * k : 1; }

Thirds thirds_of(const Indicator& indicator) {
    if (indicator.definition->kind == model::LayerKind::category)
        throw base::Error(indicator.definition->title + " shows kinds, which have no thirds.", "Choose a layer of amounts.",
                          base::ErrorKind::usage);
    model::ClassSpec spec;
    spec.count = steps;
    const scene::Classification classes = scene::classify(indicator, spec);
    const bool low_is_worse = indicator.definition->direction == model::Direction::low_is_worse;
    const auto step = [&](int k) { return step_of(low_is_worse ? classes.class_count() - 1 - k : k, classes.class_count()); };
    Thirds out;
    out.labels.resize(steps);
    for (std::size_t a = 0; a < indicator.value.size(); ++a) {
        const int k = classes.class_of(a);
        out.step_of_area.push_back(k < 0 ? -1 : step(k));
    }
    for (const scene::LegendClass& line : classes.legend)
        if (line.is_class()) out.labels[static_cast<std::size_t>(step(line.style))] = line.label;
    return out;
}

std::string step_word(const model::LayerDefinition& layer, int step) {
    if (step == 1) return "middle";
    if (layer.direction == model::Direction::neutral) return step == 2 ? "highest" : "lowest";
    return step == 2 ? "worst" : "best";
}

std::shared_ptr<const model::LayerDefinition> definition_of(const Indicator& across, const Indicator& up, const Thirds& across_thirds,
                                                            const Thirds& up_thirds) {
    auto layer = std::make_shared<model::LayerDefinition>();
    layer->id = "cross-" + across.definition->id + "-" + up.definition->id;
    layer->title = across.definition->title + " and " + up.definition->title;
    layer->theme = "Results";
    layer->kind = model::LayerKind::category, layer->direction = model::Direction::neutral, layer->decimals = 0;
    layer->period = across.definition->period == up.definition->period ? across.definition->period : "";
    layer->source = across.definition->source == up.definition->source ? across.definition->source : "";
    layer->licence = across.definition->licence == up.definition->licence ? across.definition->licence : "";
    auto scale = std::make_shared<model::CrossedScale>();
    scale->steps = steps;
    scale->across = across.definition->title, scale->up = up.definition->title;
    scale->across_labels = across_thirds.labels, scale->up_labels = up_thirds.labels;
    layer->crossed = scale;
    for (int u = 0; u < steps; ++u)
        for (int a = 0; a < steps; ++a)
            layer->categories.push_back({step_word(*across.definition, a) + " – " + step_word(*up.definition, u),
                                         colours[static_cast<std::size_t>(u)][static_cast<std::size_t>(a)],
                                         {}});
    return layer;
}

/// Hidden figures are never worded as mere absence.
Cell without_kind(const Cell& a, const Cell& b) {
    for (const Cell& cell : {a, b})
        if (cell.state == CellState::suppressed) return Cell::none(CellState::suppressed);
    return Cell::none(a.has_number() ? b.state : a.state);
}

model::ResultTable table_of(const Indicator& map, const Indicator& across, const Indicator& up, const Thirds& a, const Thirds& u) {
    AreaTable table(map);
    const auto word = [](const Indicator& of, int step) { return step < 0 ? std::string() : step_word(*of.definition, step); };
    table.cells("value", across.definition->title, table_decimals(*across.definition),
                [&](std::size_t area) { return across.value[area]; });
    table.text("third", "third of " + across.definition->title, [&](std::size_t area) { return word(across, a.step_of_area[area]); });
    table.cells("with_value", up.definition->title, table_decimals(*up.definition), [&](std::size_t area) { return up.value[area]; });
    table.text("with_third", "third of " + up.definition->title, [&](std::size_t area) { return word(up, u.step_of_area[area]); });
    table.text("state", "value where both have a figure, otherwise why not",
               [&](std::size_t area) { return std::string(model::to_string(map.value[area].state)); });
    return table.take();
}

std::size_t count_at(const Indicator& map, int across, int up) {
    return static_cast<std::size_t>(
        std::ranges::count_if(map.value, [&](const Cell& cell) { return cell.has_number() && cell.number == up * steps + across; }));
}

std::string finding_of(const Indicator& map, const Indicator& across, const Indicator& up) {
    const auto known = static_cast<std::size_t>(std::ranges::count_if(map.value, [](const Cell& cell) { return cell.has_number(); }));
    const std::size_t both = count_at(map, 2, 2), opposite = count_at(map, 2, 0) + count_at(map, 0, 2);
    const auto number = [](std::size_t count) { return base::format_count(static_cast<std::int64_t>(count)); };
    return "Of " + count_of_areas(*map.geography, known) + ", " + number(both) + (both == 1 ? " is" : " are") + " in the " +
           step_word(*across.definition, 2) + " third for " + across.definition->title + " and the " + step_word(*up.definition, 2) +
           " for " + up.definition->title + "; " + number(opposite) + (opposite == 1 ? " is" : " are") + " at opposite ends";
}

}  // namespace

model::Result cross_result(const Indicator& across, const Indicator& up) {
    const Thirds a = thirds_of(across), u = thirds_of(up);
    auto map = std::make_shared<Indicator>();
    map->definition = definition_of(across, up, a, u), map->geography = across.geography;
    for (std::size_t area = 0; area < across.value.size(); ++area) {
        const int x = a.step_of_area[area], y = u.step_of_area[area];
        map->value.push_back(x < 0 || y < 0 ? without_kind(across.value[area], up.value[area]) : Cell::of(y * steps + x));
    }
    map->rank.assign(map->value.size(), 0);
    map->county_value = Cell::none(CellState::not_applicable);
    model::Result result;
    result.indicator = map;
    result.id = map->definition->id, result.title = map->definition->title;
    result.table = table_of(*map, across, up, a, u);
    result.finding = finding_of(*map, across, up);
    result.method_lines = {"Thirds of " + plural_in_sentence(*map->geography) + " by each layer, from low need to high."};
    return result;
}

}  // namespace needsmap::app
