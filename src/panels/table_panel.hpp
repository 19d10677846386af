// Every area with its figures, linked both ways with the map.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_table_panel(PanelContext& context);

}  // namespace needsmap::panels
