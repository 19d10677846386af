// Dialogs: export, help, problems. The session says which one is open; they close themselves with an action.
#pragma once

#include "panels/context.hpp"

namespace needsmap::panels {

void draw_dialogs(PanelContext& context);
/// One page of dialogs.cpp's list.
void draw_export_form(PanelContext& context);

}  // namespace needsmap::panels
