// A siting plan kept as a scenario of the workspace.
#pragma once

#include <filesystem>
#include <string>

#include "app/site_question.hpp"
#include "model/scenario.hpp"

namespace needsmap::app {

/// The plan as a scenario: the existing sites that stay, and the new ones with their position (and capacity).
[[nodiscard]] model::Scenario plan_scenario(const SiteQuestion& question, const analysis::SitingPlan& plan, std::string id,
                                            std::string description);

/// Where `name` is kept: an id goes into the workspace's folder of scenarios, a path that ends in .toml stays. Throws base::Error (usage), before the
/// work, when it cannot be a scenario's name, is there already (unless `replace`), or belongs to the county that ships with the program.
[[nodiscard]] std::filesystem::path scenario_file_for(const model::Workspace& workspace, const std::string& name, bool replace);

}  // namespace needsmap::app
