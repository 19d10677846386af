#include "io/road_source.hpp"

#include <filesystem>
#include <optional>

#include "base/error.hpp"
#include "io/source_path.hpp"

namespace needsmap::io {

model::RoadSource road_source(const RoadsSpec& roads, const WorkspaceSpec& workspace, base::Diagnostics& diagnostics) {
    const auto found = [&](const std::string& path) -> std::optional<std::string> {
        std::string written = path;
        try {
            const SourcePath source = resolve_path(workspace.folder, path);
            written = source.written;
            require_readable(source);
            return std::filesystem::absolute(written).lexically_normal().string();
        } catch (const base::Error& error) {
            diagnostics.add({base::Severity::error, "unreadable-file", workspace.written, roads.line, 0, path,
                             "[roads] names " + written + ": " + error.what(), error.hint()});
            return std::nullopt;
        }
    };
    model::RoadSource out{{}, roads.layer, roads.class_column, roads.oneway, roads.maxspeed, roads.crs, {}, 500};
    for (const std::string& path : roads.files)
        if (auto file = found(path)) out.files.push_back(std::move(*file));
    // Reading roads with other speeds than the wished ones would be wrong: the name is kept and reading fails at it.
    if (!roads.speeds.empty())
        out.speeds_file = found(roads.speeds).value_or(std::filesystem::absolute(workspace.folder / roads.speeds).string());
    out.snap_limit_m = roads.snap_limit_m.value_or(out.snap_limit_m);
    return out;
}

}  // namespace needsmap::io
