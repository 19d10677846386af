// Place search: type a name, code or service, fly there.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_search_box(PanelContext& context, float width);

}  // namespace needsmap::panels
