// Which row of a table belongs to which area, by the exact text of its code, with a ledger of everything that does not fit.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/diagnostics.hpp"
#include "geo/coverage.hpp"
#include "io/raw_table.hpp"

namespace needsmap::io {

/// The areas that rows are looked up in.
struct JoinTarget {
    const std::vector<std::string>* keys = nullptr;  ///< by area: codes, or names for a join by name
    std::string one, many;                           ///< "ward", "wards": for sentences
};

struct JoinOptions {
    bool by_name = false;
    bool partial = false;                                    ///< areas without a row are expected
    bool rows_may_be_extra = false;                          ///< rows of other areas are expected (a national lookup)
    std::vector<std::pair<std::size_t, std::string>> where;  ///< only rows with this text in this column
    std::vector<std::size_t> compare;                        ///< columns in which rows of one code must agree; empty: all
    std::string consequence = "shown as missing";            ///< what becomes of areas without a row
};

struct JoinResult {
    std::vector<geo::AreaIndex> area_of_row;  ///< no_area for rows left out
    std::vector<std::int64_t> row_of_area;    ///< -1 for areas without a row
    std::size_t matched = 0;                  ///< areas with a row
};

/// Joins `table` on `column`. Reported to `diagnostics`:
/// - error: codes that are no area's, areas without a row, codes used twice with different numbers (the first row counts);
/// - note: identical copies, total rows and footnotes without a code, rows of another kind of area (a county's total among wards),
///   rows beyond the county when every area has its own.
[[nodiscard]] JoinResult join_rows(const RawTable& table, std::size_t column, const JoinTarget& target, const JoinOptions& options,
                                   base::Diagnostics& diagnostics);

}  // namespace needsmap::io
