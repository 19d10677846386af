// The line at the bottom: where the figures come from, what is going on, what went wrong.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_status_line(PanelContext& context);

}  // namespace needsmap::panels
