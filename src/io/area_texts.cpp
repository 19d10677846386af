#include "io/area_texts.hpp"

#include "base/error.hpp"
#include "io/code_join.hpp"
#include "io/source_path.hpp"
#include "io/table_reader.hpp"

namespace needsmap::io {

namespace {

std::size_t column_of(const RawTable& table, const std::string& name) {
    if (const auto column = table.find(name)) return *column;
    const ColumnProblem problem = explain_missing_column(table, name);
    throw base::Error(table.file + ": " + problem.message, problem.hint);
}

RawTable read_named(const SourcePath& source, const std::vector<std::string>& wanted, base::Diagnostics& diagnostics) {
    try {
        return read_raw_table(source, {}, wanted, 0, diagnostics);
    } catch (const base::Error& error) {
        throw base::Error(source.written + ": " + error.what(), error.hint());
    }
}

}  // namespace

std::vector<std::string> read_area_texts(const std::filesystem::path& file, const std::string& code_column, const std::string& text_column,
                                         const model::Geography& geography, base::Diagnostics& diagnostics) {
    const SourcePath source = resolve_path({}, file.string());
    const RawTable table = read_named(source, {code_column, text_column}, diagnostics);
    const std::size_t codes = column_of(table, code_column), texts = column_of(table, text_column);
    const JoinTarget target{&geography.codes, geography.singular, geography.title};
    JoinOptions options;
    options.partial = true, options.rows_may_be_extra = true, options.compare = {texts};
    const JoinResult join = join_rows(table, codes, target, options, diagnostics);
    if (join.matched == 0)
        throw base::Error(table.file + " has no row for any " + geography.singular + ".",
                          "Its column " + code_column + " must hold codes such as " + geography.codes.front() + ".");
    std::vector<std::string> out(geography.size());
    for (std::size_t a = 0; a < out.size(); ++a)
        if (join.row_of_area[a] >= 0) out[a] = table.text(static_cast<std::size_t>(join.row_of_area[a]), texts);
    return out;
}

}  // namespace needsmap::io
