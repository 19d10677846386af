// How values become classes and colours.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_classes_panel(PanelContext& context);

}  // namespace needsmap::panels
