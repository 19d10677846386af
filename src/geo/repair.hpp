// Makes invalid outlines sound and says so.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "geo/ring_set.hpp"

namespace needsmap::geo {

/// What repair did. Vertices that GEOS made are appended to the caller's; all others are the very same.
struct RepairResult {
    std::size_t repaired_areas = 0;
    base::Diagnostics diagnostics;  ///< one per area that was invalid, in the order of areas
};

/// Replaces the rings of the areas flagged in `suspicious` that GEOS finds invalid. `labels` and `file` are for diagnostics.
[[nodiscard]] RepairResult repair_areas(RingSet& rings, std::vector<MapPoint>& vertices, const std::vector<std::uint8_t>& suspicious,
                                        const std::vector<std::string>& labels, const std::string& file);

}  // namespace needsmap::geo
