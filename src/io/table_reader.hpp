// Tables: raw text rows joined to areas and turned into typed cells.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "base/diagnostics.hpp"
#include "io/raw_table.hpp"
#include "io/source_path.hpp"
#include "io/workspace_file.hpp"
#include "model/workspace.hpp"

namespace needsmap::io {

/// Reads text tables with our own reader, and everything else (spreadsheets, databases) through OGR. `wanted`: columns that the
/// header must hold. Throws base::Error in one sentence without the file name.
[[nodiscard]] RawTable read_raw_table(const SourcePath& source, const std::string& layer, const std::vector<std::string>& wanted,
                                      int header_line, base::Diagnostics& diagnostics);

/// Joins `raw` to `geography` and reads `columns` as numbers. Columns that are not there are reported by who asked for them, not
/// here. Returns nullptr when the column with the codes is not there.
[[nodiscard]] std::shared_ptr<const model::Table> make_table(const TableSpec& spec, const RawTable& raw,
                                                             const std::set<std::string>& columns, const model::Geography& geography,
                                                             base::Diagnostics& diagnostics);

}  // namespace needsmap::io
