// Layer files of the kind "index": the recipe of a need index, read and written (docs/formats.md says what the keys mean).
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "io/toml_reader.hpp"
#include "model/index_recipe.hpp"

namespace needsmap::io {

/// The keys that only an index has: method, combine, missing, shrink and [[use]]. `use_lines` gets the line of each ingredient. Null, with
/// the problems listed, when no ingredient can be used or all weights are zero.
[[nodiscard]] std::shared_ptr<const model::IndexRecipe> read_index_recipe(TomlTable& toml, const std::string& title,
                                                                          std::vector<int>& use_lines);

/// The text of a layer file that reads back as this index: title, theme, description, recipe, and what differs from the usual.
[[nodiscard]] std::string index_file_text(const model::LayerDefinition& index);

/// Writes the file beside its name, then renames it. Throws base::Error when it is there already and `replace` is false, its name is not an
/// id (letters, digits and hyphens, ending in .toml), or it cannot be written.
void write_index_file(const model::LayerDefinition& index, const std::filesystem::path& file, bool replace);

}  // namespace needsmap::io
