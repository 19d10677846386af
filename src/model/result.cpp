#include "model/result.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "base/format.hpp"

namespace needsmap::model {

namespace {

ResultColumn column_of_numbers(std::string name, std::string title, ColumnType type, int decimals,
                               std::vector<std::optional<double>> cells) {
    for (std::optional<double>& cell : cells)
        if (cell && !std::isfinite(*cell)) cell.reset();
    return {std::move(name), std::move(title), type, decimals, {}, std::move(cells)};
}

std::string without_trailing_zeros(std::string text) {
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text == "-0" ? "0" : text;
}

[[noreturn]] void fail(const Result& result, const std::string& what) {
    throw base::Error("The result " + result.id + " does not hold together: " + what + ".");
}

void check_table(const Result& result) {
    const ResultTable& table = result.table;
    std::set<std::string> names;
    for (const ResultColumn& column : table.columns) {
        if (column.name.empty() || !names.insert(column.name).second) fail(result, "a column has no name of its own");
        if (column.size() != table.row_count()) fail(result, "the column " + column.name + " has another length");
    }
    if (!table.geography && !table.area.empty()) fail(result, "rows have areas of no geography");
    if (table.geography && table.area.size() != table.row_count()) fail(result, "not every row says which area it is about");
    for (const AreaIndex area : table.area)
        if (area != geo::no_area && (area < 0 || static_cast<std::size_t>(area) >= table.geography->size()))
            fail(result, "a row is about an area that does not exist");
}

void check_indicator(const Result& result) {
    const Indicator& indicator = *result.indicator;
    if (!indicator.definition || !indicator.geography) fail(result, "its layer has no definition or no geography");
    if (indicator.definition->id != result.id) fail(result, "its layer is called " + indicator.definition->id);
    const std::size_t size = indicator.geography->size();
    const auto fits = [size](std::size_t count, bool may_be_empty) { return count == size || (may_be_empty && count == 0); };
    if (!fits(indicator.value.size(), false) || !fits(indicator.rank.size(), false) || !fits(indicator.numerator.size(), true) ||
        !fits(indicator.denominator.size(), true) || !fits(indicator.parts_missing.size(), true) ||
        !fits(indicator.unreliable.size(), true))
        fail(result, "its layer does not have one figure for each area");
    if (indicator.definition->kind != LayerKind::category) return;
    if (indicator.definition->categories.size() > most_categories) fail(result, "it has more categories than a map can show");
    for (const Cell& cell : indicator.value)
        if (cell.has_number() && !category_of(*indicator.definition, cell)) fail(result, "an area is of a category that is not listed");
}

}  // namespace

ResultColumn text_column(std::string name, std::string title, std::vector<std::string> cells) {
    return {std::move(name), std::move(title), ColumnType::text, exact_decimals, std::move(cells), {}};
}

ResultColumn number_column(std::string name, std::string title, int decimals, std::vector<std::optional<double>> cells) {
    return column_of_numbers(std::move(name), std::move(title), ColumnType::number, decimals, std::move(cells));
}

ResultColumn integer_column(std::string name, std::string title, std::vector<std::optional<double>> cells) {
    return column_of_numbers(std::move(name), std::move(title), ColumnType::integer, 0, std::move(cells));
}

std::vector<std::optional<double>> numbers_of(const std::vector<Cell>& cells) {
    std::vector<std::optional<double>> out;
    out.reserve(cells.size());
    for (const Cell& cell : cells) out.push_back(cell.has_number() ? std::optional(cell.number) : std::nullopt);
    return out;
}

const ResultColumn* ResultTable::find(std::string_view name) const {
    const auto found = std::ranges::find(columns, name, &ResultColumn::name);
    return found == columns.end() ? nullptr : &*found;
}

std::string cell_text(const ResultColumn& column, std::size_t row) {
    if (column.type == ColumnType::text) return column.texts[row];
    const std::optional<double>& number = column.numbers[row];
    if (!number) return {};
    if (column.type == ColumnType::integer) return base::format_plain(*number, 0);
    if (column.decimals == exact_decimals) return base::format_exact(*number);
    return without_trailing_zeros(base::format_plain(*number, column.decimals));
}

std::optional<double> cell_number(const ResultColumn& column, std::size_t row) {
    if (column.type == ColumnType::text) return std::nullopt;
    const std::string text = cell_text(column, row);
    double out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return out;
}

void check_result(const Result& result) {
    if (result.id.empty()) fail(result, "it has no id");
    check_table(result);
    if (result.indicator) check_indicator(result);
    for (const Spread& spread : result.spreads) {
        const bool ordered = 0 <= spread.low && spread.low <= spread.middle && spread.middle <= spread.high && spread.high <= 1;
        const bool placed =
            result.indicator && spread.area >= 0 && static_cast<std::size_t>(spread.area) < result.indicator->geography->size();
        if (!ordered || !placed || !(spread.line >= 0 && spread.line <= 1)) fail(result, "a spread lies beyond its axis or its areas");
    }
}

}  // namespace needsmap::model
