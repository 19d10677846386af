// Tab goes through every control of the window in the order they are drawn, across rails. (ImGui 1.86 stops at text fields only.)
#pragma once

namespace needsmap::panels {

/// Forgets last frame's stops. Call before the first control of a frame.
void begin_tab_order();
/// The item drawn last is a stop. A text field takes what is typed as soon as it is reached.
void add_tab_stop(bool is_text_field);
/// Moves the keyboard to the next stop (with Shift to the one before) when Tab was pressed. Call after the last control.
void end_tab_order();

}  // namespace needsmap::panels
