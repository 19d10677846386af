// Lines to a graph of roads.
#pragma once

#include "io/road_lines.hpp"
#include "model/road_network.hpp"

namespace needsmap::io {

/// Everything of the network but its hierarchies and the files' names in its report. Nodes lie along a curve that fills the plane, so
/// that what is near on the map is near in memory.
[[nodiscard]] model::RoadNetwork build_road_network(const RoadLines& lines, const RoadSpeeds& speeds, base::JobContext& job);

}  // namespace needsmap::io
