// The window on the desktop: events, frame loop, saved session.
#pragma once

#include "base/error.hpp"
#include "viewer/viewer.hpp"

namespace needsmap::viewer {

/// Runs until the window is closed. Throws base::Error when no window with OpenGL 3.3 can be opened. With NEEDSMAP_VIEW_FRAMES=N in the
/// environment it closes by itself after N frames with an open workspace (for tests).
[[nodiscard]] base::ExitCode run_window(const ViewerOptions& options);

}  // namespace needsmap::viewer
