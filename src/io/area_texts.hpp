// A word for each area from a table file, such as its rural-urban class.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/geography.hpp"

namespace needsmap::io {

/// The text in `text_column` of the row with each area's code in `code_column`; empty where the file has no row for it, which is noted. What
/// does not fit is reported to `diagnostics`. Throws base::Error when the file cannot be read, lacks one of the columns, or has a row for
/// no area at all.
[[nodiscard]] std::vector<std::string> read_area_texts(const std::filesystem::path& file, const std::string& code_column,
                                                       const std::string& text_column, const model::Geography& geography,
                                                       base::Diagnostics& diagnostics);

}  // namespace needsmap::io
