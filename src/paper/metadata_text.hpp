// Metadata as the words that files carry: times, one line of provenance, text that no reader chokes on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "paper/paint.hpp"

namespace needsmap::paper {

/// "needsmap 0.1.0".
[[nodiscard]] std::string program_name();
/// "2026-11-22T10:15:00Z" (ISO 8601, UTC).
[[nodiscard]] std::string iso_time(std::int64_t seconds_since_1970);
/// "command: needsmap export ...; workspace-hash: ..."; empty without provenance.
[[nodiscard]] std::string provenance_line(const Metadata& metadata);
/// Bytes that are not UTF-8, and control characters, become "?" and blanks.
[[nodiscard]] std::string valid_utf8(std::string_view text);

}  // namespace needsmap::paper
