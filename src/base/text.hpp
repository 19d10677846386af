// Small text utilities shared by readers, search and writers. All text is UTF-8.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace needsmap::base {

/// Without leading and trailing spaces, tabs, line ends and no-break spaces.
[[nodiscard]] std::string_view trim(std::string_view text);

/// For search and matching: lower case, punctuation and runs of spaces become one space, common Latin accents dropped,
/// apostrophes of any shape dropped, "&" read as "and". "St Clement’s" -> "st clements", "Risinghurst & Sandhills" -> "risinghurst and sandhills".
[[nodiscard]] std::string fold(std::string_view text);

/// True when the bytes are well-formed UTF-8.
[[nodiscard]] bool is_utf8(std::string_view bytes);

/// A CSV field: quoted when needed (RFC 4180); text that a spreadsheet would run as a formula (starts with = + - @ tab CR)
/// gets a leading apostrophe. Numbers must not go through here.
[[nodiscard]] std::string csv_text(std::string_view text);

/// The closest of `candidates` by edit distance when it is close enough to be a likely slip, else empty. For "did you mean".
[[nodiscard]] std::string closest(std::string_view text, const std::vector<std::string>& candidates);

/// "a, b and c".
[[nodiscard]] std::string join_and(const std::vector<std::string>& words);

/// First letter large: "not significant" -> "Not significant". ASCII letters only.
[[nodiscard]] std::string capitalised(std::string text);
/// First letter small, for the middle of a sentence, unless an abbreviation begins there: "Wards" -> "wards", but "LSOAs" stays.
[[nodiscard]] std::string lower_first(std::string text);

}  // namespace needsmap::base
