// Text in a numeric column to a typed cell; the list of markers is in docs/formats.md.
#pragma once

#include <string_view>

#include "model/cell.hpp"

namespace needsmap::io {

enum class DecimalMark { point, comma };

/// What a reader may want to tell the user about a cell.
enum class CellRemark {
    none,
    marked,      ///< a number with a footnote mark ("31 u", "35*"): read, and worth a note
    percent,     ///< a number with a percent sign: read as the number before it
    spaced,      ///< spaces between thousands ("452 883"): read
    not_finite,  ///< NaN or infinity: missing
    unreadable,  ///< neither a number nor a known marker: missing, and a problem
};

struct ParsedCell {
    model::Cell cell;
    CellRemark remark = CellRemark::none;
};

/// Reads one cell. Thousands separators must stand where they belong: "1,234" is a number, "12,34" is not (with a decimal point).
[[nodiscard]] ParsedCell parse_cell(std::string_view text, DecimalMark mark = DecimalMark::point);

/// True for text such as "44,473" or "-0,5": digits, one comma, digits. It may be a decimal comma or a thousands comma.
[[nodiscard]] bool looks_like_decimal_comma(std::string_view text);

}  // namespace needsmap::io
