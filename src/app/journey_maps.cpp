#include "app/journey_maps.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/access_result.hpp"
#include "analysis/equality_counts.hpp"
#include "analysis/small_counts.hpp"
#include "app/area_table.hpp"
#include "base/format.hpp"
#include "scene/palette.hpp"

namespace needsmap::app {

namespace {

using analysis::AccessSummary;
using analysis::EqualityQuestion;
using analysis::MeasuredPlan;
using model::Cell;
using model::CellState;
using model::Demand;
using model::Geography;

/// Where nobody can get there: neither near nor far, so no colour of a ramp.
constexpr const char* no_way_colour = "#8A8F92";

std::string hex_of(scene::Rgba colour) {
    constexpr const char* digits = "0123456789ABCDEF";
    std::string out = "#";
    for (const std::uint8_t channel : {colour.r, colour.g, colour.b}) out += digits[channel >> 4], out += digits[channel & 15];
    return out;
}

/// How costs are read: a factor from the unit of the costs, its word, and the bounds of the two maps.
struct Reading {
    double scale;
    std::string word;
    std::array<double, 6> bands;
    std::array<double, 3> steps;  ///< of change; the first is the least that counts
};
Reading reading_of(const EqualityQuestion& question) {
    if (question.unit == model::CostUnit::minutes) return {1, "minutes", {5, 10, 15, 30, 45, 60}, {1, 5, 15}};
    return {0.001, "km", {0.5, 1, 2, 5, 10, 20}, {0.1, 2, 5}};
}

std::string plain(double value) { return base::format_plain(value, value == std::floor(value) ? 0 : 1); }

std::shared_ptr<model::LayerDefinition> layer_of(const EqualityQuestion& question, const std::string& id, const std::string& title) {
    auto layer = std::make_shared<model::LayerDefinition>();
    layer->id = id, layer->title = title, layer->theme = "Results";
    layer->kind = model::LayerKind::category, layer->direction = model::Direction::neutral, layer->decimals = 0;
    layer->source = question.source, layer->licence = question.licence;
    return layer;
}

std::vector<model::CategoryStyle> band_kinds(const Reading& reading) {
    const std::vector<scene::Rgba> ramp = scene::palette_colours("YlOrBr", static_cast<int>(reading.bands.size()) + 1);
    std::vector<model::CategoryStyle> kinds;
    for (std::size_t i = 0; i <= reading.bands.size(); ++i) {
        const std::string label = i == 0                      ? "under " + plain(reading.bands[0])
                                  : i == reading.bands.size() ? plain(reading.bands.back()) + " or more"
                                                              : plain(reading.bands[i - 1]) + " to under " + plain(reading.bands[i]);
        kinds.push_back({label, hex_of(ramp[i]), {}});
    }
    kinds.push_back({"no way there", no_way_colour, {}});
    return kinds;
}

enum Change { loses, much_longer, longer, slightly_longer, same, slightly_shorter, shorter, much_shorter, gains, neither };

std::vector<model::CategoryStyle> change_kinds(const Reading& reading) {
    const auto [least, middle, large] = reading.steps;
    const auto range = [&](double from, double to, const char* word) {
        return plain(from) + " to " + plain(to) + " " + reading.word + " " + word;
    };
    const auto most = [&](const char* word) { return "over " + plain(large) + " " + reading.word + " " + word; };
    const std::array<std::string, 9> labels = {"lose their only way",           most("longer"),   range(middle, large, "longer"),
                                               range(least, middle, "longer"),  "about the same", range(least, middle, "shorter"),
                                               range(middle, large, "shorter"), most("shorter"),  "gain a way"};
    const std::vector<scene::Rgba> ramp = scene::palette_colours("RdBu", static_cast<int>(labels.size()));  // cool to warm
    std::vector<model::CategoryStyle> kinds;
    for (std::size_t i = 0; i < labels.size(); ++i) kinds.push_back({labels[i], hex_of(ramp[labels.size() - 1 - i]), {}});
    kinds.push_back({"no way in either", no_way_colour, {}});
    return kinds;
}

Change kind_of(double change, const Reading& reading) {
    const auto [least, middle, large] = reading.steps;
    const double size = std::abs(change);
    if (size <= least) return same;
    if (change > 0) return size > large ? much_longer : size > middle ? longer : slightly_longer;
    return size > large ? much_shorter : size > middle ? shorter : slightly_shorter;
}

/// What happens to the people of one area. A group without weight counts its points.
struct AreaChange {
    double both = 0, lost = 0, gained = 0, none = 0;  ///< weight by where there is a way
    double sum = 0;                                   ///< of weight times change, of `both`
    double gain = 0, lose = 0;

