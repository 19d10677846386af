// What a workspace names and an analysis reads when it asks: roads, timetables, population points, scenarios. Opening a map only looks
// whether they are there.
#pragma once

#include <optional>
#include <string>

#include "base/diagnostics.hpp"
#include "io/source_path.hpp"
#include "io/workspace_file.hpp"
#include "model/workspace.hpp"

namespace needsmap::io {

/// The file behind a path of the workspace; a path that cannot be resolved is reported at `line`.
[[nodiscard]] std::optional<SourcePath> find_path(const WorkspaceSpec& spec, const std::string& path, int line,
                                                  base::Diagnostics& diagnostics);

/// Fills in what is there, and reports what is not. Scenarios are small and are read; those about places or sites that do not exist are
/// reported and left out, so the places have to be in `workspace` already.
void note_files_for_later(const WorkspaceSpec& spec, model::Workspace& workspace);

}  // namespace needsmap::io
