// Lines cut where others meet them and joined where nothing else does: the edges of a graph that is as small as it can be.
#pragma once

#include <cstdint>
#include <vector>

#include "io/road_lines.hpp"

namespace needsmap::io {

/// A stretch of road from node to node. All of it has one profile, so time passes evenly along it.
struct RoadChain {
    std::vector<std::uint32_t> vertices;  ///< the nodes at its ends included
    RoadProfile profile;
};

/// Nodes are vertices where other than two stretches meet, or two that differ in what may be done on them; a ring that nothing meets
/// keeps one. Chains are in the order of the lines that they begin with.
[[nodiscard]] std::vector<RoadChain> road_chains(const RoadLines& lines);

}  // namespace needsmap::io
