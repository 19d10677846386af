// The program: the command line, and the viewer behind its `view` command.
#ifdef __linux__
#include <malloc.h>
#endif

#include <algorithm>
#include <exception>
#include <string>
#include <vector>

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

/// Large buffers (boundaries, meshes) go back to the system when they are freed; by default glibc learns to keep them, and reading
/// England would hold 100 MB for nothing. Setting that one limit ends the learning of the others, and then every freed 128 kB at the end of
/// the heap would go back at once, only to be fetched again: each way stops all threads (a tenth of the time to the first frame).
void tune_memory() {
#ifdef __GLIBC__
    constexpr int large = 1 << 20, kept = 32 << 20, step = 2 << 20;
    mallopt(M_MMAP_THRESHOLD, large);
    mallopt(M_TRIM_THRESHOLD, kept);
    mallopt(M_TOP_PAD, step);
#endif
}

}  // namespace

int main(int argc, char** argv) {
    tune_memory();
    try {
        return needsmap::cli::run(std::vector<std::string>(argv + std::min(argc, 1), argv + argc), view);
    } catch (const std::exception&) {
        return 1;  // not even memory for the arguments or the message
    }
}
