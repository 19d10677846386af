// Services to lay over the map.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_places_panel(PanelContext& context);

}  // namespace needsmap::panels
