// What lies over a map pane on screen: caption, scale bar, north arrow, zoom buttons, hover tooltip.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

/// Caption, scale bar and north arrow of one pane, on the background list (the map has no ImGui window).
void draw_map_furniture(PanelContext& context, const MapPane& pane, bool captioned);
/// Zoom in, out and whole county, in the pane's upper right corner.
void draw_map_buttons(PanelContext& context, const MapPane& pane);
/// The tooltip of the hovered area or service at the pointer.
void draw_map_tooltip(PanelContext& context);

/// Page millimetres to pixels at a UI scale: 96 pixels per inch at 100 %.
[[nodiscard]] double px_per_mm(double ui_scale);

}  // namespace needsmap::panels
