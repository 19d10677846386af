#include "app/open_workspace.hpp"

#include <system_error>

#include "base/error.hpp"
#include "io/workspace_reader.hpp"

namespace needsmap::app {

std::shared_ptr<const model::Workspace> open_workspace(const std::filesystem::path& file, bool for_drawing, base::JobContext& job) {
    const io::ReadOptions options{.use_cache = true, .drawing_levels = for_drawing};
    return io::read_workspace(file.empty() ? io::embedded_workspace() : file, options, job);
}

bool is_embedded(const model::Workspace& workspace) {
    try {
        std::error_code error;
        return std::filesystem::equivalent(workspace.file, io::embedded_workspace(), error) && !error;
    } catch (const base::Error&) {
        return false;  // an installation without its own county still works on other workspaces
    }
}

}  // namespace needsmap::app
