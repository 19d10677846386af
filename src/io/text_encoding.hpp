// Bytes of a text file to UTF-8, whatever program wrote them.
#pragma once

#include <string>

namespace needsmap::io {

/// Text in UTF-8 without byte order mark, and what was assumed to get there (empty for plain UTF-8).
struct DecodedText {
    std::string text;
    std::string assumption;  ///< "Windows-1252", "UTF-16"; for a note
};

/// A byte order mark decides; otherwise well-formed UTF-8 is UTF-8 and anything else is Windows-1252, which is what
/// spreadsheets in Britain save as "CSV". Bytes that Windows-1252 leaves undefined become U+FFFD.
[[nodiscard]] DecodedText decode_text(std::string bytes);

}  // namespace needsmap::io
