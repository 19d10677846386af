// Reads the population points of a workspace when an analysis asks for them.
#pragma once

#include "base/job.hpp"
#include "model/population_points.hpp"
#include "model/workspace.hpp"

namespace needsmap::io {

/// All points of all [[population_points]] of the workspace, each with its area of the finest geography. Points outside every area, rows
/// without a position, and rows without a number of people are left out and reported. No [[population_points]]: no points and no report.
/// Throws base::Error when a file or a column cannot be read, or no point lies in the county.
[[nodiscard]] model::PopulationPoints read_population_points(const model::Workspace& workspace, base::JobContext& job);

}  // namespace needsmap::io
