// The square legend of two layers crossed, in the right rail.
#pragma once

#include "panels/context.hpp"
#include "scene/display_list.hpp"
#include "scene/map_scene.hpp"

namespace needsmap::panels {

/// `styles` are those of the map. A click on a cell selects its areas.
void draw_crossed_legend(PanelContext& context, const scene::MapInput& map, const std::vector<scene::FillStyle>& styles);

}  // namespace needsmap::panels
