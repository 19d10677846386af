// What an analysis gives back: a table with stable columns and, where it can be mapped, an indicator like that of any layer.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/layer.hpp"

namespace needsmap::model {

enum class ColumnType { text, number, integer };
/// Digits after the point for numbers that are written so that they read back exactly.
inline constexpr int exact_decimals = -1;

/// One column. A text column fills `texts`, the others `numbers`; an empty optional is an empty cell, never zero.
struct ResultColumn {
    std::string name;   ///< stable: scripts rely on it ("p_permutation")
    std::string title;  ///< what it means, for metadata ("share of permutations at least as extreme")
    ColumnType type = ColumnType::text;
    int decimals = exact_decimals;  ///< digits kept at most, for `number`
    std::vector<std::string> texts;
    std::vector<std::optional<double>> numbers;

    [[nodiscard]] std::size_t size() const { return type == ColumnType::text ? texts.size() : numbers.size(); }
};

[[nodiscard]] ResultColumn text_column(std::string name, std::string title, std::vector<std::string> cells);
/// Numbers that are not finite become empty cells, so that no NaN gets into a file.
[[nodiscard]] ResultColumn number_column(std::string name, std::string title, int decimals, std::vector<std::optional<double>> cells);
[[nodiscard]] ResultColumn integer_column(std::string name, std::string title, std::vector<std::optional<double>> cells);
/// The numbers of typed cells; empty where a cell has none, whatever the reason. Suppressed figures never get into a table.
[[nodiscard]] std::vector<std::optional<double>> numbers_of(const std::vector<Cell>& cells);

struct ResultTable {
    std::vector<ResultColumn> columns;
    std::shared_ptr<const Geography> geography;  ///< whose areas the rows are about; null: none (a reach curve)
    std::vector<AreaIndex> area;                 ///< by row; no_area for a row about no area. Empty when `geography` is null

    [[nodiscard]] std::size_t row_count() const { return columns.empty() ? 0 : columns.front().size(); }
    [[nodiscard]] const ResultColumn* find(std::string_view name) const;
};

/// A cell as every file prints it: rounded to the column's decimals without trailing zeros; empty for an empty cell.
[[nodiscard]] std::string cell_text(const ResultColumn& column, std::size_t row);
/// The number that text stands for; nothing for text columns and empty cells.
[[nodiscard]] std::optional<double> cell_number(const ResultColumn& column, std::size_t row);

/// A shape of its own on the map, such as the circle of a scan statistic.
struct Outline {
    std::string label;                              ///< short; stands at its top ("1")
    std::vector<std::vector<geo::MapPoint>> rings;  ///< map metres, closing point left out
};

/// How the figures inside an area are spread, as shares (0 bottom, 1 top) of an axis that all spreads of a result have in common: a small
/// range bar in the area's middle.
struct Spread {
    AreaIndex area = geo::no_area;         ///< of the indicator's geography
    double low = 0, middle = 0, high = 0;  ///< ascending
    double line = 0;                       ///< what the figures are to be compared with
    friend bool operator==(const Spread&, const Spread&) = default;
};

/// `indicator`, where there is one, is an ordinary layer of its own geography: its definition's id is the result's id.
struct Result {
    std::string id;     ///< "hotspots-child-poverty": letters, digits and hyphens; unique in the workspace
    std::string title;  ///< "Hot spots of children in poverty"
    std::shared_ptr<const Indicator> indicator;
    ResultTable table;
    std::string finding;                    ///< one plain sentence
    std::vector<std::string> method_lines;  ///< how it was made, for the foot of a sheet and the metadata of a table
    base::Diagnostics diagnostics;
    std::string command;  ///< the command line that makes it again
    std::vector<Outline> outlines;
    std::string outlines_title;  ///< what the outlines are, for the legend ("Most likely clusters")
    std::vector<Spread> spreads;
    std::string spreads_title;  ///< how to read them, for the legend
};

/// Throws base::Error when a result does not hold together: columns of different length or of one name, rows without their areas, an
/// indicator whose vectors do not fit its geography, a category beyond the list, an id that is not
/// the indicator's, or a spread beyond its axis.
void check_result(const Result& result);

}  // namespace needsmap::model