    [[nodiscard]] bool has_points() const { return both + lost + gained + none > 0; }
    [[nodiscard]] std::optional<double> mean() const { return both > 0 ? std::optional(sum / both) : std::nullopt; }
    [[nodiscard]] Change kind(const Reading& reading) const {
        const double most = std::max({both, lost, gained, none});
        return most == lost ? loses : most == both ? kind_of(sum / both * reading.scale, reading) : most == gained ? gains : neither;
    }
};

std::vector<AreaChange> changes_by_area(const Demand& demand, const MeasuredPlan& before, const MeasuredPlan& after,
                                        const EqualityQuestion& question, const std::vector<int>& area_of_point, std::size_t areas) {
    std::vector<double> weight(areas, 0.0);
    for (std::size_t p = 0; p < area_of_point.size(); ++p)
        if (area_of_point[p] >= 0) weight[static_cast<std::size_t>(area_of_point[p])] += demand.points[p].weight;
    std::vector<AreaChange> out(areas);
    for (std::size_t p = 0; p < area_of_point.size(); ++p) {
        if (area_of_point[p] < 0) continue;
        const auto area = static_cast<std::size_t>(area_of_point[p]);
        AreaChange& to = out[area];
        const double persons = demand.points[p].weight, w = weight[area] > 0 ? persons : 1;
        const Cell &a = before.access.nearest[p], &b = after.access.nearest[p];
        if (a.has_number() && b.has_number())
            to.both += w, to.sum += w * (b.number - a.number);
        else
            (a.has_number() ? to.lost : b.has_number() ? to.gained : to.none) += w;
        const int sign = analysis::journey_change(a, b, question.unit);
        if (sign != 0) (sign > 0 ? to.gain : to.lose) += persons;
    }
    return out;
}

/// Which counts of people may be told, by area.
struct Told {
    std::vector<bool> all, no_service, gain, lose;
};

/// Most of its people have no way there, so that the mean of the rest would mislead.
bool is_mostly_without(const AccessSummary& area) { return !area.mean.has_number() || area.no_service > area.weight / 2; }

struct Summaries {
    std::vector<AccessSummary> before, after;
    std::vector<AreaChange> change;
};

/// Everybody stands in front, so that the areas cannot be taken from what is told of the county.
Told told_of(const Summaries& of, double below) {
    std::vector<analysis::NestedCounts> people = {{"all", {{0, 0}, {0, 0}}, {}}};
    std::vector<analysis::GainAndLoss> changes = {{"all", 0, 0, 0}};
    for (std::size_t a = 0; a < of.after.size(); ++a) {
        people.push_back({"areas", {{of.after[a].weight, of.after[a].no_service}, {of.before[a].weight, of.before[a].no_service}}, {}});
        changes.push_back({"areas", of.after[a].weight, of.change[a].gain, of.change[a].lose});
        for (std::size_t plan = 0; plan < 2; ++plan)
            for (std::size_t count = 0; count < 2; ++count) people[0].plans[plan][count] += people.back().plans[plan][count];
        changes[0].all += changes.back().all, changes[0].gain += changes.back().gain, changes[0].lose += changes.back().lose;
    }
    Told told;
    for (const std::vector<bool>& row : analysis::told_counts(people, {2, 1}, below))
        told.all.push_back(row[0]), told.no_service.push_back(row[1]);
    const analysis::ToldGainAndLoss changed = analysis::told_gain_and_loss(changes, told.all, below);
    told.gain = changed.gain, told.lose = changed.lose;
    for (std::vector<bool>* column : {&told.all, &told.no_service, &told.gain, &told.lose}) column->erase(column->begin());
    return told;
}

model::ResultTable table_of(const model::Indicator& map, const Summaries& of, const EqualityQuestion& question, const Reading& reading) {
    AreaTable table(map);
    const Told told = told_of(of, question.suppress_below);
    // Nothing where nobody is known of: a hidden area is not an empty one.
    const auto count = [&](const std::vector<bool>& may_tell, std::size_t a, double people) {
        return of.after[a].points == 0 || !may_tell[a] ? std::nullopt : std::optional(people);
    };
    const auto cost = [&](const Cell& cell) { return cell.has_number() ? std::optional(cell.number * reading.scale) : std::nullopt; };
    table.number("demand", "People of the demand", 1, [&](std::size_t a) { return count(told.all, a, of.after[a].weight); });
    table.number(reading.word + "_a", "Mean " + reading.word + " to the nearest, before", 1,
                 [&](std::size_t a) { return cost(of.before[a].mean); });
    table.number(reading.word + "_b", "Mean " + reading.word + " to the nearest, after", 1,
                 [&](std::size_t a) { return cost(of.after[a].mean); });
    table.number("change", "Mean change in " + reading.word + " of those who can get there before and after", 1, [&](std::size_t a) {
        const std::optional<double> mean = of.change[a].mean();
        return mean ? std::optional(*mean * reading.scale) : std::nullopt;
    });
    table.text("kind", "What happens to most of its people", [&](std::size_t a) {
        const model::CategoryStyle* kind = model::category_of(*map.definition, map.value[a]);
        return kind != nullptr ? kind->label : std::string();
    });
    table.number("gain", "Of these whose nearest gets nearer", 1, [&](std::size_t a) { return count(told.gain, a, of.change[a].gain); });
    table.number("lose", "Of these whose nearest gets farther", 1, [&](std::size_t a) { return count(told.lose, a, of.change[a].lose); });
    table.number("no_service_a", "Of these without any way there, before", 1,
                 [&](std::size_t a) { return count(told.no_service, a, of.before[a].no_service); });
    table.number("no_service_b", "Of these without any way there, after", 1,
                 [&](std::size_t a) { return count(told.no_service, a, of.after[a].no_service); });
    table.text("state", "value where somebody is counted, otherwise why not",
               [&](std::size_t a) { return std::string(model::to_string(map.value[a].state)); });
    return table.take();
}

std::shared_ptr<model::Indicator> empty_map(std::shared_ptr<const model::LayerDefinition> layer, std::shared_ptr<const Geography> areas) {
    auto map = std::make_shared<model::Indicator>();
    map->rank.assign(areas->size(), 0), map->parts_missing.assign(areas->size(), 0);
    map->definition = std::move(layer), map->geography = std::move(areas);
    map->county_value = Cell::none(CellState::not_applicable);
    return map;
}

}  // namespace

std::shared_ptr<const model::Indicator> journey_bands(const Demand& demand, const MeasuredPlan& plan, const EqualityQuestion& question,
                                                      const std::shared_ptr<const Geography>& areas) {
    const Reading reading = reading_of(question);
    auto layer = layer_of(
        question, "bands-" + question.id,
        "Mean " + reading.word + " to the nearest " + question.site_singular + " " + std::string(analysis::mode_words(question.mode)));
    layer->categories = band_kinds(reading);
    auto map = empty_map(layer, areas);
    const auto summary =
        analysis::summarise_access(demand, plan.access, question.options, analysis::areas_of_points(demand, *areas), areas->size());
    for (const AccessSummary& area : summary) {
        const double cost = area.mean.has_number() ? area.mean.number * reading.scale : 0;
        const auto band = std::ranges::upper_bound(reading.bands, cost) - reading.bands.begin();
        map->value.push_back(area.points == 0          ? Cell::none(CellState::missing)
                             : is_mostly_without(area) ? Cell::of(static_cast<double>(reading.bands.size()) + 1)
                                                       : Cell::of(static_cast<double>(band)));
    }
    return map;
}

std::shared_ptr<const model::Result> journey_changes(const Demand& demand, const MeasuredPlan& before, const MeasuredPlan& after,
                                                     const EqualityQuestion& question, const std::shared_ptr<const Geography>& areas) {
    const Reading reading = reading_of(question);
    auto layer =
        layer_of(question, "change-" + question.id,
                 "Change of the way to the nearest " + question.site_singular + " " + std::string(analysis::mode_words(question.mode)));
    layer->categories = change_kinds(reading);
    layer->period = "“" + before.title + "” to “" + after.title + "”";
    auto map = empty_map(layer, areas);
    const std::vector<int> area_of_point = analysis::areas_of_points(demand, *areas);
    Summaries of;
    of.before = analysis::summarise_access(demand, before.access, question.options, area_of_point, areas->size());
    of.after = analysis::summarise_access(demand, after.access, question.options, area_of_point, areas->size());
    of.change = changes_by_area(demand, before, after, question, area_of_point, areas->size());
    for (const AreaChange& area : of.change)
        map->value.push_back(area.has_points() ? Cell::of(area.kind(reading)) : Cell::none(CellState::missing));
    auto result = std::make_shared<model::Result>();
    result->id = layer->id, result->title = layer->title + ": “" + before.title + "” to “" + after.title + "”";
    result->indicator = map;
    result->table = table_of(*map, of, question, reading);
    result->method_lines = question.method_lines;
    result->method_lines.push_back("An area shows what happens to most of its people; less than " + plain(reading.steps[0]) + " " +
                                   (reading.steps[0] == 1 ? "minute" : reading.word) + " either way is about the same");
    result->command = question.command;
    model::check_result(*result);
    return result;
}

}  // namespace needsmap::app
