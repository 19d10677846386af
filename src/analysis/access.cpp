#include "analysis/access.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/error.hpp"
#include "base/parallel.hpp"

namespace needsmap::analysis {

using model::Cell;
using model::CellState;
using model::Demand;
using model::TravelCosts;

namespace {

constexpr std::size_t grain = 256;
constexpr Cell no_service = {.number = std::numeric_limits<double>::quiet_NaN(), .state = CellState::not_applicable};

void check(const Demand& demand, const TravelCosts& costs, const AccessOptions& options) {
    if (costs.demand_count != demand.points.size() || costs.costs.size() != costs.demand_count * costs.site_count)
        throw base::Error("The travel costs belong to another demand.");
    if (!(options.within > 0)) throw base::Error("The reach must be more than zero.");
    if (options.nth < 1) throw base::Error("The nearest site is number 1; there is no earlier one.");
    if (!std::ranges::is_sorted(options.beyond)) throw base::Error("The bounds of the far groups must ascend.");
    if (options.capacity.empty()) return;
    if (options.capacity.size() != costs.site_count) throw base::Error("The capacities belong to other sites.");
    if (std::ranges::any_of(options.capacity, [](double c) { return !(c >= 0); }))
        throw base::Error("A capacity is a number of places, zero or more.");
}

/// The weight of a cost in its zone; 0 beyond the last.
double zone_weight(double cost, double within) {
    if (cost > within) return 0;
    constexpr auto zones = std::size(floating_catchment_weights);
    const auto zone = static_cast<std::size_t>(std::max(0.0, std::ceil(cost / within * static_cast<double>(zones)) - 1));
    return floating_catchment_weights[std::min(zone, zones - 1)];
}

/// One row of costs.
void measure_point(std::size_t point, const TravelCosts& costs, const AccessOptions& options, PointAccess& out) {
    const auto row = costs.from(point);
    std::vector<double> reached;
    for (std::size_t site = 0; site < row.size(); ++site) {
        if (row[site] == model::unreachable) continue;
        reached.push_back(row[site]);
        out.within[point] += row[site] <= options.within ? 1 : 0;
        if (out.nearest_site[point] < 0 || row[site] < row[static_cast<std::size_t>(out.nearest_site[point])])
            out.nearest_site[point] = static_cast<int>(site);
    }
    const auto nth = static_cast<std::size_t>(options.nth);
    if (!reached.empty()) out.nearest[point] = Cell::of(row[static_cast<std::size_t>(out.nearest_site[point])]);
    if (reached.size() < nth) return;
    std::ranges::nth_element(reached, reached.begin() + static_cast<std::ptrdiff_t>(nth - 1));
    out.nth_nearest[point] = Cell::of(reached[nth - 1]);
}

/// Places per weighted person at each site; a site with nobody round it serves nobody.
std::vector<double> site_ratios(const Demand& demand, const TravelCosts& costs, const AccessOptions& options) {
    std::vector<double> weight(costs.site_count, 0.0);
    for (std::size_t point = 0; point < costs.demand_count; ++point)
        for (std::size_t site = 0; site < costs.site_count; ++site)
            weight[site] += demand.points[point].weight * zone_weight(costs.at(point, site), options.within);
    for (std::size_t site = 0; site < weight.size(); ++site) weight[site] = weight[site] > 0 ? options.capacity[site] / weight[site] : 0.0;
    return weight;
}

std::vector<Cell> point_ratios(const Demand& demand, const TravelCosts& costs, const AccessOptions& options) {
    const std::vector<double> ratio = site_ratios(demand, costs, options);
    std::vector<Cell> out;
    for (std::size_t point = 0; point < costs.demand_count; ++point) {
        double sum = 0;
        for (std::size_t site = 0; site < costs.site_count; ++site) sum += ratio[site] * zone_weight(costs.at(point, site), options.within);
        out.push_back(Cell::of(sum));
    }
    return out;
}

struct Pair {
    double cost;
    std::uint32_t point, site;
    auto operator<=>(const Pair&) const = default;
};

/// A cost and how much has it.
struct Share {
    double cost, weight;
};

/// The smallest cost with at least `wanted` of the weight at it or below; no_service when those who reach a site are too few.
Cell percentile(std::vector<Share> shares, double wanted) {
    std::ranges::sort(shares, {}, &Share::cost);
    double sum = 0;
    // Sums of thirds and the like miss the wanted share by a rounding error.
    const double enough = wanted * (1 - 1e-12);
    for (const Share& share : shares) {
        sum += share.weight;
        if (sum >= enough && sum > 0) return Cell::of(share.cost);
    }
    return no_service;
}

/// Adds up one group.
class Group {
public:
    void add(std::size_t point) { m_points.push_back(point); }

