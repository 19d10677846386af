// A siting plan as a result: the table of sites, the map of journeys with catchments, and the words.
#pragma once

#include <memory>
#include <string>

#include "app/site_question.hpp"
#include "model/result.hpp"

namespace needsmap::app {

/// The plan's table (a row per open and closed site: site, action, assigned_children, mean_minutes and more), its map by the areas of `geography`
/// (journeys to the nearest open site; catchments as outlines), finding and method. `command` goes into it. Throws base::Error when the areas of the
/// demand do not lead to `geography`.
[[nodiscard]] std::shared_ptr<model::Result> site_result(const model::Workspace& workspace, const SiteQuestion& question,
                                                         const analysis::SitingPlan& plan, const std::string& geography,
                                                         std::string command);

/// A row per area of the finest geography: code, name, site that serves it, people, mean_minutes, mean_km. For boundary files.
[[nodiscard]] model::ResultTable served_areas_table(const SiteQuestion& question, const analysis::SitingPlan& plan);

/// The same workspace with the plan's sites as places "plan-opened", "plan-kept" and "plan-closed" (where there are any), for a sheet.
[[nodiscard]] std::shared_ptr<const model::Workspace> with_plan_places(const model::Workspace& workspace, const SiteQuestion& question,
                                                                       const analysis::SitingPlan& plan, std::vector<std::string>& ids);

}  // namespace needsmap::app
