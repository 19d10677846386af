// A table of figures on pages of its own: groups of columns, sections of rows, as many pages as it takes.
#pragma once

#include <string>
#include <vector>

#include "scene/page_frame.hpp"
#include "scene/sheet.hpp"

namespace needsmap::scene {

/// Columns next to each other with the same group share one head.
struct TableColumn {
    std::string group, head;
};
struct TableRow {
    std::string label;
    std::vector<std::string> cells;  ///< as printed, one per column
};
struct TableSection {
    std::string title;  ///< empty: none is printed
    std::vector<TableRow> rows;
};
struct PrintedTable {
    std::string caption, label_head;
    std::vector<TableColumn> columns;
    std::vector<TableSection> sections;
};

struct TableSheetRequest {
    const PrintedTable& table;
    PageWords words;
    Paper paper;
    std::string description;  ///< alternative text
};
/// The lead stands on the first page; head and foot on every one. Throws base::Error when the paper is too small for one row, or too narrow.
[[nodiscard]] std::vector<Sheet> compile_table_sheets(const TableSheetRequest& request);

}  // namespace needsmap::scene
