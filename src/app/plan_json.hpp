// The plan that is tried out, as JSON: part of the saved session.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "app/draft_plan.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// Sites by id, with positions to the last bit.
[[nodiscard]] nlohmann::ordered_json plan_to_json(const DraftPlan& plan);

/// Reads what plan_to_json wrote. What the plan began with is taken from the workspace anew and must be as it was, or the changes would be
/// told against something else. Throws base::Error with one sentence why the plan is not restored: what it needs is gone or has changed, or it is
/// damaged.
[[nodiscard]] DraftPlan plan_from_json(const nlohmann::ordered_json& json, const model::Workspace& workspace);

}  // namespace needsmap::app
