// The legend with class counts, and the histogram with breaks that can be dragged.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_legend_panel(PanelContext& context);

}  // namespace needsmap::panels
