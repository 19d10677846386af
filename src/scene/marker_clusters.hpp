// Services that would overlap on the page, gathered into one symbol with a count. Labels, picking and legends share this.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "geo/spaces.hpp"
#include "model/places.hpp"

namespace needsmap::scene {

inline constexpr double marker_size_mm = 2.5;  ///< width of a single symbol at size scale 1
inline constexpr double marker_rim_mm = 0.3;

struct MarkerCluster {
    geo::MapPoint position;           ///< mean of its members
    std::vector<std::size_t> places;  ///< indices into PlaceSet::places, at least one
};
/// Gathers places nearer than `reach_m`. Depends on distances on the ground only, never on where the view stands, so symbols do not
/// jump while panning. Places without finite coordinates are left out.
[[nodiscard]] std::vector<MarkerCluster> cluster_places(const model::PlaceSet& set, double reach_m);
/// The symbols of one set at a zoom: places nearer than a symbol's width become one, and where the whole map would still carry more
/// symbols than a reader can take in (`share` of one per 130 mm² of `ground`, the map's box), the reach grows until it does not.
/// Depends on the zoom, never on the pan. Kept for the next call; thread-safe.
[[nodiscard]] std::shared_ptr<const std::vector<MarkerCluster>> clusters_at(const std::shared_ptr<const model::PlaceSet>& set,
                                                                            const geo::MapBox& ground,
                                                                            const geo::PageFromMap& page_from_map, double size_scale,
                                                                            double share);
/// Width of a cluster's symbol: single ones at marker_size_mm, larger ones with room for the number.
[[nodiscard]] double cluster_size_mm(std::size_t count, double size_scale);

}  // namespace needsmap::scene
