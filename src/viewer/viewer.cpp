#include "viewer/viewer.hpp"

#include <cstdlib>
#include <vector>

#include "app/screenshot.hpp"
#include "viewer/bench.hpp"
#include "viewer/headless.hpp"
#include "viewer/window.hpp"

namespace needsmap::viewer {

namespace {

base::ExitCode take_screenshot(const ViewerOptions& options) {
    // A script that cannot be read is told before anything takes time.
    const std::vector<ScriptStep> steps = options.play ? read_script_file(*options.play) : std::vector<ScriptStep>{};
    Headless headless(options);
    headless.wait_until_open();
    headless.settle();
    headless.play(steps);
    headless.settle();
    app::write_screenshot(*options.screenshot, options.width, options.height, headless.pixels(),
                          options.ui_scale > 0 ? options.ui_scale : 1);
    return base::ExitCode::done;
}

bool is_set(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

}  // namespace

bool has_display() { return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"); }

base::ExitCode run_viewer(const ViewerOptions& options) {
    if (options.bench) return run_bench(options);
    if (options.screenshot) return take_screenshot(options);
    if (options.play)
        throw base::Error("Recorded actions are replayed for a picture only.", "Add --screenshot FILE.png.", base::ErrorKind::usage);
    return run_window(options);
}

}  // namespace needsmap::viewer
