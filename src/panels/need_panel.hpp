// The need index: which indicators count how much, who is worst then, how sure that is, and what would move an area.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_need_panel(PanelContext& context);

}  // namespace needsmap::panels
