// Timetables in the General Transit Feed Specification (gtfs.org/schedule/reference), from folders or zip archives.
#pragma once

#include <memory>
#include <vector>

#include "base/job.hpp"
#include "io/source_path.hpp"
#include "model/timetable.hpp"
#include "model/workspace.hpp"

namespace needsmap::io {

struct GtfsOptions {
    std::vector<int> route_types;  ///< of the routes to keep (3 = bus); empty: all
    bool use_cache = true;         ///< to and from base::cache_dir(), keyed by the feeds' content
};

/// Reads feeds into one timetable: stops that trips call at, routes, trips with a time at every stop, and the days they run.
/// Missing times between timed stops are filled in by distance (shape_dist_traveled, else straight lines between the stops);
/// frequencies.txt becomes single trips, one per headway from its start, whether its times are exact or not; pickup and drop-off by
/// arrangement count as possible. Rows that cannot be used are left out and told in `diagnostics`, one sentence per kind, with file and row.
/// Throws base::Error when a feed has no stops, trips or days at all, or lacks a file or column that GTFS requires for them.
[[nodiscard]] std::shared_ptr<const model::Timetable> read_gtfs(const std::vector<SourcePath>& feeds, const GtfsOptions& options,
                                                                base::JobContext& job);

/// The timetable that the workspace names in [bus], its stops compared with the county's ground. Throws base::Error when the workspace
/// names none, when none of its stops lies in or near the county, and as read_gtfs.
[[nodiscard]] std::shared_ptr<const model::Timetable> read_timetable(const model::Workspace& workspace, base::JobContext& job);

}  // namespace needsmap::io
