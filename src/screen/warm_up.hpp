// Makes the driver compile everything that painting a map needs, while the workspace is still being read.
#pragma once

#include "screen/painter.hpp"

namespace needsmap::screen {

/// Paints one of each kind into a picture nobody sees. Drivers translate shaders when they are first drawn with; on a software renderer
/// that takes as long as three frames, and it is the same work whichever map comes.
void warm_up(Painter& painter);

}  // namespace needsmap::screen
