// The program: the command line, and the viewer behind its `view` command.
#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include "base/memory.hpp"
#include "cli/cli.hpp"
#include "viewer/viewer.hpp"

namespace {

int view(const needsmap::cli::ViewArguments& arguments) {
    needsmap::viewer::ViewerOptions options;
    options.workspace = arguments.workspace;
    options.width = arguments.width, options.height = arguments.height;
    options.ui_scale = arguments.scale;
    options.bench = arguments.bench;
    if (!arguments.screenshot.empty()) options.screenshot = arguments.screenshot;
    if (!arguments.play.empty()) options.play = arguments.play;
    return static_cast<int>(needsmap::viewer::run_viewer(options));
}

}  // namespace

int main(int argc, char** argv) {
    needsmap::base::tune_memory();
    try {
        return needsmap::cli::run(std::vector<std::string>(argv + std::min(argc, 1), argv + argc), view);
    } catch (const std::exception&) {
        return 1;  // not even memory for the arguments or the message
    }
}
