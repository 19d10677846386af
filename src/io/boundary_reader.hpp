// Boundary files to areas: codes and names checked, coordinates brought to the map, coverage and drawing levels built.
#pragma once

#include <cstdint>

#include "base/job.hpp"
#include "io/coverage_cache.hpp"
#include "io/source_path.hpp"
#include "io/workspace_file.hpp"

namespace needsmap::io {

struct BoundaryOptions {
    bool use_cache = true;
    bool drawing_levels = true;
};

/// Reads the boundaries of a geography, from the cache when the file's content (`content_hash`, see source_hash) and all options are
/// the same. Problems are in the result's diagnostics. Throws base::Error in one sentence without the file name when there are no
/// areas to show.
[[nodiscard]] BoundaryData read_boundaries(const GeographySpec& spec, const SourcePath& source, std::uint64_t content_hash,
                                           const BoundaryOptions& options, base::JobContext& job);

/// Label points of all areas, from several threads.
[[nodiscard]] std::vector<geo::MapPoint> label_points_of(const geo::Coverage& coverage, base::JobContext& job);
/// The same from the cache, keyed by the outlines themselves: for coverages that are quicker made than searched for label points.
[[nodiscard]] std::vector<geo::MapPoint> cached_label_points(const geo::Coverage& coverage, bool use_cache, base::JobContext& job);

}  // namespace needsmap::io
