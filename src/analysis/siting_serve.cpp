#include "analysis/siting_serve.hpp"

#include <algorithm>

namespace needsmap::analysis {

std::vector<char> open_flags(std::size_t site_count, std::span<const SiteIndex> sites) {
    std::vector<char> open(site_count, 0);
    for (const SiteIndex site : sites) open[site] = 1;
    return open;
}

double ServeProblem::cost_of(std::span<const char> open) const {
    double sum = 0;
    for (std::size_t i = 0; i < row_count(); ++i) {
        double cost = escape[i];
        for (std::size_t k = first[i]; k < first[i + 1] && costs[k] < cost; ++k)
            if (open[sites[k]]) cost = costs[k];
        sum += cost;
    }
    return sum;
}

double ServeProblem::cost_of_sites(std::span<const SiteIndex> open_sites) const { return cost_of(open_flags(site_count, open_sites)); }

ServeProblem ServeProblem::reduced(const SiteRules& rules) const {
    ServeProblem out{.site_count = site_count, .step = step};
    out.sites.reserve(sites.size()), out.costs.reserve(sites.size());
    for (std::size_t i = 0; i < row_count(); ++i) {
        for (std::size_t k = first[i]; k < first[i + 1]; ++k) {
            if (rules.fate[sites[k]] == SiteFate::closed) continue;
            out.sites.push_back(sites[k]), out.costs.push_back(costs[k]);
            if (rules.fate[sites[k]] == SiteFate::open) break;
        }
        out.end_row(escape[i]);
    }
    return out;
}

}  // namespace needsmap::analysis
