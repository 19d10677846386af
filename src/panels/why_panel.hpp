// "Why is this area flagged?" in the right rail: what speaks for and against the selected area being one of need.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_why_panel(PanelContext& context);

}  // namespace needsmap::panels
