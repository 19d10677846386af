// Comma, semicolon, tab or bar separated text into a grid, whatever its line ends (LF, CRLF, CR) and quoting.
#pragma once

#include <span>
#include <string>

#include "base/diagnostics.hpp"
#include "io/raw_table.hpp"

namespace needsmap::io {

/// Splits UTF-8 text at `delimiter`. Quoted fields (RFC 4180) may hold delimiters, line ends and doubled quotes. Rows keep the
/// number of the line they begin on; empty lines are left out. Throws base::Error when a quote is never closed.
[[nodiscard]] TextGrid split_delimited(std::string text, char delimiter);

/// The delimiter that cuts the first lines into the same number of fields most consistently; ',' when none does.
[[nodiscard]] char guess_delimiter(std::string_view text);

/// Reads a delimited text file of any common encoding. `wanted` are columns that the header must hold (they find the header below
/// title lines, and tell one delimiter from another); `header_line` as in with_header. What was assumed goes to `diagnostics` as
/// notes. Throws base::Error (without the file name) for an empty file and an unclosed quote.
[[nodiscard]] RawTable parse_delimited(std::string bytes, const std::string& file, std::span<const std::string> wanted, int header_line,
                                       base::Diagnostics& diagnostics);

}  // namespace needsmap::io
