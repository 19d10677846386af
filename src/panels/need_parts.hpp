// Pieces of the Need panel: the slider of a weight, the list of the worst areas, and the bars that say what would move an area.
#pragma once

#include "app/need_view.hpp"
#include "panels/context.hpp"

namespace needsmap::panels {

/// A slider from 0 to `most` in steps of 0.1; true when the weight was changed. Arrow keys work when it has the keyboard.
bool weight_slider(const char* id, double& weight, double most, float width);

/// A small cross that can be pressed.
bool small_cross(const char* id, float side);

/// Rank, name and range of ranks of the worst areas; a click selects one.
void draw_worst_areas(PanelContext& context, const app::NeedView& view);

/// For the selected area: where it would rank without an indicator and with it counted double.
void draw_need_moves(PanelContext& context);

}  // namespace needsmap::panels
