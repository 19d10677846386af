// Numbers as people read them, the same in every locale.
#pragma once

#include <cstdint>
#include <string>

namespace needsmap::base {

/// "1,234.5": fixed decimals (0..12), thousands with a comma, minus as "−" (U+2212) for people. NaN and infinity give "–".
/// Rounds half away from zero on the first 15 significant decimal digits, as hand arithmetic would; never prints "−0".
[[nodiscard]] std::string format_number(double value, int decimals);

/// The same for files: no thousands separator, ASCII minus. NaN and infinity give an empty string.
[[nodiscard]] std::string format_plain(double value, int decimals);

/// Shortest text that reads back to the same double (for CSV and provenance). NaN and infinity give an empty string.
[[nodiscard]] std::string format_exact(double value);

/// "1,234".
[[nodiscard]] std::string format_count(std::int64_t count);

/// "1st", "2nd", "3rd", "11th".
[[nodiscard]] std::string format_ordinal(std::int64_t n);

}  // namespace needsmap::base
