// What a plan achieves, on the map: its sentences and the key of its isochrones, where they cover least of the county.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

/// The caption in a corner of the pane; nothing without a plan, or where there is no room.
void draw_plan_caption(PanelContext& context, const MapPane& pane);

/// The key of the selected site's isochrones, a swatch for each limit, `width` wide; nothing while there are none.
void draw_isochrone_key(PanelContext& context, float width);

}  // namespace needsmap::panels
