#include "app/siting_view.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include "analysis/demand.hpp"
#include "analysis/travel_costs.hpp"
#include "app/siting_words.hpp"
#include "app/travel.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "io/population_points.hpp"
#include "scene/palette.hpp"

namespace needsmap::app {

namespace {

/// Estimates look at so many journeys that are known.
constexpr std::size_t estimate_sample = 4'000;
/// Nearer than this, a straight line says little about a road.
constexpr double estimate_least_m = 300;

std::vector<double> weights_of(const model::Demand& demand) {
    std::vector<double> weights;
    for (const model::DemandPoint& point : demand.points) weights.push_back(point.weight);
    return weights;
}

/// As the commands measure straight lines, in metres.
std::vector<double> estimated_distances(std::span<const geo::MapPoint> from, geo::MapPoint site) {
    return analysis::straight_line_column(from, site, {.detour_factor = TravelOptions{}.detour_factor});
}

struct Served {
    double weight = 0, travel = 0, worst = 0;
};

std::vector<Served> served_by(const analysis::LivePlan& live, const model::Demand& demand, std::size_t site_count) {
    std::vector<Served> served(site_count);
    for (std::size_t i = 0; i < demand.points.size(); ++i) {
        const auto site = live.nearest()[i];
        const double weight = demand.points[i].weight, cost = live.nearest_cost()[i];
        if (site == analysis::no_site || !(weight > 0)) continue;
        Served& s = served[site];
        s.weight += weight, s.travel += weight * cost, s.worst = std::max(s.worst, cost);
    }
    return served;
}

std::string number_of(const model::Demand& demand, double weight) { return base::format_number(weight, demand.unit.empty() ? 1 : 0); }

std::string detail_of(const DraftPlan& plan, const model::Demand& demand, const Served& served) {
    if (!(served.weight > 0)) return "Nobody has it as the nearest.";
    return "Nearest for " + number_of(demand, served.weight) + (demand.unit.empty() ? "" : " " + demand.unit) + ", " +
           cost_text(plan.mode, served.travel / served.weight) + " away on average; the farthest has " +
           cost_text(plan.mode, served.worst) + ".";
}

}  // namespace

int SitingView::index_of(std::string_view id) const {
    const auto row = std::ranges::find(rows, id, &Row::id);
    return row == rows.end() ? -1 : static_cast<int>(row - rows.begin());
}

/// Without files there is nothing to read, and nothing to wait for. Throws base::Error when they could not be read.
bool SitingLab::have_people() {
    if (!m_people_failure.empty()) throw base::Error(m_people_failure);
    if (!m_population && m_workspace->population_points.empty()) {
        base::QuietJob job;
        m_population = std::make_shared<const model::PopulationPoints>(io::read_population_points(*m_workspace, job));
    }
    m_wants_people = m_population == nullptr;
    return !m_wants_people;
}

void SitingLab::take_people(const PeopleRead& read) {
    if (read.geography != m_workspace->geographies.front()) return;
    m_population = read.points, m_people_failure = read.reason;
    m_wants_people = false, m_stale = true;
}

void SitingLab::make_demand(const DraftPlan& plan, LayerCache& layers) {
    if (m_demand && m_demand_of == plan.demand) return;
    m_demand.reset(), m_columns.clear(), m_failures.clear(), m_stale = true;
    const auto indicator = layers.indicator(plan.demand, m_workspace->geographies.front()->id);
    auto made = std::make_shared<model::Demand>(analysis::area_demand(*indicator, *m_population));
    base::Diagnostics found = m_population->diagnostics;
    found.add_all(made->diagnostics);
    made->diagnostics = std::move(found);
    m_demand = std::move(made);
    m_demand_of = plan.demand;
    m_positions.clear();
    for (const model::DemandPoint& point : m_demand->points) m_positions.push_back(point.position);
}

/// The middle one of known journeys of this mode against their straight lines; nothing known: no estimate.
double SitingLab::minutes_per_metre(model::TravelMode mode) const {
    std::vector<double> ratios;
    const auto known = m_columns.find(mode);
    if (known == m_columns.end()) return 0;
    for (const auto& [position, costs] : known->second)
        for (std::size_t i = 0; i < costs.size() && ratios.size() < estimate_sample; ++i) {
            const double metres = geo::distance(position, m_positions[i]);
            if (metres > estimate_least_m && costs[i] < model::unreachable) ratios.push_back(costs[i] / metres);
        }
    if (ratios.empty()) return 0;
    const auto middle = ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2);
    std::ranges::nth_element(ratios, middle);
    return *middle;
}

