#include "analysis/siting_live.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/parallel.hpp"

namespace needsmap::analysis {
namespace {

constexpr std::size_t grain = 2'048;

bool is_cost(double cost) { return cost >= 0; }  // false for NaN; infinity is a cost: no way

}  // namespace

LivePlan::LivePlan(model::TravelCosts costs, std::vector<double> weights, std::span<const SiteIndex> open_sites, double within)
    : m_costs(std::move(costs)), m_weights(std::move(weights)), m_open(m_costs.site_count, 0), m_within(within) {
    const std::size_t count = m_weights.size();
    if (count != m_costs.demand_count || m_costs.costs.size() != count * m_costs.site_count)
        throw base::Error("The plan's travel costs and weights are not for the same demand points.");
    if (!std::all_of(m_weights.begin(), m_weights.end(), [](double w) { return w >= 0 && std::isfinite(w); }))
        throw base::Error("A demand point has a weight that is not a number of 0 or more.");
    for (const SiteIndex site : open_sites) {
        if (site >= m_costs.site_count) throw base::Error("The plan opens a site that is not in the table of travel costs.");
        m_open[site] = 1;
    }
    m_nearest.resize(count), m_second.resize(count), m_nearest_cost.resize(count), m_second_cost.resize(count);
    base::parallel_ranges(count, grain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const auto row = m_costs.from(i);
            if (!std::all_of(row.begin(), row.end(), is_cost)) throw base::Error("Travel costs must be numbers of 0 or more.");
            find(i);
        }
    });
    set_baseline();
}

void LivePlan::check_column(std::span<const double> column) const {
    if (column.size() != m_weights.size() || !std::all_of(column.begin(), column.end(), is_cost))
        throw base::Error("A site's travel costs must be one number of 0 or more per demand point.");
}

/// Ties go to the site with the lower number, so that the order of edits does not matter.
void LivePlan::offer(std::size_t demand, SiteIndex site, double cost) {
    if (!(cost < model::unreachable)) return;
    if (cost < m_nearest_cost[demand] || (cost == m_nearest_cost[demand] && site < m_nearest[demand])) {
        m_second[demand] = m_nearest[demand], m_second_cost[demand] = m_nearest_cost[demand];
        m_nearest[demand] = site, m_nearest_cost[demand] = cost;
    } else if (cost < m_second_cost[demand] || (cost == m_second_cost[demand] && site < m_second[demand])) {
        m_second[demand] = site, m_second_cost[demand] = cost;
    }
}

void LivePlan::find(std::size_t demand) {
    m_nearest[demand] = m_second[demand] = no_site;
    m_nearest_cost[demand] = m_second_cost[demand] = model::unreachable;
    for (SiteIndex j = 0; j < m_open.size(); ++j)
        if (m_open[j] != 0) offer(demand, j, m_costs.at(demand, j));
}

void LivePlan::add(SiteIndex site) {
    if (m_open[site] != 0) return;
    m_open[site] = 1;
    for (std::size_t i = 0; i < m_weights.size(); ++i) offer(i, site, m_costs.at(i, site));
}

void LivePlan::remove(SiteIndex site) {
    if (m_open[site] == 0) return;
    m_open[site] = 0;
    base::parallel_ranges(m_weights.size(), grain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            if (m_nearest[i] == site || m_second[i] == site) find(i);
    });
}

void LivePlan::move(SiteIndex site, std::span<const double> column) {
    check_column(column);
    const bool was_open = m_open[site] != 0;
    remove(site);
    replace_column(site, column);
    if (was_open) add(site);
}

void LivePlan::replace_column(SiteIndex site, std::span<const double> column) {
    for (std::size_t i = 0; i < column.size(); ++i) m_costs.costs[i * m_costs.site_count + site] = column[i];
}

SiteIndex LivePlan::append(std::span<const double> column) {
    check_column(column);
    model::TravelCosts wider{.unit = m_costs.unit, .demand_count = m_costs.demand_count, .site_count = m_costs.site_count + 1};
    wider.costs.reserve(wider.demand_count * wider.site_count);
    for (std::size_t i = 0; i < wider.demand_count; ++i) {
        const auto row = m_costs.from(i);
        wider.costs.insert(wider.costs.end(), row.begin(), row.end());
        wider.costs.push_back(column[i]);
    }
    m_costs = std::move(wider);
    m_open.push_back(0);
    return static_cast<SiteIndex>(m_open.size() - 1);
}

std::vector<SiteIndex> LivePlan::open_sites() const {
    std::vector<SiteIndex> sites;
    for (SiteIndex j = 0; j < m_open.size(); ++j)
        if (m_open[j] != 0) sites.push_back(j);
    return sites;
}

LiveSummary LivePlan::summary() const {
    LiveSummary out;
    double travel = 0, worst = 0, gain = 0, loss = 0, gain_weight = 0, loss_weight = 0;
    for (std::size_t i = 0; i < m_weights.size(); ++i) {
        const double weight = m_weights[i], cost = m_nearest_cost[i], before = m_baseline[i];
        out.weight_total += weight;
        if (weight == 0) continue;
        if (cost < before) out.weight_gaining += weight;
        if (cost > before) out.weight_losing += weight;
        if (!(cost < model::unreachable)) continue;
        out.weight_served += weight;
        if (cost <= m_within) out.weight_covered += weight;
        travel += weight * cost;
        worst = std::max(worst, cost);
        if (!(before < model::unreachable)) continue;
        if (cost < before) gain += weight * (before - cost), gain_weight += weight;
        if (cost > before) loss += weight * (cost - before), loss_weight += weight;
    }
    if (out.weight_served > 0) out.mean_cost = travel / out.weight_served, out.worst_cost = worst;
    if (gain_weight > 0) out.mean_gain = gain / gain_weight;
    if (loss_weight > 0) out.mean_loss = loss / loss_weight;
    return out;
}

}  // namespace needsmap::analysis
