// A table as a file gives it: text in rows and columns, nothing interpreted yet.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace needsmap::io {

/// Rows of text cells, ragged as in the file. Cells point into one buffer, so a table of a million cells is two allocations.
class TextGrid {
public:
    struct Slice {
        std::uint32_t offset = 0;
        std::uint32_t length = 0;
    };

    /// Cells will be slices of `bytes` (see add_slice) or copies (see add_cell).
    explicit TextGrid(std::string bytes = {}) : m_bytes(std::move(bytes)) {}

    void add_slice(Slice slice) { m_cells.push_back(slice); }
    void add_cell(std::string_view text) {
        m_cells.push_back({static_cast<std::uint32_t>(m_bytes.size()), static_cast<std::uint32_t>(text.size())});
        m_bytes += text;
    }
    /// Ends a row that stood at 1-based `line` of the file.
    void end_row(int line) {
        m_row_begin.push_back(static_cast<std::uint32_t>(m_cells.size()));
        m_line.push_back(line);
    }

    /// Adds the rows of another grid after these, their lines counted on from `line_offset`.
    void append(const TextGrid& other, int line_offset);

    [[nodiscard]] std::size_t row_count() const { return m_line.size(); }
    [[nodiscard]] std::size_t row_width(std::size_t row) const { return m_row_begin[row + 1] - m_row_begin[row]; }
    [[nodiscard]] int line(std::size_t row) const { return m_line[row]; }
    /// Without surrounding spaces; empty beyond the end of a short row.
    [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const;

    [[nodiscard]] std::string& bytes() { return m_bytes; }
    /// For the cache: everything there is.
    template <template <class> class Const>
    struct PartsOf {
        typename Const<std::string>::type* bytes;
        typename Const<std::vector<Slice>>::type* cells;
        typename Const<std::vector<std::uint32_t>>::type* row_begin;
        typename Const<std::vector<int>>::type* line;
    };
    using Parts = PartsOf<std::type_identity>;
    using ConstParts = PartsOf<std::add_const>;
    [[nodiscard]] Parts parts() { return {&m_bytes, &m_cells, &m_row_begin, &m_line}; }
    [[nodiscard]] ConstParts parts() const { return {&m_bytes, &m_cells, &m_row_begin, &m_line}; }

private:
    std::string m_bytes;
    std::vector<Slice> m_cells;
    std::vector<std::uint32_t> m_row_begin = {0};
    std::vector<int> m_line;
};

/// A grid with named columns: the header found, everything above it left out.
struct RawTable {
    std::string file;                  ///< for messages
    std::vector<std::string> columns;  ///< may hold empty and repeated names
    TextGrid grid;
    std::size_t first_row = 0;   ///< first data row of the grid
    char delimiter = 0;          ///< of delimited text, else 0
    bool rows_are_lines = true;  ///< line numbers mean lines (text) or rows (spreadsheets, databases)

    [[nodiscard]] std::size_t row_count() const { return grid.row_count() - first_row; }
    [[nodiscard]] std::string_view text(std::size_t row, std::size_t column) const { return grid.cell(first_row + row, column); }
    [[nodiscard]] int line(std::size_t row) const { return grid.line(first_row + row); }
    /// The column of that name; "#3" is the third whatever its name. nullopt when there is none or when two have the name.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
};

/// What was found while looking for a column, as one sentence with the columns there are; hint "Did you mean …?".
struct ColumnProblem {
    std::string message, hint;
};
[[nodiscard]] ColumnProblem explain_missing_column(const RawTable& table, std::string_view name);

/// Takes the first row that holds all `wanted` names as header (it need not be the first: title lines are skipped), or
/// `header_line` when not 0. When no row fits, the fullest of the first rows is taken, so that messages can list its columns.
/// Columns named "#3" do not need a header cell.
[[nodiscard]] RawTable with_header(TextGrid grid, std::span<const std::string> wanted, int header_line);

}  // namespace needsmap::io
