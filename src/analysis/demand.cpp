#include "analysis/demand.hpp"

#include <algorithm>
#include <limits>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::analysis {

using base::Severity;
using geo::MapPoint;
using model::Cell;
using model::Demand;
using model::Indicator;
using model::LayerKind;
using model::PopulationPoint;
using model::PopulationPoints;

namespace {

constexpr std::size_t names_told = 8;

bool is_bare(const Indicator& indicator) {
    return indicator.definition->kind == LayerKind::score || indicator.definition->kind == LayerKind::index;
}

const std::vector<Cell>& weights_of(const Indicator& indicator) {
    const model::LayerDefinition& layer = *indicator.definition;
    if (layer.kind == LayerKind::rank || layer.kind == LayerKind::category)
        throw base::Error(
            layer.title + " is a " + std::string(model::to_string(layer.kind)) + " and says nothing about how many children there are.",
            "Choose a layer that counts, or a score or index as a weight.");
    const std::vector<Cell>& weights = layer.has_denominator() ? indicator.numerator : indicator.value;
    for (std::size_t a = 0; a < weights.size(); ++a)
        if (weights[a].has_number() && weights[a].number < 0)
            throw base::Error(layer.title + " is below zero in " + indicator.geography->names[a] + ", so it cannot serve as a weight.");
    return weights;
}

void check(const Indicator& indicator, const PopulationPoints& points, const std::optional<Growth>& growth) {
    if (!points.points.empty() && points.geography != indicator.geography)
        throw base::Error("The population points belong to other areas than " + indicator.definition->title + ".");
    if (!growth) return;
    if (is_bare(indicator))
        throw base::Error(indicator.definition->title + " counts nobody, so new homes cannot add to it.",
                          "Choose a layer that counts children.");
    if (growth->homes.size() != indicator.geography->size())
        throw base::Error("The homes to come belong to other areas than " + indicator.definition->title + ".");
    if (!(growth->per_home >= 0)) throw base::Error("A new home cannot add fewer than no children.");
}

std::string some_names(const Indicator& indicator, const std::vector<std::size_t>& areas) {
    std::vector<std::string> names;
    for (const std::size_t a : areas)
        if (names.size() < names_told) names.push_back(indicator.geography->names[a]);
    if (areas.size() > names_told) names.push_back(base::format_count(static_cast<std::int64_t>(areas.size() - names_told)) + " more");
    return base::join_and(names);
}

std::string count_of_areas(const Indicator& indicator, std::size_t count) {
    return base::format_count(static_cast<std::int64_t>(count)) + " " +
           (count == 1 ? indicator.geography->singular : base::lower_first(indicator.geography->title));
}

void note(Demand& demand, std::string id, std::string message) {
    demand.diagnostics.add({.severity = Severity::note, .id = std::move(id), .message = std::move(message)});
}

/// Title, unit, and the areas that have no number.
Demand begin(const Indicator& indicator, const std::optional<Growth>& growth) {
    const model::LayerDefinition& layer = *indicator.definition;
    Demand demand;
    demand.geography = indicator.geography;
    demand.title = layer.has_denominator() && !layer.numerator_title.empty() ? base::capitalised(layer.numerator_title) : layer.title;
    if (!is_bare(indicator)) demand.unit = layer.has_denominator() ? layer.numerator_title : layer.unit;
    if (growth) demand.title += " with " + base::lower_first(growth->title);
    std::vector<std::size_t> unknown;
    std::size_t suppressed = 0;
    const std::vector<Cell>& weights = weights_of(indicator);
    for (std::size_t a = 0; a < weights.size(); ++a) {
        if (weights[a].has_number()) continue;
        unknown.push_back(a);
        suppressed += weights[a].state == model::CellState::suppressed ? 1 : 0;
    }
    if (unknown.size() == weights.size()) throw base::Error(layer.title + " has no number in any " + indicator.geography->singular + ".");
    if (!unknown.empty())
        note(demand, "demand-unknown",
             count_of_areas(indicator, unknown.size()) + " without a number (" + base::format_count(static_cast<std::int64_t>(suppressed)) +
                 " suppressed) not counted: " + some_names(indicator, unknown) + ".");
    return demand;
}

/// An area's weight with what is to come; nothing when it has no number today.
std::vector<std::optional<double>> area_weights(const Indicator& indicator, const std::optional<Growth>& growth, Demand& demand) {
    std::vector<std::optional<double>> weights;
    std::size_t without_homes = 0;
    for (const Cell& cell : weights_of(indicator)) {
        const std::size_t a = weights.size();
        weights.push_back(cell.has_number() ? std::optional(cell.number) : std::nullopt);
        if (!growth || !weights.back()) continue;
        if (growth->homes[a].has_number())
            *weights.back() += growth->homes[a].number * growth->per_home;
        else
            ++without_homes;
    }
    if (growth)
        note(demand, "demand-growth",
             growth->title + ": each new home adds " + base::format_number(growth->per_home, 3) + " " + demand.unit + ", an assumption" +
                 (without_homes > 0 ? "; nothing is known about new homes in " + count_of_areas(indicator, without_homes) + "." : "."));
    return weights;
}

/// Points by area, in their order.
std::vector<std::vector<const PopulationPoint*>> by_area(const Indicator& indicator, const PopulationPoints& points) {
    std::vector<std::vector<const PopulationPoint*>> groups(indicator.geography->size());
    for (const PopulationPoint& point : points.points) groups[static_cast<std::size_t>(point.area)].push_back(&point);
    return groups;
}

double people_in(const std::vector<const PopulationPoint*>& points) {
    double people = 0;
    for (const PopulationPoint* p : points) people += p->people;
    return people;
}

/// A point's share of its area.
double share_of(const PopulationPoint& point, double people, std::size_t count) {
    return people > 0 ? point.people / people : 1.0 / static_cast<double>(count);
}

MapPoint central_point(const std::vector<const PopulationPoint*>& points) {
    MapPoint centre;
    const double people = people_in(points);
    for (const PopulationPoint* p : points) centre = centre + p->position * share_of(*p, people, points.size());
    return (*std::ranges::min_element(points, {}, [&](const PopulationPoint* p) { return geo::distance(p->position, centre); }))->position;
}

void tell_label_points(const Indicator& indicator, const std::vector<std::size_t>& areas, bool any_points, Demand& demand) {
    if (areas.empty()) return;
    note(demand, "demand-label-points",
         any_points ? count_of_areas(indicator, areas.size()) +
                          " without a population point, taken to live at the middle of the area: " + some_names(indicator, areas) + "."
                    : "No population points: everybody is taken to live at the middle of the area, which may be empty ground.");
}

using Group = std::vector<const PopulationPoint*>;

/// Every area with a weight, by `put` where its population points are; areas without one stand on their label point, and are told.
template <class Put>
Demand placed(const Indicator& indicator, const PopulationPoints& points, const std::optional<Growth>& growth, const Put& put) {
    check(indicator, points, growth);
    Demand demand = begin(indicator, growth);
    const auto weights = area_weights(indicator, growth, demand);
    const auto groups = by_area(indicator, points);
    std::vector<std::size_t> labelled;
    for (std::size_t a = 0; a < weights.size(); ++a) {
        if (!weights[a]) continue;
        const auto area = static_cast<model::AreaIndex>(a);
        if (!groups[a].empty()) {
            put(groups[a], area, *weights[a], demand);
            continue;
        }
        labelled.push_back(a);
        demand.points.push_back({indicator.geography->label_points[a], area, *weights[a]});
    }
    tell_label_points(indicator, labelled, !points.points.empty(), demand);
    return demand;
}

}  // namespace

