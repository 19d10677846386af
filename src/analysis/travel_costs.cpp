#include "analysis/travel_costs.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "base/parallel.hpp"

namespace needsmap::analysis {
namespace {

constexpr std::size_t grain = 256;  // demand points: some 10,000 to 100,000 distances

double cost_per_m(const StraightLine& how) {
    if (!(how.detour_factor >= 1) || !std::isfinite(how.detour_factor))
        throw base::Error("The detour factor must be 1 or more.", "Roads are never shorter than the straight line.");
    if (!(how.speed_m_per_min >= 0) || !std::isfinite(how.speed_m_per_min)) throw base::Error("The speed must be above 0.");
    return how.speed_m_per_min > 0 ? how.detour_factor / how.speed_m_per_min : how.detour_factor;
}

model::CostUnit unit_of(const StraightLine& how) { return how.speed_m_per_min > 0 ? model::CostUnit::minutes : model::CostUnit::metres; }

void check_positions(std::span<const geo::MapPoint> points, const char* what) {
    for (const geo::MapPoint& p : points)
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) throw base::Error(std::string("A ") + what + " has no position.");
}

/// sqrt, not hypot: coordinates are metres on a map, far from overflow, and this is several times faster.
double distance_m(geo::MapPoint a, geo::MapPoint b) {
    const double x = a.x - b.x, y = a.y - b.y;
    return std::sqrt(x * x + y * y);
}

/// Sites by square cells as wide as the limit: within it are only sites of the nine cells around.
class SiteCells {
public:
    SiteCells(std::span<const geo::MapPoint> sites, double width_m) : m_width_m(width_m) {
        for (const geo::MapPoint& p : sites) m_box.add(p);
        // No more cells than sites need: a tiny limit must not make a huge grid.
        const double cells_per_side = std::max(1.0, 2 * std::sqrt(static_cast<double>(sites.size())));
        if (!m_box.empty()) m_width_m = std::max({m_width_m, m_box.width() / cells_per_side, m_box.height() / cells_per_side});
        if (!(m_width_m > 0)) m_width_m = 1;
        m_columns = m_box.empty() ? 1 : static_cast<long>(m_box.width() / m_width_m) + 1;
        m_rows = m_box.empty() ? 1 : static_cast<long>(m_box.height() / m_width_m) + 1;
        m_cells.resize(static_cast<std::size_t>(m_columns * m_rows));
        for (std::size_t j = 0; j < sites.size(); ++j)
            m_cells[static_cast<std::size_t>(row(sites[j]) * m_columns + column(sites[j]))].push_back(static_cast<SiteIndex>(j));
    }
    template <class Visit>
    void around(geo::MapPoint p, const Visit& visit) const {
        for (long r = std::max(0L, row(p) - 1); r <= std::min(m_rows - 1, row(p) + 1); ++r)
            for (long c = std::max(0L, column(p) - 1); c <= std::min(m_columns - 1, column(p) + 1); ++c)
                for (const SiteIndex site : m_cells[static_cast<std::size_t>(r * m_columns + c)]) visit(site);
    }

private:
    [[nodiscard]] long column(geo::MapPoint p) const { return static_cast<long>(std::floor((p.x - m_box.min_x) / m_width_m)); }
    [[nodiscard]] long row(geo::MapPoint p) const { return static_cast<long>(std::floor((p.y - m_box.min_y) / m_width_m)); }

    double m_width_m;
    geo::Box<geo::MapSpace> m_box;
    long m_columns = 1, m_rows = 1;
    std::vector<std::vector<SiteIndex>> m_cells;
};

}  // namespace

model::TravelCosts straight_line_costs(std::span<const geo::MapPoint> demand, std::span<const geo::MapPoint> sites,
                                       const StraightLine& how) {
    const double factor = cost_per_m(how);
    check_positions(demand, "demand point"), check_positions(sites, "site");
    model::TravelCosts out{.unit = unit_of(how), .demand_count = demand.size(), .site_count = sites.size()};
    out.costs.resize(demand.size() * sites.size());
    base::parallel_ranges(demand.size(), grain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            for (std::size_t j = 0; j < sites.size(); ++j) out.costs[i * sites.size() + j] = distance_m(demand[i], sites[j]) * factor;
    });
    return out;
}

std::vector<double> straight_line_column(std::span<const geo::MapPoint> demand, geo::MapPoint site, const StraightLine& how) {
    const double factor = cost_per_m(how);
    check_positions(std::span(&site, 1), "site");
    std::vector<double> column(demand.size());
    for (std::size_t i = 0; i < demand.size(); ++i) column[i] = distance_m(demand[i], site) * factor;
    return column;
}

SiteReach straight_line_reach(std::span<const geo::MapPoint> demand, std::span<const geo::MapPoint> sites, double limit,
                              const StraightLine& how) {
    const double factor = cost_per_m(how);
    check_positions(demand, "demand point"), check_positions(sites, "site");
    if (!(limit > 0) || !std::isfinite(limit)) throw base::Error("The limit of travel must be above 0.");
    // A hair wider, so that rounding cannot put a pair exactly at the limit into a cell that is not looked at.
    const SiteCells cells(sites, limit / factor * (1 + 1e-9));
    std::vector<std::vector<std::pair<double, SiteIndex>>> rows(demand.size());
    base::parallel_ranges(demand.size(), grain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            cells.around(demand[i], [&](SiteIndex j) {
                const double cost = distance_m(demand[i], sites[j]) * factor;
                if (cost <= limit) rows[i].emplace_back(cost, j);
            });
            std::sort(rows[i].begin(), rows[i].end());
        }
    });
    SiteReach reach{.unit = unit_of(how), .demand_count = demand.size(), .site_count = sites.size(), .limit = limit};
    for (const auto& row : rows) {
        for (const auto& [cost, site] : row) reach.costs.push_back(cost), reach.sites.push_back(site);
        reach.first.push_back(reach.sites.size());
    }
    return reach;
}

}  // namespace needsmap::analysis
