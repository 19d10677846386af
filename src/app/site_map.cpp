#include "app/site_map.hpp"

#include <algorithm>
#include <map>

#include "analysis/access_result.hpp"
#include "analysis/evaluate_layer.hpp"
#include "app/site_words.hpp"
#include "base/error.hpp"
#include "geo/topology.hpp"

namespace needsmap::app {

using analysis::SiteIndex;
using model::Cell;
using model::CellState;

namespace {

/// Inner bounds of classes that people think in, by how they travel.
std::vector<double> usual_breaks(const SiteQuestion& question) {
    if (question.in_km()) return {1, 2, 5, 10};
    switch (question.mode) {
        case model::TravelMode::walk: return {15, 30, 60, 90};
        case model::TravelMode::bus: return {15, 30, 45, 60};
        case model::TravelMode::drive:
        case model::TravelMode::line: break;
    }
    return {5, 10, 15, 20};
}

std::shared_ptr<const model::LayerDefinition> journey_layer(const SiteQuestion& question, std::size_t open_sites, std::string id) {
    const model::LayerDefinition& demand = *question.demand.layer;
    auto layer = std::make_shared<model::LayerDefinition>();
    layer->id = std::move(id);
    layer->title = "Mean journey" + mode_words(question) + " with " + count_of_sites(open_sites);
    layer->theme = "Results";
    layer->description =
        "Mean over the " + question.people() + " of an area, to the site that serves them; no service where nobody reaches a site.";
    layer->kind = model::LayerKind::score, layer->direction = model::Direction::high_is_worse;
    layer->unit = question.unit(), layer->decimals = 1;
    layer->not_applicable_label = std::string(analysis::no_service_words);
    layer->period = demand.period, layer->source = demand.source, layer->licence = demand.licence;
    layer->classes.method = model::ClassMethod::fixed;
    layer->classes.breaks = usual_breaks(question);
    return layer;
}

/// For each area of the demand's geography the area of `geography` that holds it.
std::vector<model::AreaIndex> areas_in(const model::Geography& finest, const model::Geography& geography) {
    if (finest.id == geography.id) {
        std::vector<model::AreaIndex> own(finest.size());
        for (std::size_t a = 0; a < own.size(); ++a) own[a] = static_cast<model::AreaIndex>(a);
        return own;
    }
    const auto* parents = finest.parents_in(geography.id);
    if (parents == nullptr)
        throw base::Error("No lookup leads from " + finest.title + " to " + geography.title + ".", "Choose another --geography.",
                          base::ErrorKind::usage);
    return *parents;
}

/// Why the demand has nothing to say about an area.
Cell reason_of(const SiteQuestion& question, std::size_t area) {
    const model::Indicator& indicator = *question.indicator;
    const Cell& cell = indicator.definition->has_denominator() ? indicator.numerator[area] : indicator.value[area];
    return Cell::none(cell.has_number() ? CellState::missing : cell.state);
}

}  // namespace

std::vector<ServedArea> served_areas(const SiteQuestion& question, const analysis::SitingPlan& plan) {
    const model::Demand& demand = question.demand.demand;
    std::vector<ServedArea> out(demand.geography->size());
    std::vector<std::map<SiteIndex, double>> by_site(out.size());
    for (std::size_t i = 0; i < demand.points.size(); ++i) {
        const auto a = static_cast<std::size_t>(demand.points[i].area);
        const double weight = demand.points[i].weight, cost = plan.assigned_cost[i];
        ServedArea& area = out[a];
        area.people += weight;
        if (plan.assigned[i] == analysis::no_site) continue;
        by_site[a][plan.assigned[i]] += weight;
        if (weight == 0) continue;
        area.served += weight, area.travel += weight * cost;
        area.worst = std::max(area.worst.value_or(0), cost);
    }
    for (std::size_t a = 0; a < out.size(); ++a) {
        const auto most = std::ranges::max_element(by_site[a], {}, [](const auto& entry) { return entry.second; });
        if (most != by_site[a].end()) out[a].site = most->first;
    }
    return out;
}

std::shared_ptr<const model::Indicator> journey_map(const SiteQuestion& question, const std::vector<ServedArea>& areas,
                                                    const std::shared_ptr<const model::Geography>& geography, std::size_t open_sites,
                                                    std::string id) {
    const std::vector<model::AreaIndex> parent = areas_in(*question.demand.demand.geography, *geography);
    auto out = std::make_shared<model::Indicator>();
    out->definition = journey_layer(question, open_sites, std::move(id)), out->geography = geography;
    std::vector<double> served(geography->size(), 0), travel(geography->size(), 0);
    std::vector<Cell> reason(geography->size());
    double all_served = 0, all_travel = 0;
    for (std::size_t a = 0; a < areas.size(); ++a) {
        if (parent[a] == geo::no_area) continue;
        const auto p = static_cast<std::size_t>(parent[a]);
        served[p] += areas[a].served, travel[p] += areas[a].travel;
        all_served += areas[a].served, all_travel += areas[a].travel;
        // A place that nobody reaches is no missing figure; there is simply no journey.
        reason[p] = areas[a].people > 0 ? Cell::none(CellState::not_applicable) : reason_of(question, a);
    }
    for (std::size_t p = 0; p < served.size(); ++p)
        out->value.push_back(served[p] > 0 ? Cell::of(question.read(travel[p] / served[p])) : reason[p]);
    out->county_value = all_served > 0 ? Cell::of(question.read(all_travel / all_served)) : Cell::none(CellState::missing);
    analysis::rank_areas(*out);
    return out;
}

namespace {

/// More lines than this are a grey cloud on A4.
constexpr std::size_t most_spokes = 3000;

std::vector<scene::Spoke> spokes_of_points(const SiteQuestion& question, const analysis::SitingPlan& plan) {
    std::vector<scene::Spoke> out;
    const std::vector<model::DemandPoint>& points = question.demand.demand.points;
    for (std::size_t i = 0; i < points.size(); ++i)
        if (points[i].weight > 0 && plan.assigned[i] != analysis::no_site)
            out.push_back({points[i].position, question.sites[plan.assigned[i]].position, 0});
    return out;
}

/// From the middle of an area's people to the site that serves most of them.
std::vector<scene::Spoke> spokes_of_areas(const SiteQuestion& question, const analysis::SitingPlan& plan) {
    const std::vector<ServedArea> areas = served_areas(question, plan);
    std::vector<geo::MapPoint> sum(areas.size());
    for (const model::DemandPoint& point : question.demand.demand.points) {
        geo::MapPoint& to = sum[static_cast<std::size_t>(point.area)];
        to.x += point.weight * point.position.x, to.y += point.weight * point.position.y;
    }
    std::vector<scene::Spoke> out;
    for (std::size_t a = 0; a < areas.size(); ++a)
        if (areas[a].people > 0 && areas[a].site != analysis::no_site)
            out.push_back({{sum[a].x / areas[a].people, sum[a].y / areas[a].people}, question.sites[areas[a].site].position, 0});
    return out;
}

}  // namespace

std::shared_ptr<const scene::Spokes> plan_spokes(const SiteQuestion& question, const analysis::SitingPlan& plan) {
    const model::Demand& demand = question.demand.demand;
    const bool by_point = demand.points.size() <= std::max(most_spokes / 2, demand.geography->size());
    auto out = std::make_shared<scene::Spokes>();
    out->lines = by_point ? spokes_of_points(question, plan) : spokes_of_areas(question, plan);
    if (out->lines.empty() || out->lines.size() > most_spokes) return nullptr;
    out->title = "From each " + demand.geography->singular + " to its site";
    return out;
}

std::vector<model::Outline> catchments(const SiteQuestion& question, const std::vector<ServedArea>& areas) {
    const geo::Coverage& coverage = question.demand.demand.geography->coverage->full();
    std::vector<geo::AreaIndex> group(areas.size(), geo::no_area);
    for (std::size_t a = 0; a < areas.size(); ++a)
        if (areas[a].site != analysis::no_site) group[a] = static_cast<geo::AreaIndex>(areas[a].site);
    const geo::Coverage joined = geo::dissolve(coverage, group, question.sites.size());
    std::vector<model::Outline> out;
    for (std::size_t j = 0; j < question.sites.size(); ++j) {
        const auto site = static_cast<geo::AreaIndex>(j);
        model::Outline outline;
        for (std::uint32_t ring = joined.first_ring(site); ring < joined.last_ring(site); ++ring)
            joined.append_ring(ring, outline.rings.emplace_back());
        if (!outline.rings.empty()) out.push_back(std::move(outline));
    }
    return out;
}

}  // namespace needsmap::app
