// A workspace file and everything it names, read into one immutable snapshot.
#pragma once

#include <filesystem>
#include <memory>

#include "base/job.hpp"
#include "model/workspace.hpp"

namespace needsmap::io {

struct ReadOptions {
    bool use_cache = true;       ///< coverages from and to base::cache_dir(), keyed by content
    bool drawing_levels = true;  ///< simplified levels for drawing; exports of tables do not need them
};

/// Reads the workspace. What is good is kept and the rest is listed in `diagnostics` (all problems at once, with file and line);
/// throws base::Error only when nothing can be shown: no workspace file, broken TOML, no geography with areas. Cancelled from the job.
[[nodiscard]] std::shared_ptr<const model::Workspace> read_workspace(const std::filesystem::path& file, const ReadOptions& options,
                                                                     base::JobContext& job);

/// The workspace that ships with the program (geodata/oxfordshire.toml).
[[nodiscard]] std::filesystem::path embedded_workspace();

}  // namespace needsmap::io
