#include "app/gap_result.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/operation_parts.hpp"
#include "app/value_text.hpp"
#include "base/format.hpp"

namespace needsmap::app {

namespace {

using analysis::DeprivationGroup;
using analysis::Estimate;
using analysis::Inequality;
using analysis::Interval;
using model::Cell;
using model::Indicator;
using model::LayerDefinition;

constexpr int measure_decimals = 6;

/// Rows of the table as they come: a measure, perhaps of one group, with its interval.
struct Rows {
    std::vector<std::string> measure;
    std::vector<std::optional<double>> group, areas, numerator, denominator, value, low, high;

    void add(std::string name, std::optional<double> number, const std::optional<Interval>& interval) {
        measure.push_back(std::move(name));
        group.emplace_back(), areas.emplace_back(), numerator.emplace_back(), denominator.emplace_back();
        value.push_back(number);
        low.push_back(interval ? std::optional(interval->low) : std::nullopt);
        high.push_back(interval ? std::optional(interval->high) : std::nullopt);
    }
    void add(std::string name, const std::optional<Estimate>& estimate) {
        add(std::move(name), estimate ? std::optional(estimate->value) : std::nullopt, estimate ? estimate->interval : std::nullopt);
    }
    void add_group(std::size_t number, const DeprivationGroup& each) {
        add("group", each.rate, each.interval);
        group.back() = static_cast<double>(number), areas.back() = static_cast<double>(each.areas);
        numerator.back() = each.events, denominator.back() = each.base;
    }
};

model::ResultTable table_of(const Indicator& indicator, const Inequality& inequality) {
    Rows rows;
    for (std::size_t g = 0; g < inequality.groups.size(); ++g) rows.add_group(g + 1, inequality.groups[g]);
    rows.add("absolute gap", inequality.gap);
    rows.add("relative gap", inequality.ratio);
    rows.add("slope index of inequality", inequality.slope.slope);
    rows.add("relative index of inequality", inequality.slope.relative);
    rows.add("concentration index", inequality.concentration.index, std::nullopt);
    const LayerDefinition& layer = *indicator.definition;
    const auto or_else = [](const std::string& text, const char* other) { return text.empty() ? std::string(other) : text; };
    model::ResultTable table;
    table.columns = {
        model::text_column("measure", "group: the rate of one group; gaps compare the most with the least deprived group; see the manual",
                           rows.measure),
        model::integer_column("group", "1 is the most deprived", rows.group),
        model::integer_column("areas", "areas in the group", rows.areas),
        model::number_column("numerator", or_else(layer.numerator_title, "numerator"), measure_decimals, rows.numerator),
        model::number_column("denominator", or_else(layer.denominator_title, "denominator"), measure_decimals, rows.denominator),
        model::number_column("value",
                             layer.title + (layer.unit.empty() ? "" : " (" + layer.unit + ")") + "; ratios and indices have no unit",
                             measure_decimals, rows.value),
        model::number_column("low", "lower end of the 95 % interval", measure_decimals, rows.low),
        model::number_column("high", "upper end of the 95 % interval", measure_decimals, rows.high)};
    return table;
}

/// "fifth" for five groups.
std::string share_words(std::size_t groups) {
    constexpr std::array words = {"half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"};
    return groups >= 2 && groups <= 10 ? words[groups - 2] : "group";
}

/// "29.4 % in the most deprived fifth (21 wards)".
std::string end_words(const Indicator& indicator, const DeprivationGroup& group, const std::string& which) {
    return value_text(*indicator.definition, Cell::of(*group.rate)) + " in the " + which + " (" +
           count_of_areas(*indicator.geography, group.areas) + ")";
}

std::string group_label(std::size_t group, std::size_t groups) {
    if (group == 0) return "1 (most deprived)";
    return std::to_string(group + 1) + (group + 1 == groups ? " (least deprived)" : "");
}

/// Ends and middle of ColorBrewer's PuRd, dark for deprived, on both themes; as many as there are groups.
std::string group_colour(std::size_t group, std::size_t groups) {
    struct Colour {
        double r, g, b;
    };
    constexpr std::array<Colour, 3> stops = {Colour{152, 0, 67}, Colour{223, 101, 176}, Colour{241, 238, 246}};
    const double at = groups < 2 ? 0 : 2.0 * static_cast<double>(group) / static_cast<double>(groups - 1);
    const auto below = std::min<std::size_t>(static_cast<std::size_t>(at), 1);
    const double t = at - static_cast<double>(below);
    const auto mix = [&](double Colour::*part) {
        return std::lround(stops[below].*part + t * (stops[below + 1].*part - stops[below].*part));
    };
    std::string out = "#";
    for (const long part : {mix(&Colour::r), mix(&Colour::g), mix(&Colour::b)})
        for (const long digit : {part / 16, part % 16}) out += "0123456789ABCDEF"[digit];
    return out;
}

std::shared_ptr<const Indicator> groups_map(const Indicator& indicator, const Indicator& deprivation, const Inequality& inequality) {
    auto layer = std::make_shared<LayerDefinition>();
    layer->id = "gap-" + indicator.definition->id;
    layer->title = "Groups by " + deprivation.definition->title + ", for the gap in " + indicator.definition->title;
    layer->theme = "Results";
    layer->kind = model::LayerKind::category, layer->direction = model::Direction::neutral, layer->decimals = 0;
    layer->period = indicator.definition->period;
    layer->source = indicator.definition->source, layer->licence = indicator.definition->licence;
    const std::size_t groups = inequality.groups.size();
    for (std::size_t g = 0; g < groups; ++g) layer->categories.push_back({group_label(g, groups), group_colour(g, groups), {}});
    auto out = std::make_shared<Indicator>();
    out->definition = layer, out->geography = indicator.geography;
    for (std::size_t a = 0; a < indicator.value.size(); ++a) {
        const int group = inequality.group_of_area[a];
        const Cell& why = indicator.value[a].has_number() ? deprivation.value[a] : indicator.value[a];
        out->value.push_back(group >= 0 ? Cell::of(group) : Cell::none(why.has_number() ? model::CellState::missing : why.state));
    }
    out->rank.assign(out->value.size(), 0);
    out->county_value = Cell::none(model::CellState::not_applicable);
    return out;
}

std::string interval_text(const std::optional<Interval>& interval, int decimals) {
    if (!interval) return {};
    return " (" + base::format_number(interval->low, decimals) + " to " + base::format_number(interval->high, decimals) + ")";
}

std::string finding_of(const Indicator& indicator, const Inequality& inequality) {
    const LayerDefinition& layer = *indicator.definition;
    const DeprivationGroup &most = inequality.groups.front(), &least = inequality.groups.back();
    if (!inequality.gap) return layer.title + ": there is no gap to work out, as a group at one end has no area";
    const std::string unit = layer.unit == "%" ? " percentage points" : layer.unit.empty() ? "" : " " + layer.unit;
    std::string out = layer.title + ": " + end_words(indicator, most, "most deprived " + share_words(inequality.groups.size())) + " and " +
                      end_words(indicator, least, "least deprived") + ", a gap of " +
                      base::format_number(inequality.gap->value, layer.decimals) + unit +
                      interval_text(inequality.gap->interval, layer.decimals);
    if (inequality.ratio)
        out += "; " + base::format_number(inequality.ratio->value, 1) + " times as much" + interval_text(inequality.ratio->interval, 1);
    return out;
}

}  // namespace

model::Result gap_result(const Indicator& indicator, const Indicator& deprivation, const Inequality& inequality) {
    model::Result result;
    result.indicator = groups_map(indicator, deprivation, inequality);
    result.id = result.indicator->definition->id, result.title = result.indicator->definition->title;
    result.table = table_of(indicator, inequality);
    result.finding = finding_of(indicator, inequality);
    result.method_lines = {
        "Groups of equal population (" +
            (indicator.definition->denominator_title.empty() ? "the denominator" : indicator.definition->denominator_title) + ") by " +
            deprivation.definition->title + "; gap by Newcombe's and ratio by Katz's interval.",
        "Slope and relative index: least squares on the population's place in the order of deprivation, weighted by population."};
    if (inequality.areas_left_out > 0)
        result.method_lines.push_back(count_of_areas(*indicator.geography, inequality.areas_left_out) + " without all figures left out.");
    result.diagnostics = naming_subjects(inequality.diagnostics);
    return result;
}

}  // namespace needsmap::app
