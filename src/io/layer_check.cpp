#include "io/layer_check.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "io/index_check.hpp"
#include "io/wording.hpp"

namespace needsmap::io {

using base::Severity;

namespace {

/// A column that a layer names somewhere, and where.
struct NamedColumn {
    std::string name;
    int line = 0;
};

std::vector<NamedColumn> columns_of(const LayerFile& layer) {
    const model::LayerDefinition& d = layer.definition;
    std::vector<NamedColumn> columns = {{d.numerator, layer.line.at("numerator")},
                                        {d.denominator, layer.line.at("denominator")},
                                        {d.value, layer.line.at("value")},
                                        {d.weight, layer.line.at("weight")}};
    const auto add = [&](const auto& entries, const std::vector<int>& lines) {
        for (std::size_t i = 0; i < entries.size(); ++i)
            for (const std::string& column : {entries[i].numerator, entries[i].denominator}) columns.push_back({column, lines[i]});
    };
    add(d.earlier, layer.earlier_lines), add(d.bands, layer.band_lines);
    std::erase_if(columns, [](const NamedColumn& column) { return column.name.empty(); });
    return columns;
}

void report_unknown_table(const LayerFile& layer, const std::vector<std::string>& ids, base::Diagnostics& diagnostics) {
    const std::string& table = layer.definition.table;
    const std::string near = base::closest(table, ids);
    diagnostics.add({Severity::error, "unknown-table", layer.written, layer.line.at("table"), 0, table,
                     "The workspace has no table \"" + table + "\".", near.empty() ? "" : "Did you mean \"" + near + "\"?"});
}

}  // namespace

std::set<std::string> columns_for(const std::string& table, std::span<const LayerFile> layers) {
    std::set<std::string> columns;
    for (const LayerFile& layer : layers)
        if (layer.definition.table == table)
            for (NamedColumn& column : columns_of(layer)) columns.insert(std::move(column.name));
    return columns;
}

void check_layer_file(const LayerFile& layer, std::span<const TableSpec> tables,
                      const std::map<std::string, std::shared_ptr<const RawTable>>& raw_of_table, const model::Workspace& workspace,
                      base::Diagnostics& diagnostics) {
    if (layer.definition.index) return check_index_file(layer, workspace, diagnostics);
    std::vector<std::string> ids;
    for (const TableSpec& table : tables) ids.push_back(table.id);
    if (std::ranges::find(ids, layer.definition.table) == ids.end()) return report_unknown_table(layer, ids, diagnostics);
    const auto raw = raw_of_table.find(layer.definition.table);
    if (raw == raw_of_table.end()) return;  // why has been told
    for (const NamedColumn& column : columns_of(layer)) {
        if (raw->second->find(column.name)) continue;
        const ColumnProblem problem = explain_missing_column(*raw->second, column.name);
        diagnostics.add({Severity::error, "unknown-column", layer.written, column.line, 0, column.name,
                         raw->second->file + ": " + problem.message, problem.hint});
    }
}

}  // namespace needsmap::io
