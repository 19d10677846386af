// The command line: arguments to operations, progress on the console, exit codes.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace needsmap::cli {

/// `view` is handed in by main (the command line and the viewer are siblings that do not know each other). It receives
/// the arguments after "view".
struct ViewArguments {
    std::string workspace, screenshot, play;
    int width = 1280, height = 800;
    double scale = 0;
    bool bench = false;
};
using ViewCommand = std::function<int(const ViewArguments&)>;

/// Runs the program; never throws. Returns the process's exit code (0 done, 1 failed, 2 usage, 3 problems found, 130 cancelled).
[[nodiscard]] int run(const std::vector<std::string>& arguments, const ViewCommand& view);

}  // namespace needsmap::cli
