// Which parts of a road network hang together, and where one-way roads let nobody in or out.
#pragma once

#include "model/road_network.hpp"

namespace needsmap::io {

/// Fills part_of, graphs and report.parts of a network whose nodes and edges are there. The part numbered 0 is the one with most nodes
/// (of equal ones that of the lowest node) from each of which all its others can be reached; the others follow by size.
void find_parts(model::RoadNetwork& network);

}  // namespace needsmap::io
