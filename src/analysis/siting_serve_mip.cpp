#include "analysis/siting_serve_mip.hpp"

namespace needsmap::analysis {
namespace {

/// One row: what serves it adds up to 1. A free journey needs no column of its own, its site's will do.
void add_served_row(const ServeProblem& problem, std::size_t row, ServeModel& model) {
    Mip::Row served{.low = 1, .high = Mip::none}, reached{.low = 1, .high = Mip::none};
    for (std::size_t k = problem.first[row]; k < problem.first[row + 1] && problem.costs[k] < problem.escape[row]; ++k) {
        const int site = model.column_of_site[problem.sites[k]];
        if (site < 0) continue;
        reached.columns.push_back(site), reached.factors.push_back(1);
        int column = site;
        if (problem.costs[k] > 0) {
            column = model.mip.add_column(problem.costs[k], false);
            model.mip.rows.push_back({{column, site}, {1, -1}, -Mip::none, 0});
        }
        served.columns.push_back(column), served.factors.push_back(1);
    }
    if (problem.escape[row] < must_be_served)
        served.columns.push_back(model.mip.add_column(problem.escape[row], false)), served.factors.push_back(1);
    else
        model.mip.rows.push_back(std::move(reached));  // implied, but cuts are found on it
    model.mip.rows.push_back(std::move(served));
}

}  // namespace

void add_site_rules(const SiteRules& rules, const std::vector<int>& column_of_site, Mip& mip) {
    Mip::Row number{.low = static_cast<double>(rules.fewest), .high = static_cast<double>(rules.most)};
    std::vector<Mip::Row> groups(rules.group_least.size());
    for (std::size_t j = 0; j < rules.fate.size(); ++j) {
        const int column = column_of_site[j];
        if (column < 0) continue;
        number.columns.push_back(column), number.factors.push_back(1);
        if (rules.fate[j] == SiteFate::open) mip.rows.push_back({{column}, {1}, 1, 1});
        if (rules.group.empty() || rules.group[j] < 0) continue;
        Mip::Row& group = groups[static_cast<std::size_t>(rules.group[j])];
        group.columns.push_back(column), group.factors.push_back(1);
    }
    mip.rows.push_back(std::move(number));
    for (std::size_t g = 0; g < groups.size(); ++g) {
        groups[g].low = static_cast<double>(rules.group_least[g]), groups[g].high = Mip::none;
        if (!groups[g].columns.empty()) mip.rows.push_back(std::move(groups[g]));
    }
}

ServeModel serve_model(const ServeProblem& problem, const SiteRules& rules) {
    ServeModel model;
    for (const SiteFate fate : rules.fate) model.column_of_site.push_back(fate == SiteFate::closed ? -1 : model.mip.add_column(0, true));
    add_site_rules(rules, model.column_of_site, model.mip);
    for (std::size_t i = 0; i < problem.row_count(); ++i) add_served_row(problem, i, model);
    return model;
}

std::vector<SiteIndex> sites_of(const std::vector<int>& column_of_site, std::span<const double> values) {
    std::vector<SiteIndex> sites;
    for (SiteIndex j = 0; j < column_of_site.size(); ++j)
        if (column_of_site[j] >= 0 && values[static_cast<std::size_t>(column_of_site[j])] > 0.5) sites.push_back(j);
    return sites;
}

}  // namespace needsmap::analysis
