// All indicators of the selected area beside the county's.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_profile_panel(PanelContext& context);

}  // namespace needsmap::panels
