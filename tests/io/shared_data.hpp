// Where the real open data lies, if it is here; and small workspaces around single files.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "io/temporary_folder.hpp"
#include "io/workspace_reader.hpp"

namespace needsmap::io {

/// The folder `data` of the shared files, or an empty path.
inline std::filesystem::path shared_data() {
    const char* shared = std::getenv("NEEDSMAP_SHARED");
    const std::filesystem::path data = std::filesystem::path(shared == nullptr ? "" : shared) / "data";
    std::error_code error;
    return shared != nullptr && std::filesystem::is_directory(data, error) ? data : std::filesystem::path();
}

/// Says once per program, in one line, that tests are skipped.
inline bool skips_without_shared_data() {
    static const bool skips = [] {
        const bool absent = shared_data().empty();
        if (absent) MESSAGE("skipped: tests over real data, which is not there (set NEEDSMAP_SHARED to its folder)");
        return absent;
    }();
    return skips;
}

/// Ends a test when the data is not here.
#define SKIP_WITHOUT_SHARED_DATA() \
    if (::needsmap::io::skips_without_shared_data()) return

/// Reads without touching anyone's cache.
inline std::shared_ptr<const model::Workspace> read_fresh(const std::filesystem::path& file, bool drawing_levels = false) {
    base::QuietJob job;
    return read_workspace(file, {.use_cache = false, .drawing_levels = drawing_levels}, job);
}

/// The first finding with this id, or nullptr.
inline const base::Diagnostic* find_diagnostic(const base::Diagnostics& diagnostics, std::string_view id, std::string_view in_text = {}) {
    for (const base::Diagnostic& d : diagnostics.items())
        if (d.id == id && d.text().find(in_text) != std::string::npos) return &d;
    return nullptr;
}

inline std::size_t error_count(const base::Diagnostics& diagnostics) { return diagnostics.count(base::Severity::error); }

/// All findings as text, for messages of failed checks.
inline std::string all_text(const base::Diagnostics& diagnostics) {
    std::string text;
    for (const base::Diagnostic& d : diagnostics.items()) text += "\n[" + d.id + "] " + d.text();
    return text;
}

}  // namespace needsmap::io
