// Rivers, roads, railways and built-up outlines for orientation.
#pragma once

#include <cstdint>
#include <memory>

#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "io/source_path.hpp"
#include "io/workspace_file.hpp"
#include "model/places.hpp"

namespace needsmap::io {

/// Reads lines and outlines, from the cache when the file's content and all options are the same (`use_cache`). nullptr (after a
/// report) when nothing can be read.
[[nodiscard]] std::shared_ptr<const model::ContextLayer> read_context(const ContextSpec& spec, const SourcePath& source,
                                                                      std::uint64_t content_hash, bool use_cache,
                                                                      base::Diagnostics& diagnostics, base::JobContext& job);

}  // namespace needsmap::io
