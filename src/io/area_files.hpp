// Reads what a workspace names by area besides its tables: rural-urban classes and planned homes.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/area_files.hpp"
#include "model/workspace.hpp"

namespace needsmap::io {

/// Rural-urban class by area of the finest geography, "" where the file has none; an empty vector when the workspace names no [rural_urban].
/// Throws what read_area_texts throws.
[[nodiscard]] std::vector<std::string> read_rural_urban(const model::Workspace& workspace, base::Diagnostics& diagnostics);

/// Planned homes and homes today by area of the finest geography; cells that are no number say why. Throws base::Error when the workspace
/// names no [planned_homes], and what read_area_texts throws.
[[nodiscard]] model::PlannedHomes read_planned_homes(const model::Workspace& workspace);

}  // namespace needsmap::io
