// Times the interface as a person meets it: first frame, new colours, hover, moving the map. Without a display.
#pragma once

#include "base/error.hpp"
#include "viewer/viewer.hpp"

namespace needsmap::viewer {

/// Prints one JSON object on standard output. Windows are 1600 x 900 whatever options say.
[[nodiscard]] base::ExitCode run_bench(const ViewerOptions& options);

}  // namespace needsmap::viewer
