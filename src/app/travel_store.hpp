// Roads and timetables that were read once and serve every later question of this process.
#pragma once

#include <array>
#include <memory>

#include "analysis/road_snap.hpp"
#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "model/road_network.hpp"
#include "model/timetable.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// A road network made ready for questions.
struct Roads {
    std::shared_ptr<const model::RoadNetwork> network;
    std::array<std::shared_ptr<const analysis::RoadSnapper>, 2> snappers;  ///< by mode
    base::Diagnostics diagnostics;                                         ///< of the reading
    bool from_cache = false;                                               ///< whether that reading found it in the cache
};

/// The workspace's roads, from the last reading in this process when its files have not changed since. From any thread; a second asker waits for
/// the first one's reading. Throws base::Error when there are none (saying what to do), and what io::read_road_network throws.
[[nodiscard]] std::shared_ptr<const Roads> roads_of(const model::Workspace& workspace, base::JobContext& job);

/// The workspace's timetable, in the same way. Throws what io::read_timetable throws.
[[nodiscard]] std::shared_ptr<const model::Timetable> timetable_of(const model::Workspace& workspace, base::JobContext& job);

}  // namespace needsmap::app
