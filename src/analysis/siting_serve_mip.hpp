// The serving problem as an integer program for CBC: what branch and bound on the Lagrangian bound does not settle in some hundred nodes, because
// even the linear bound leaves a gap that cuts close.
#pragma once

#include <vector>

#include "analysis/siting_mip.hpp"
#include "analysis/siting_serve.hpp"

namespace needsmap::analysis {

/// Rows for the number of sites, for sites that must be open and for groups. `column_of_site`: -1 = closed.
void add_site_rules(const SiteRules& rules, const std::vector<int>& column_of_site, Mip& mip);

/// Columns for the sites that are not closed come first, as `column_of_site` says; then journeys and escapes, which need not be whole.
struct ServeModel {
    Mip mip;
    std::vector<int> column_of_site;  ///< -1: closed
};
[[nodiscard]] ServeModel serve_model(const ServeProblem& problem, const SiteRules& rules);

/// Sites whose column is 1, rising.
[[nodiscard]] std::vector<SiteIndex> sites_of(const std::vector<int>& column_of_site, std::span<const double> values);

}  // namespace needsmap::analysis
