// A plan that was tried out, kept: as a scenario that the commands read, and as the command that measures it again.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "app/draft_plan.hpp"
#include "model/scenario.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// "Best 8, no rural ones" is "best-8-no-rural-ones": what the scenario of a title is called in commands. Throws base::Error (usage) for a title
/// without a letter or a digit.
[[nodiscard]] std::string scenario_id_of(std::string_view title);

/// The open sites as a scenario of `set`. A place that was moved is closed where it was and added under its own id where it is now; positions are
/// kept to the last bit. Added sites that are closed are left out: a scenario cannot speak of them.
[[nodiscard]] model::Scenario plan_scenario(const DraftPlan& plan, const model::PlaceSet& set, std::string id, std::string title);

/// The same workspace with this scenario, in the place of one with its id.
[[nodiscard]] std::shared_ptr<const model::Workspace> with_scenario(const model::Workspace& workspace, model::Scenario scenario);

/// The same plan as it goes on from the scenario it was saved as: `scenario` is an id of `workspace` or a file.
[[nodiscard]] DraftPlan continued_from(const DraftPlan& plan, const model::Workspace& workspace, const std::string& scenario);

/// True while the open sites are those of the set or the scenario that it began with.
[[nodiscard]] bool is_as_begun(const DraftPlan& plan);
/// The command `access` that gives the journeys of the plan by areas of `geography`; empty once the plan was changed and not saved.
[[nodiscard]] std::string access_command(const DraftPlan& plan, const model::Workspace& workspace, const std::string& geography);

}  // namespace needsmap::app
