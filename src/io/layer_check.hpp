// Layer files against the tables they name: which columns are to be read, and which are not there.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>

#include "base/diagnostics.hpp"
#include "io/layer_file.hpp"
#include "io/raw_table.hpp"
#include "io/workspace_file.hpp"
#include "model/workspace.hpp"

namespace needsmap::io {

/// Only what layers use of a table is read as numbers; other columns may hold anything.
[[nodiscard]] std::set<std::string> columns_for(const std::string& table, std::span<const LayerFile> layers);

/// Reports the table and the columns that a layer names and that are not there, each with its line and what was perhaps meant. `raw_of_table` holds the
/// tables that could be read; why one could not has been told. An index is checked against the other layers.
void check_layer_file(const LayerFile& layer, std::span<const TableSpec> tables,
                      const std::map<std::string, std::shared_ptr<const RawTable>>& raw_of_table, const model::Workspace& workspace,
                      base::Diagnostics& diagnostics);

}  // namespace needsmap::io
