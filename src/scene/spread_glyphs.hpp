// Range bars in the middle of areas: how the figures inside an area are spread (model::Spread).
#pragma once

#include <vector>

#include "scene/map_scene.hpp"

namespace needsmap::scene {

/// Size on paper, its ground included.
inline constexpr double spread_width_mm = 3, spread_height_mm = 7.6;

/// Adds the spreads of the map's result to `group`, sized for this camera, where the area is large enough on the page to hold one. Returns
/// the boxes they take on the page.
[[nodiscard]] std::vector<geo::PageBox> add_spread_glyphs(Group& group, const MapInput& input, const geo::PageFromMap& page_from_map,
                                                          const geo::PageBox& frame, const MapTheme& theme, double size_scale);

/// One of them on the page, for legends.
void draw_spread_glyph(Group& group, geo::PagePoint centre, const model::Spread& spread, const MapTheme& theme, double size_scale);

}  // namespace needsmap::scene
