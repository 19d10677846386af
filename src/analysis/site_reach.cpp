#include "analysis/site_reach.hpp"

#include <algorithm>
#include <utility>

#include "base/parallel.hpp"

namespace needsmap::analysis {
namespace {

constexpr std::size_t grain = 64;  // rows of some hundred sites: enough work to hand out

bool is_in(double cost, double limit) { return cost <= limit && cost < model::unreachable; }

}  // namespace

SiteReach site_reach(const model::TravelCosts& costs, double limit) {
    SiteReach reach{.unit = costs.unit, .demand_count = costs.demand_count, .site_count = costs.site_count, .limit = limit};
    reach.first.resize(costs.demand_count + 1);
    for (std::size_t i = 0; i < costs.demand_count; ++i) {
        const auto row = costs.from(i);
        const auto count = std::count_if(row.begin(), row.end(), [&](double cost) { return is_in(cost, limit); });
        reach.first[i + 1] = reach.first[i] + static_cast<std::size_t>(count);
    }
    reach.sites.resize(reach.first.back());
    reach.costs.resize(reach.first.back());
    base::parallel_ranges(costs.demand_count, grain, [&](std::size_t begin, std::size_t end) {
        std::vector<std::pair<double, SiteIndex>> row;
        for (std::size_t i = begin; i < end; ++i) {
            row.clear();
            for (std::size_t j = 0; j < costs.site_count; ++j)
                if (is_in(costs.at(i, j), limit)) row.emplace_back(costs.at(i, j), static_cast<SiteIndex>(j));
            std::sort(row.begin(), row.end());
            for (std::size_t k = 0; k < row.size(); ++k) {
                reach.costs[reach.first[i] + k] = row[k].first;
                reach.sites[reach.first[i] + k] = row[k].second;
            }
        }
    });
    return reach;
}

}  // namespace needsmap::analysis
