// Charts of the layer on the map: reach curve, funnel, scatter of two layers, areas against their neighbours.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_chart_panel(PanelContext& context);

}  // namespace needsmap::panels
