// Layers by theme, with search; a click shows one.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_layers_panel(PanelContext& context);

}  // namespace needsmap::panels
