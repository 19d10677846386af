// layers/<id>.toml: one layer definition each (docs/formats.md says what the keys mean).
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/layer.hpp"

namespace needsmap::io {

struct LayerFile {
    model::LayerDefinition definition;
    std::filesystem::path path;
    std::string written;              ///< for messages
    std::map<std::string, int> line;  ///< of the keys that name tables and columns
    std::vector<int> earlier_lines;   ///< of each [[earlier]] period
    std::vector<int> band_lines;      ///< of each [[band]]
    std::vector<int> use_lines;       ///< of an index: of each [[use]], as in the recipe
};

/// Reads one layer file. Problems go to `diagnostics`; a definition whose kind or columns are not known is unusable and throws
/// base::Error after its problems were listed. Throws TomlError for broken TOML.
[[nodiscard]] LayerFile read_layer_file(const std::filesystem::path& path, const std::string& written, base::Diagnostics& diagnostics);

/// All layer files of a folder, by theme, then title. Files that cannot be used are reported and left out.
[[nodiscard]] std::vector<LayerFile> read_layer_folder(const std::filesystem::path& folder, const std::string& written,
                                                       base::Diagnostics& diagnostics);

}  // namespace needsmap::io
