// What one more site buys, and what fairness costs: plans of every number of sites, or between the shortest mean and the shortest longest
// journey, as a table and as a chart.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/siting_frontier.hpp"
#include "app/charts.hpp"
#include "app/site_question.hpp"
#include "model/result.hpp"

namespace needsmap::app {

/// A flag per demand point: its area is rural (a class that does not begin with "Urban"). Empty when the workspace has no rural-urban classes.
[[nodiscard]] std::vector<char> rural_points(const model::Workspace& workspace, const SiteQuestion& question,
                                             base::Diagnostics& diagnostics);

/// The least number of sites that locks and groups allow.
[[nodiscard]] std::size_t least_sites(const analysis::SitingProblem& problem);

/// A row per number of sites: sites, mean, worst and worst rural journey in minutes or km, proven, gap_percent, opened, closed.
[[nodiscard]] std::shared_ptr<model::Result> frontier_result(const SiteQuestion& question, const analysis::Frontier& frontier,
                                                             std::string command);

/// Mean, longest and longest rural journey against the number of sites. `frontier` has a point.
[[nodiscard]] ChartView frontier_chart(const model::Workspace& workspace, const SiteQuestion& question, const analysis::Frontier& frontier);

/// The same columns, a row per plan of a frontier_of_worst; rows in order of rising mean and falling longest journey. `frontier` has a point.
[[nodiscard]] std::shared_ptr<model::Result> fairness_result(const SiteQuestion& question, const analysis::Frontier& frontier,
                                                             std::string command);

/// Longest and longest rural journey against the mean.
[[nodiscard]] ChartView fairness_chart(const model::Workspace& workspace, const SiteQuestion& question, const analysis::Frontier& frontier);

}  // namespace needsmap::app
