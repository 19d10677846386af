// Keeping a need index: as a layer file of the workspace, or as a recipe elsewhere.
#pragma once

#include <filesystem>
#include <string>

#include "app/job_runner.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// The file that `name` stands for: a path when it has a folder or ends in .toml, else the layer file of that id in the workspace's folder of
/// layers. Throws base::Error (usage), before any work, when the file is there and may not be replaced, its folder is missing, the id is no
/// id, or the workspace is the county that ships with the program, whose layers stay as they are.
[[nodiscard]] std::filesystem::path index_file_for(const model::Workspace& workspace, const std::string& name, bool replace);

/// Writes the file, titled by its id where the recipe has no title, and says so in the outcome's summary. Throws base::Error when it cannot.
void save_index(const model::LayerDefinition& index, const std::filesystem::path& file, bool replace, Outcome& outcome);

}  // namespace needsmap::app
