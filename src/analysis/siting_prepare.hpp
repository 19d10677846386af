// The siting problem checked and turned into what the solvers take.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analysis/siting.hpp"
#include "analysis/siting_serve.hpp"

namespace needsmap::analysis {

struct PreparedSiting {
    SiteRules rules;
    std::vector<std::size_t> rows;  ///< demand points with weight that some allowed site reaches
    double weight_total = 0, weight_reachable = 0;
    bool has_gaps = false;          ///< some row is not reached by every allowed site
    base::Diagnostics diagnostics;  ///< "no-site-in-reach", one per demand point (with weight)
};

/// Throws base::Error, naming the rule to relax.
[[nodiscard]] PreparedSiting prepare_siting(const SitingProblem& problem);

/// Weighted costs of the pairs that cost at most `limit`; everybody in `rows` must be served.
[[nodiscard]] ServeProblem median_problem(const SitingProblem& problem, const PreparedSiting& prepared, double limit);

/// Cost 0 within the limit, else the weight; demand points with the same sites are one row.
[[nodiscard]] ServeProblem coverage_problem(const SitingProblem& problem, const PreparedSiting& prepared);

/// Per row the allowed sites within `limit`.
[[nodiscard]] std::vector<std::vector<SiteIndex>> cover_rows(const SitingProblem& problem, const PreparedSiting& prepared, double limit);

[[nodiscard]] std::string site_name(const SitingProblem& problem, SiteIndex site);
[[nodiscard]] std::string demand_name(const SitingProblem& problem, std::size_t demand);
/// "5 km", "15 minutes": as people ask for it.
[[nodiscard]] std::string cost_text(double cost, model::CostUnit unit);
/// "1 site", "12 sites".
[[nodiscard]] std::string sites_text(std::size_t count);

}  // namespace needsmap::analysis