SitingLab::Column SitingLab::column(geo::MapPoint site, model::TravelMode mode) const {
    if (mode == model::TravelMode::line) return {estimated_distances(m_positions, site), false};
    if (const auto known = m_columns.find(mode); known != m_columns.end())
        if (const auto at = known->second.find(site); at != known->second.end()) return {at->second, false};
    Column out{analysis::straight_line_column(m_positions, site), true};
    const double rate = minutes_per_metre(mode);
    for (double& cost : out.costs) cost = rate > 0 ? cost * rate : model::unreachable;
    return out;
}

void SitingLab::begin(const DraftPlan& plan) {
    m_slots.clear();
    model::TravelCosts costs{.unit = plan.mode == model::TravelMode::line ? model::CostUnit::metres : model::CostUnit::minutes,
                             .demand_count = m_positions.size(),
                             .site_count = plan.start.size()};
    costs.costs.resize(costs.demand_count * costs.site_count);
    std::vector<analysis::SiteIndex> open;
    for (std::size_t j = 0; j < plan.start.size(); ++j) {
        const PlanSite& site = plan.start[j];
        const Column made = column(site.position, plan.mode);
        for (std::size_t i = 0; i < made.costs.size(); ++i) costs.costs[i * costs.site_count + j] = made.costs[i];
        if (site.open) open.push_back(static_cast<analysis::SiteIndex>(j));
        m_slots.push_back({site.id, site.position});
    }
    m_live.emplace(std::move(costs), weights_of(*m_demand), open, limit_cost(plan));
    m_stale = false;
}

/// Only what differs is touched, so that dragging one site of many stays quick.
void SitingLab::follow(const DraftPlan& plan) {
    m_live->set_limit(limit_cost(plan));
    std::vector<char> is_there(m_slots.size(), 0);
    for (const PlanSite& site : plan.sites) {
        auto slot = std::ranges::find(m_slots, site.id, &Slot::id);
        if (slot == m_slots.end()) {
            m_live->append(column(site.position, plan.mode).costs);
            m_slots.push_back({site.id, site.position});
            is_there.push_back(0);
            slot = m_slots.end() - 1;
        }
        const auto index = static_cast<analysis::SiteIndex>(slot - m_slots.begin());
        is_there[index] = 1;
        if (slot->position != site.position) {
            m_live->move(index, column(site.position, plan.mode).costs);
            slot->position = site.position;
        }
        site.open ? m_live->add(index) : m_live->remove(index);
    }
    for (std::size_t j = 0; j < is_there.size(); ++j)
        if (is_there[j] == 0) m_live->remove(static_cast<analysis::SiteIndex>(j));
}

void SitingLab::note_missing(const DraftPlan& plan) {
    m_missing.clear();
    if (plan.mode == model::TravelMode::line) return;
    const Columns& known = m_columns[plan.mode];
    const auto need = [&](const PlanSite& site) {
        if (!known.contains(site.position) && std::ranges::find(m_missing, site.position) == m_missing.end())
            m_missing.push_back(site.position);
    };
    std::ranges::for_each(plan.start, need);
    std::ranges::for_each(plan.sites, need);
}

void SitingLab::evaluate(const DraftPlan& plan, LayerCache& layers) {
    make_demand(plan, layers);
    note_missing(plan);
    m_view.is_waiting = !m_missing.empty() && m_columns[plan.mode].empty();
    if (const auto failed = m_failures.find(plan.mode); failed != m_failures.end() && !m_missing.empty()) throw base::Error(failed->second);
    if (m_view.is_waiting) return;
    if (m_stale) begin(plan);
    follow(plan);
}

const SitingView& SitingLab::view(const DraftPlan& plan, LayerCache& layers) {
    if (m_plan && *m_plan == plan && !m_stale) return m_view;
    const bool other_costs = m_plan && (m_plan->start != plan.start || m_plan->mode != plan.mode || m_plan->demand != plan.demand ||
                                        m_plan->places != plan.places);
    m_stale = m_stale || other_costs || !m_live;
    m_plan = plan;
    const std::uint64_t revision = m_view.revision + 1;
    m_view = {};
    m_view.revision = revision;
    try {
        m_view.is_waiting = !have_people();
        if (!m_view.is_waiting) evaluate(plan, layers);
    } catch (const base::Error& error) {
        m_view.problem = error.full_text();
        m_view.is_waiting = false;
        m_live.reset();
    }
    fill_view(plan, *m_workspace);
    m_stale = false;
    return m_view;
}