    [[nodiscard]] AccessSummary summarise(const Demand& demand, const PointAccess& access, const AccessOptions& options) const {
        AccessSummary out;
        out.points = m_points.size();
        out.beyond.assign(options.beyond.size(), 0.0);
        for (const std::size_t p : m_points) count(demand.points[p].weight, p, access, options, out);
        if (m_points.empty()) return out;
        const bool even = !(out.weight > 0);
        const double total = even ? static_cast<double>(m_points.size()) : out.weight;
        const auto weight = [&](std::size_t p) { return even ? 1.0 : demand.points[p].weight; };
        out.mean = mean(access.nearest, weight);
        out.nth_mean = mean(access.nth_nearest, weight);
        if (!access.ratio.empty()) out.ratio = mean(access.ratio, weight).number;
        std::vector<Share> shares;
        for (const std::size_t p : m_points) {
            if (access.nearest[p].has_number() && weight(p) > 0) shares.push_back({access.nearest[p].number, weight(p)});
            out.mean_within += access.within[p] * weight(p) / total;
        }
        out.p90 = percentile(std::move(shares), 0.9 * total);
        return out;
    }

private:
    static void count(double weight, std::size_t p, const PointAccess& access, const AccessOptions& options, AccessSummary& out) {
        out.weight += weight;
        out.reached += access.within[p] > 0 ? weight : 0;
        const Cell& nearest = access.nearest[p];
        out.no_service += nearest.has_number() ? 0 : weight;
        for (std::size_t b = 0; b < options.beyond.size(); ++b)
            out.beyond[b] += !nearest.has_number() || nearest.number > options.beyond[b] ? weight : 0;
        if (!access.unmet.empty()) out.unmet += access.unmet[p];
    }

    template <class Weight>
    [[nodiscard]] Cell mean(const std::vector<Cell>& cells, Weight weight) const {
        double sum = 0, total = 0;
        for (const std::size_t p : m_points)
            if (cells[p].has_number()) sum += cells[p].number * weight(p), total += weight(p);
        return total > 0 ? Cell::of(sum / total) : no_service;
    }

    std::vector<std::size_t> m_points;
};

}  // namespace

PointAccess measure_access(const Demand& demand, const TravelCosts& costs, const AccessOptions& options, base::JobContext& job) {
    check(demand, costs, options);
    PointAccess out;
    out.nearest.assign(costs.demand_count, no_service);
    out.nth_nearest.assign(costs.demand_count, no_service);
    out.nearest_site.assign(costs.demand_count, -1);
    out.within.assign(costs.demand_count, 0);
    base::parallel_ranges(costs.demand_count, grain, [&](std::size_t first, std::size_t last) {
        job.check_cancelled();
        for (std::size_t point = first; point < last; ++point) measure_point(point, costs, options, out);
    });
    if (options.capacity.empty()) return out;
    out.ratio = point_ratios(demand, costs, options);
    job.check_cancelled();
    out.unmet = allocate_places(demand, costs, options.capacity, options.within);
    return out;
}

std::vector<double> allocate_places(const Demand& demand, const TravelCosts& costs, const std::vector<double>& capacity, double within) {
    std::vector<Pair> pairs;
    for (std::size_t point = 0; point < costs.demand_count; ++point)
        for (std::size_t site = 0; site < costs.site_count; ++site)
            if (costs.at(point, site) <= within)
                pairs.push_back({costs.at(point, site), static_cast<std::uint32_t>(point), static_cast<std::uint32_t>(site)});
    std::ranges::sort(pairs);
    std::vector<double> unmet, left = capacity;
    for (const model::DemandPoint& point : demand.points) unmet.push_back(point.weight);
    for (const Pair& pair : pairs) {
        const double given = std::min(unmet[pair.point], left[pair.site]);
        unmet[pair.point] -= given, left[pair.site] -= given;
    }
    return unmet;
}

std::vector<AccessSummary> summarise_access(const Demand& demand, const PointAccess& access, const AccessOptions& options,
                                            const std::vector<int>& group_of_point, std::size_t group_count) {
    std::vector<Group> groups(group_count);
    for (std::size_t p = 0; p < group_of_point.size(); ++p)
        if (group_of_point[p] >= 0) groups[static_cast<std::size_t>(group_of_point[p])].add(p);
    std::vector<AccessSummary> out;
    for (const Group& group : groups) out.push_back(group.summarise(demand, access, options));
    return out;
}

std::vector<int> areas_of_points(const Demand& demand, const model::Geography& geography) {
    std::vector<int> areas;
    const bool own = demand.geography->id == geography.id;
    const std::vector<model::AreaIndex>* parents = own ? nullptr : demand.geography->parents_in(geography.id);
    if (!own && parents == nullptr)
        throw base::Error("No lookup says which " + geography.singular + " each " + demand.geography->singular + " belongs to.");
    for (const model::DemandPoint& point : demand.points) {
        const auto area = own || point.area == geo::no_area ? point.area : (*parents)[static_cast<std::size_t>(point.area)];
        areas.push_back(area == geo::no_area ? -1 : static_cast<int>(area));
    }
    return areas;
}

}  // namespace needsmap::analysis
