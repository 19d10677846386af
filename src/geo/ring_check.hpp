// Which areas could be invalid: a quick, strict look that only lets sound outlines pass.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/ring_set.hpp"

namespace needsmap::geo {

/// One flag per area. 0 means certainly valid: no ring crosses or touches itself or another ring of the area, every hole lies in
/// its outer ring and no part in another. 1 means GEOS has to look: touching at a point can be valid. In parallel.
[[nodiscard]] std::vector<std::uint8_t> suspicious_areas(const RingSet& rings, std::span<const MapPoint> vertices);

}  // namespace needsmap::geo
