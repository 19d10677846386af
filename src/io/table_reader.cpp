#include "io/table_reader.hpp"

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "io/cell_text.hpp"
#include "io/code_join.hpp"
#include "io/delimited_text.hpp"
#include "io/gdal_support.hpp"
#include "io/vector_file.hpp"
#include "io/wording.hpp"
#include "io/zip_member.hpp"

namespace needsmap::io {

using base::Severity;
using model::Cell;

namespace {

bool is_text(const std::string& extension) {
    return extension == ".csv" || extension == ".tsv" || extension == ".txt" || extension == ".tab";
}
bool is_spreadsheet(const std::string& extension) { return extension == ".xlsx" || extension == ".ods" || extension == ".xls"; }

std::string text_bytes(const SourcePath& source) { return source.is_zip ? UnpackedMember(source).bytes() : base::read_file(source.file); }

/// What one column's cells gave rise to.
struct ColumnRemarks {
    struct Bad {
        std::size_t row;
        CellRemark remark;
    };
    std::vector<Bad> bad;
    std::size_t marked = 0, percent = 0, plain = 0, spaced = 0;
    std::string first_marked;
};

/// More would bury the rest of the report.
constexpr std::size_t listed_bad_cells = 10;

class ColumnReader {
public:
    ColumnReader(const RawTable& raw, const JoinResult& join, const TableSpec& spec, base::Diagnostics& diagnostics)
        : m_raw(&raw), m_join(&join), m_spec(&spec), m_diagnostics(&diagnostics) {}

    std::vector<Cell> read(std::size_t column) {
        const DecimalMark mark = decimal_mark(column);
        std::vector<Cell> cells(m_join->row_of_area.size());
        ColumnRemarks remarks;
        for (std::size_t a = 0; a < cells.size(); ++a) {
            if (m_join->row_of_area[a] < 0) continue;
            const auto row = static_cast<std::size_t>(m_join->row_of_area[a]);
            const ParsedCell parsed = parse_cell(m_raw->text(row, column), mark);
            cells[a] = parsed.cell;
            take_note(parsed, row, column, remarks);
        }
        report(remarks, column);
        return cells;
    }

private:
    /// Only semicolons make a comma in a number doubtful: with commas between columns it separates thousands.
    DecimalMark decimal_mark(std::size_t column) {
        if (m_spec->decimal) return *m_spec->decimal;
        if (m_raw->delimiter != ';' && m_raw->delimiter != '\t') return DecimalMark::point;
        bool any_comma = false;
        for (const std::int64_t row : m_join->row_of_area) {
            if (row < 0) continue;
            const std::string_view text = m_raw->text(static_cast<std::size_t>(row), column);
            if (text.find(',') == std::string_view::npos) {
                if (text.find('.') != std::string_view::npos && parse_cell(text).cell.has_number()) return DecimalMark::point;
                continue;
            }
            if (!looks_like_decimal_comma(text)) return DecimalMark::point;
            any_comma = true;
        }
        if (!any_comma || m_raw->delimiter == '\t') return DecimalMark::point;
        add(Severity::note, "decimal-comma", 0, column, "The comma was read as a decimal mark in column " + name(column) + ".",
            "Write decimal = \".\" for the table if it separates thousands.");
        return DecimalMark::comma;
    }

    static void count_kind(const ParsedCell& parsed, ColumnRemarks& remarks) {
        if (!parsed.cell.has_number()) return;
        ++(parsed.remark == CellRemark::percent ? remarks.percent : remarks.plain);
        if (parsed.remark == CellRemark::spaced) ++remarks.spaced;
    }
    void take_note(const ParsedCell& parsed, std::size_t row, std::size_t column, ColumnRemarks& remarks) const {
        count_kind(parsed, remarks);
        if (parsed.remark == CellRemark::unreadable || parsed.remark == CellRemark::not_finite) remarks.bad.push_back({row, parsed.remark});
        if (parsed.remark == CellRemark::marked && remarks.marked++ == 0) remarks.first_marked = m_raw->text(row, column);
    }

