// Hidden pockets: one sentence, a button, the ranked list; options folded away.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_pockets_panel(PanelContext& context);

}  // namespace needsmap::panels
