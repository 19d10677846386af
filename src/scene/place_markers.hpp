// Symbols of services on a map: clustered, coloured, and the space they take.
#pragma once

#include "scene/label_space.hpp"
#include "scene/map_scene.hpp"

namespace needsmap::scene {

/// Adds the shown place sets to `group` in drawing order, symbols whose place lies in `frame` (page mm) only, and takes their space.
void add_place_markers(Group& group, LabelSpace& space, const MapInput& input, const geo::PageFromMap& page_from_map,
                       const geo::PageBox& frame, const MapTheme& theme, double size_scale);

}  // namespace needsmap::scene
