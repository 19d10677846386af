// scenarios/<id>.toml: one named plan each (docs/formats.md says what the keys mean).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/scenario.hpp"

namespace needsmap::io {

/// Reads one scenario. Problems go to `diagnostics`; throws base::Error when title or places are missing or two rules are given, and TomlError for
/// broken TOML.
[[nodiscard]] model::Scenario read_scenario_file(const std::filesystem::path& path, const std::string& written,
                                                 base::Diagnostics& diagnostics);

/// All scenarios of a folder by id. Files that cannot be used are reported and left out. A folder that is not there holds none.
[[nodiscard]] std::vector<model::Scenario> read_scenario_folder(const std::filesystem::path& folder, const std::string& written,
                                                                base::Diagnostics& diagnostics);

/// The text of a file that reads back as this scenario.
[[nodiscard]] std::string scenario_file_text(const model::Scenario& scenario);

/// Writes `<folder>/<id>.toml` beside its name, then renames it; makes the folder when it is not there. Throws base::Error when the file is there
/// already and `replace` is false, the id has other characters than letters, digits, - and _, or it cannot be written.
void write_scenario_file(const model::Scenario& scenario, const std::filesystem::path& folder, bool replace);

}  // namespace needsmap::io
