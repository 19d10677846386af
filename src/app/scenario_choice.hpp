// A scenario by what people type: an id of the workspace, or a file of one's own.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "model/scenario.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// True for names of files: those with a "/" in them or with the ending .toml. All others are ids.
[[nodiscard]] bool is_scenario_file(std::string_view name);

/// The workspace's scenario of that id, nullptr when it has none; or the one that is read from a file. Throws base::Error when the file is not there,
/// cannot be read, or has something wrong in it.
[[nodiscard]] std::shared_ptr<const model::Scenario> find_scenario(const model::Workspace& workspace, const std::string& name);

}  // namespace needsmap::app
