#include "io/raw_table.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace needsmap::io {

namespace {

/// Title blocks of published tables are short; looking further would take data for a header.
constexpr std::size_t header_search_rows = 60;

/// 0-based column of "#3"; nullopt for ordinary names.
std::optional<std::size_t> column_number(std::string_view name) {
    if (!name.starts_with('#')) return std::nullopt;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(name.data() + 1, name.data() + name.size(), number);
    if (error != std::errc() || end != name.data() + name.size() || number == 0) return std::nullopt;
    return number - 1;
}

bool row_holds(const TextGrid& grid, std::size_t row, std::string_view name) {
    for (std::size_t c = 0; c < grid.row_width(row); ++c)
        if (grid.cell(row, c) == name) return true;
    return column_number(name).has_value();
}

std::size_t filled_cells(const TextGrid& grid, std::size_t row) {
    std::size_t count = 0;
    for (std::size_t c = 0; c < grid.row_width(row); ++c) count += grid.cell(row, c).empty() ? 0 : 1;
    return count;
}

std::size_t header_row(const TextGrid& grid, std::span<const std::string> wanted, int header_line) {
    const std::size_t limit = std::min(grid.row_count(), header_search_rows);
    if (header_line > 0) {
        for (std::size_t row = 0; row < grid.row_count(); ++row)
            if (grid.line(row) >= header_line) return row;
    }
    if (!wanted.empty())
        for (std::size_t row = 0; row < limit; ++row)
            if (filled_cells(grid, row) > 0 &&
                std::ranges::all_of(wanted, [&](const std::string& name) { return row_holds(grid, row, name); }))
                return row;
    std::size_t fullest = 0;
    for (std::size_t row = 1; row < limit; ++row)
        if (filled_cells(grid, row) > filled_cells(grid, fullest)) fullest = row;
    return fullest;
}

}  // namespace

std::string_view TextGrid::cell(std::size_t row, std::size_t column) const {
    if (column >= row_width(row)) return {};
    const Slice slice = m_cells[m_row_begin[row] + column];
    const std::string_view text(m_bytes.data() + slice.offset, slice.length);
    // Most cells have nothing to trim, and base::trim looks for several kinds of space.
    const auto plain = [](char c) { return c > ' ' && static_cast<unsigned char>(c) < 0x80; };
    if (!text.empty() && plain(text.front()) && plain(text.back())) return text;
    return base::trim(text);
}

void TextGrid::append(const TextGrid& other, int line_offset) {
    const auto byte_offset = static_cast<std::uint32_t>(m_bytes.size());
    const auto cell_offset = static_cast<std::uint32_t>(m_cells.size());
    m_bytes += other.m_bytes;
    for (const Slice slice : other.m_cells) m_cells.push_back({slice.offset + byte_offset, slice.length});
    for (std::size_t row = 0; row < other.row_count(); ++row) {
        m_row_begin.push_back(other.m_row_begin[row + 1] + cell_offset);
        m_line.push_back(other.m_line[row] + line_offset);
    }
}

std::optional<std::size_t> RawTable::find(std::string_view name) const {
    const auto it = std::ranges::find(columns, name);
    if (it == columns.end() || name.empty()) {
        const auto number = column_number(name);
        return number && *number < columns.size() ? number : std::nullopt;
    }
    if (std::find(it + 1, columns.end(), name) != columns.end()) return std::nullopt;
    return static_cast<std::size_t>(it - columns.begin());
}

ColumnProblem explain_missing_column(const RawTable& table, std::string_view name) {
    std::string positions;
    std::vector<std::string> names;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (table.columns[c] == name && !name.empty())
            positions += (positions.empty() ? "" : " and ") + std::string("#") + std::to_string(c + 1);
        if (!table.columns[c].empty() && std::ranges::find(names, table.columns[c]) == names.end()) names.push_back(table.columns[c]);
    }
    if (!positions.empty())
        return {"Several columns are called \"" + std::string(name) + "\" (" + positions + ").",
                "Write the number, such as \"#2\", to say which is meant."};
    std::string list;
    constexpr std::size_t listed = 15;
    for (std::size_t i = 0; i < std::min(names.size(), listed); ++i) list += (i == 0 ? "" : ", ") + names[i].substr(0, 60);
    if (names.size() > listed) list += " and " + std::to_string(names.size() - listed) + " more";
    ColumnProblem problem;
    problem.message = "There is no column \"" + std::string(name) + "\"; " +
                      (list.empty() ? "the file has no column names." : "the columns are " + list + ".");
    if (const std::string near = base::closest(name, names); !near.empty()) problem.hint = "Did you mean \"" + near + "\"?";
    return problem;
}

RawTable with_header(TextGrid grid, std::span<const std::string> wanted, int header_line) {
    RawTable table;
    if (grid.row_count() > 0) {
        const std::size_t header = header_row(grid, wanted, header_line);
        for (std::size_t c = 0; c < grid.row_width(header); ++c) table.columns.emplace_back(grid.cell(header, c));
        table.first_row = header + 1;
    }
    table.grid = std::move(grid);
    return table;
}

}  // namespace needsmap::io
