// Walks along roads between places and stops, for journeys by bus.
#pragma once

#include <cstddef>
#include <span>

#include "analysis/road_snap.hpp"
#include "analysis/stop_walks.hpp"
#include "base/job.hpp"
#include "geo/spaces.hpp"

namespace needsmap::analysis {

struct RoadWalkOptions {
    double limit_m = 800;       ///< longest walk, along the way; taken as the time that it takes at the network's walking speed
    double snap_limit_m = 500;  ///< points and stops further from every road cannot be walked from or to
};

struct RoadWalks {
    StopWalks walks;               ///< by point; seconds rounded up
    std::size_t stops_absent = 0;  ///< stops beyond the limit from every road
};

/// The stops within the limit from each point, by stop number, each with the walk from the point to it. `snapper` is of people on foot. In parallel;
/// the result does not depend on threads. Cancelled from the job.
[[nodiscard]] RoadWalks road_access(const RoadSnapper& snapper, std::span<const geo::MapPoint> points, std::span<const geo::MapPoint> stops,
                                    const RoadWalkOptions& options, base::JobContext& job);

/// The same with the walk from the stop to the point.
[[nodiscard]] RoadWalks road_egress(const RoadSnapper& snapper, std::span<const geo::MapPoint> points, std::span<const geo::MapPoint> stops,
                                    const RoadWalkOptions& options, base::JobContext& job);

}  // namespace needsmap::analysis
