// The bar at the top: title, place search, geography switch, undo, compare, theme, help, export.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_toolbar(PanelContext& context);

}  // namespace needsmap::panels