double persons_per_home(const Indicator& indicator, std::span<const Cell> homes_today) {
    if (is_bare(indicator)) throw base::Error(indicator.definition->title + " counts nobody, so nobody lives in a home by it.");
    const std::vector<Cell>& weights = weights_of(indicator);
    if (weights.size() != homes_today.size())
        throw base::Error("The homes belong to other areas than " + indicator.definition->title + ".");
    double persons = 0, homes = 0;
    for (std::size_t a = 0; a < weights.size(); ++a)
        if (weights[a].has_number() && homes_today[a].has_number()) persons += weights[a].number, homes += homes_today[a].number;
    if (!(homes > 0)) throw base::Error("There are no homes today to compare with.");
    return persons / homes;
}

Demand area_demand(const Indicator& indicator, const PopulationPoints& points, const std::optional<Growth>& growth) {
    return placed(indicator, points, growth, [](const Group& people, model::AreaIndex area, double weight, Demand& demand) {
        demand.points.push_back({central_point(people), area, weight});
    });
}

Demand point_demand(const Indicator& indicator, const PopulationPoints& points, const std::optional<Growth>& growth) {
    return placed(indicator, points, growth, [](const Group& people, model::AreaIndex area, double weight, Demand& demand) {
        const double all = people_in(people);
        for (const PopulationPoint* p : people) demand.points.push_back({p->position, area, weight * share_of(*p, all, people.size())});
    });
}

}  // namespace needsmap::analysis
