// The entry [roads] of a workspace, checked but not read: opening a map must not wait for its roads.
#pragma once

#include "base/diagnostics.hpp"
#include "io/workspace_file.hpp"
#include "model/workspace.hpp"

namespace needsmap::io {

/// Files that are not there are reported at the entry's line and left out.
[[nodiscard]] model::RoadSource road_source(const RoadsSpec& roads, const WorkspaceSpec& workspace, base::Diagnostics& diagnostics);

}  // namespace needsmap::io
