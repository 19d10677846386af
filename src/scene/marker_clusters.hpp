// Services that would overlap on the page, gathered into one symbol with a count. Labels, picking and legends share this.
#pragma once

#include <cstddef>
#include <vector>

#include "geo/spaces.hpp"
#include "model/places.hpp"

namespace needsmap::scene {

inline constexpr double marker_size_mm = 2.5;   ///< width of a single symbol at size scale 1
inline constexpr double marker_rim_mm = 0.3;

struct MarkerCluster {
    geo::MapPoint position;           ///< mean of its members
    std::vector<std::size_t> places;  ///< indices into PlaceSet::places, at least one
};
/// Gathers places nearer than `reach_m`. Depends on distances on the ground only, never on where the view stands, so symbols do not
/// jump while panning. Places without finite coordinates are left out.
[[nodiscard]] std::vector<MarkerCluster> cluster_places(const model::PlaceSet& set, double reach_m);
/// How near two symbols may be on the page before they become one: just under a symbol's width.
[[nodiscard]] double cluster_reach_m(const geo::PageFromMap& page_from_map, double size_scale);
/// Width of a cluster's symbol: single ones at marker_size_mm, larger ones with room for the number.
[[nodiscard]] double cluster_size_mm(std::size_t count, double size_scale);

}  // namespace needsmap::scene
