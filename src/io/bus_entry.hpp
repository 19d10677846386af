// The workspace's [bus]: where the timetables are and how they are to be used.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/diagnostics.hpp"
#include "io/toml_reader.hpp"
#include "io/workspace_file.hpp"

namespace needsmap::io {

/// nullopt when the workspace has no [bus], or one that names no timetable.
[[nodiscard]] std::optional<BusSpec> read_bus_entry(TomlTable& root);

/// Looks whether the timetables are there, but not into them: opening a map must not wait for a timetable that may never be asked
/// for. Those that are not are reported in the workspace file `written`; nullopt when none is left.
[[nodiscard]] std::optional<model::BusSource> find_timetables(const BusSpec& spec, const std::filesystem::path& folder,
                                                              const std::string& written, base::Diagnostics& diagnostics);

}  // namespace needsmap::io