void SitingLab::fill_view(const DraftPlan& plan, const model::Workspace& workspace) {
    const auto set = workspace.find_places(plan.places);
    const bool has_figures = m_view.problem.empty() && !m_view.is_waiting && m_live && set;
    m_view.demand = m_demand;
    auto picture = std::make_shared<scene::SitingPicture>();
    if (set) picture->shape = set->shape, picture->colour = scene::rgba_from(set->colour.empty() ? "#0B5CAD" : set->colour);
    const std::vector<Served> served = has_figures ? served_by(*m_live, *m_demand, m_slots.size()) : std::vector<Served>();
    std::size_t index = 0;
    for (const PlanSite& site : plan.sites) {
        const PlanSite* before = index < plan.start.size() ? &plan.start[index] : nullptr;
        ++index;
        SitingView::Row row{site.id,    site.name,
                            site.open,  before != nullptr && before->open,
                            site.added, before == nullptr ? 0 : geo::distance(before->position, site.position),
                            {},         {}};
        if (has_figures && site.open) {
            const auto slot = static_cast<std::size_t>(std::ranges::find(m_slots, site.id, &Slot::id) - m_slots.begin());
            row.serves = number_of(*m_demand, served[slot].weight), row.detail = detail_of(plan, *m_demand, served[slot]);
        }
        m_view.rows.push_back(std::move(row));
        picture->sites.push_back({site.position, site.open, site.added});
    }
    if (has_figures) {
        m_view.summary = m_live->summary();
        m_view.finding = plan_sentence(plan, *set, *m_demand, *m_view.summary);
        m_view.brief = plan_in_brief(plan, *m_view.summary);
        m_view.farther = farther_sentence(plan, *m_demand, *m_view.summary);
        m_view.nearer = nearer_sentence(plan, *m_demand, *m_view.summary);
        std::unordered_map<std::string_view, std::uint32_t> row_of;
        for (std::size_t row = 0; row < plan.sites.size(); ++row) row_of.emplace(plan.sites[row].id, static_cast<std::uint32_t>(row));
        picture->coverage = m_demand->geography->coverage;
        picture->site_of_area.assign(m_demand->geography->size(), analysis::no_site);
        for (std::size_t i = 0; i < m_positions.size(); ++i) {
            const auto site = m_live->nearest()[i];
            const model::DemandPoint& point = m_demand->points[i];
            if (point.area != geo::no_area && site != analysis::no_site)
                picture->site_of_area[static_cast<std::size_t>(point.area)] = row_of.at(m_slots[site].id);
            if (site == analysis::no_site || !(point.weight > 0)) continue;
            const double now = m_live->nearest_cost()[i], before = m_live->baseline_cost()[i];
            picture->spokes.push_back({point.position, m_slots[site].position, now < before ? -1 : now > before ? 1 : 0});
        }
    }
    m_view.sites_changed = changes_of_sites(plan);
    m_view.has_estimates = has_figures && !m_missing.empty();
    if (m_view.has_estimates) m_view.note = "Some journeys are estimates; they are being worked out.";
    if (m_view.is_waiting) m_view.note = m_wants_people ? "Where people live is being read …" : "The journeys are being worked out …";
    m_view.picture = std::move(picture);
}

std::optional<JourneysWanted> SitingLab::wanted() const {
    if (!m_plan || m_missing.empty() || !m_demand || m_failures.contains(m_plan->mode)) return std::nullopt;
    return JourneysWanted{m_demand, m_missing, m_plan->mode};
}

void SitingLab::take_journeys(const JourneysWanted& answered, const Travel& journeys) {
    if (answered.demand != m_demand) return;
    const model::TravelCosts& costs = journeys.costs;
    m_method_lines[answered.mode] = journeys.method_lines;
    Columns& columns = m_columns[answered.mode];
    for (std::size_t j = 0; j < answered.sites.size(); ++j) {
        std::vector<double>& column = columns[answered.sites[j]];
        column.resize(costs.demand_count);
        for (std::size_t i = 0; i < costs.demand_count; ++i) column[i] = costs.at(i, j);
    }
    m_stale = true;
}

void SitingLab::take_failure(const JourneysWanted& answered, const std::string& reason) {
    if (answered.demand != m_demand) return;
    m_failures[answered.mode] = reason;
    m_stale = true;
}

std::optional<model::TravelCosts> SitingLab::open_site_costs(const DraftPlan& plan) const {
    if (!m_plan || *m_plan != plan || !m_live || !m_missing.empty() || !m_view.summary) return std::nullopt;
    std::vector<std::vector<double>> columns;
    for (const PlanSite& site : plan.sites)
        if (site.open) columns.push_back(column(site.position, plan.mode).costs);
    model::TravelCosts out{.unit = plan.mode == model::TravelMode::line ? model::CostUnit::metres : model::CostUnit::minutes,
                           .demand_count = m_positions.size(),
                           .site_count = columns.size()};
    out.costs.reserve(out.demand_count * out.site_count);
    for (std::size_t i = 0; i < out.demand_count; ++i)
        for (const auto& column : columns) out.costs.push_back(column[i]);
    return out;
}

std::vector<std::string> SitingLab::method_lines(model::TravelMode mode) const {
    if (mode == model::TravelMode::line) return {line_words({.mode = mode})};
    const auto known = m_method_lines.find(mode);
    return known == m_method_lines.end() ? std::vector<std::string>() : known->second;
}

}  // namespace needsmap::app