    void report(ColumnRemarks& remarks, std::size_t column) {
        std::ranges::sort(remarks.bad, {}, &ColumnRemarks::Bad::row);
        for (std::size_t i = 0; i < std::min(remarks.bad.size(), listed_bad_cells); ++i) report_bad(remarks.bad[i], column);
        if (remarks.bad.size() > listed_bad_cells)
            add(Severity::error, "unreadable-cell", 0, column,
                std::to_string(remarks.bad.size() - listed_bad_cells) + " more cells of column " + name(column) + " are no numbers.");
        if (remarks.marked > 0)
            add(Severity::note, "marked-cell", 0, column,
                count_of(remarks.marked, "number", "numbers") + " in column " + name(column) + " with a footnote mark, such as \"" +
                    remarks.first_marked + "\", " + (remarks.marked == 1 ? "was" : "were") + " read as provisional.");
        if (remarks.percent > 0 && remarks.plain > 0)
            add(Severity::warning, "mixed-percent", 0, column, "Column " + name(column) + " mixes numbers with and without a percent sign.",
                "Check that all are in the same unit.");
        if (remarks.spaced > 0)
            add(Severity::note, "spaced-number", 0, column,
                "Spaces within numbers in column " + name(column) + " were read as separating thousands.");
    }
    void report_bad(const ColumnRemarks::Bad& bad, std::size_t column) {
        constexpr std::size_t longest = 40;
        const std::string text(m_raw->text(bad.row, column).substr(0, longest));
        if (bad.remark == CellRemark::not_finite)
            add(Severity::error, "not-finite", m_raw->line(bad.row), column,
                "\"" + text + "\" in column " + name(column) + " is not a finite number; the area is shown as missing.",
                "Leave the cell empty if there is no figure.");
        else
            add(Severity::error, "unreadable-cell", m_raw->line(bad.row), column,
                "\"" + text + "\" in column " + name(column) + " is not a number; the area is shown as missing.");
    }

    [[nodiscard]] std::string name(std::size_t column) const { return "\"" + m_raw->columns[column] + "\""; }
    void add(Severity severity, std::string id, int line, std::size_t column, std::string message, std::string hint = {}) {
        m_diagnostics->add({severity, std::move(id), m_raw->file, line, 0, m_raw->columns[column], std::move(message), std::move(hint)});
    }

    const RawTable* m_raw;
    const JoinResult* m_join;
    const TableSpec* m_spec;
    base::Diagnostics* m_diagnostics;
};

/// nullopt after reporting it.
std::optional<std::size_t> find_or_report(const RawTable& raw, const std::string& column, base::Diagnostics& diagnostics) {
    const auto found = raw.find(column);
    if (!found) {
        const ColumnProblem problem = explain_missing_column(raw, column);
        diagnostics.add({Severity::error, "unknown-column", raw.file, 0, 0, column, problem.message, problem.hint});
    }
    return found;
}

}  // namespace

RawTable read_raw_table(const SourcePath& source, const std::string& layer, const std::vector<std::string>& wanted, int header_line,
                        base::Diagnostics& diagnostics) {
    require_readable(source);
    const std::string extension = source_extension(source);
    if (is_text(extension)) return parse_delimited(text_bytes(source), source.written, wanted, header_line, diagnostics);
    if (is_spreadsheet(extension)) {
        RawTable table = with_header(read_spreadsheet(source, layer, diagnostics), wanted, header_line);
        table.file = source.written;
        table.rows_are_lines = false;
        return table;
    }
    base::QuietJob job;
    return std::move(read_vector_file(source, layer, diagnostics, job).attributes);
}

std::shared_ptr<const model::Table> make_table(const TableSpec& spec, const RawTable& raw, const std::set<std::string>& columns,
                                               const model::Geography& geography, base::Diagnostics& diagnostics) {
    const bool by_name = spec.code.empty();
    const auto key = find_or_report(raw, by_name ? spec.name : spec.code, diagnostics);
    JoinOptions options;
    options.by_name = by_name;
    options.partial = spec.partial;
    bool complete = key.has_value();
    for (const auto& [column, text] : spec.where) {
        const auto found = find_or_report(raw, column, diagnostics);
        if (found)
            options.where.emplace_back(*found, text);
        else
            complete = false;
    }
    if (!complete) return nullptr;
    const JoinTarget target{by_name ? &geography.names : &geography.codes, geography.singular, base::lower_first(geography.title)};
    const JoinResult join = join_rows(raw, *key, target, options, diagnostics);
    if (by_name && join.matched > 0)
        diagnostics.add(
            {Severity::note, "joined-by-name", raw.file, 0, 0, raw.columns[*key],
             std::to_string(join.matched) + " of " + std::to_string(geography.size()) + " " + target.many + " were joined by name.",
             "Names outlive changes of boundaries: join by code where there is one."});
    auto table = std::make_shared<model::Table>();
    table->id = spec.id;
    table->file = raw.file;
    table->geography = geography.id;
    ColumnReader reader(raw, join, spec, diagnostics);
    for (const std::string& column : columns)
        if (const auto found = raw.find(column)) table->columns.push_back({column, reader.read(*found)});
    return table;
}

}  // namespace needsmap::io
