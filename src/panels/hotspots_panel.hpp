// "Hot spots" in the left rail: one button with sensible defaults, and the choices of experts folded away.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_hotspots_panel(PanelContext& context);

}  // namespace needsmap::panels
