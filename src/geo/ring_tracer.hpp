// From arcs with an area on each side to the rings of each area.
#pragma once

#include "geo/coverage.hpp"

namespace needsmap::geo {

/// Fills the ring fields of `data` (area_ring_begin, ring_arc_begin, ring_is_hole, ring_arcs) from its arcs. Every area's arcs must
/// balance: as many arrive at a node with the area on their left as leave it. Rings never visit a vertex twice: an area that
/// touches itself at a point gets separate rings there, as the OGC rules for valid polygons ask.
void trace_rings(CoverageData& data, std::size_t area_count);

}  // namespace needsmap::geo
