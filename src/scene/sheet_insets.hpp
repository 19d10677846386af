// Towns whose areas are too small to read on the main map, each worth a map of its own.
#pragma once

#include <string>
#include <vector>

#include "scene/map_scene.hpp"

namespace needsmap::scene {

struct InsetTown {
    std::string name;
    geo::MapBox box;        ///< square, holds the town's small areas
    std::size_t areas = 0;  ///< how many areas it shows that are hard to see on the main map
};
/// The city and major towns with several areas that measure less than about 5 mm on a map of this scale, largest town first, boxes
/// apart from each other.
/// None for maps of whole countries (no settlements) or when everything is large enough.
[[nodiscard]] std::vector<InsetTown> inset_towns(const MapInput& input, const geo::PageFromMap& page_from_map, std::size_t most);

}  // namespace needsmap::scene
