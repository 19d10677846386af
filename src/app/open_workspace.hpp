// The one way in to a workspace for the command line and the viewer, which do not know the layer that reads files.
#pragma once

#include <filesystem>
#include <memory>

#include "base/job.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// Reads a workspace file; an empty path means the county that ships with the program. `for_drawing` also makes the simplified levels that
/// maps are drawn from; tables and checks do without. Throws base::Error when nothing can be shown, base::Cancelled from the job.
[[nodiscard]] std::shared_ptr<const model::Workspace> open_workspace(const std::filesystem::path& file, bool for_drawing,
                                                                     base::JobContext& job);

/// True for the county that ships with the program.
[[nodiscard]] bool is_embedded(const model::Workspace& workspace);

}  // namespace needsmap::app
