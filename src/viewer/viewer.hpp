// The window: frame loop, input to actions, painting. And the same without a display, into a PNG.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/error.hpp"

namespace needsmap::viewer {

struct ViewerOptions {
    std::filesystem::path workspace;                  ///< empty: the last session's, else the embedded county
    std::optional<std::filesystem::path> screenshot;  ///< draw without a display into this PNG and leave
    int width = 1280, height = 800;                   ///< window or screenshot, pixels
    double ui_scale = 0;                              ///< 0: from the display or the saved session
    std::optional<std::filesystem::path> play;        ///< recorded actions, one per line, applied before the picture is taken
    bool bench = false;                               ///< print timings (first frame, pan, reclass, hover) as JSON and leave
};

/// Returns the exit code; throws base::Error when nothing can be shown.
[[nodiscard]] base::ExitCode run_viewer(const ViewerOptions& options);
/// True when a display can be opened (DISPLAY or WAYLAND_DISPLAY is set).
[[nodiscard]] bool has_display();

}  // namespace needsmap::viewer
