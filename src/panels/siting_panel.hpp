// Siting: try out what opening, closing or moving a service would mean, and search for the best plan.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_siting_panel(PanelContext& context);

}  // namespace needsmap::panels
