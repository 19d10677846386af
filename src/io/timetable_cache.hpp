// A timetable as it is after reading, kept for the next time.
#pragma once

#include <cstdint>
#include <optional>

#include "model/timetable.hpp"

namespace needsmap::io {

/// nullopt when it is not there or not as it was written.
[[nodiscard]] std::optional<model::Timetable> read_cached_timetable(std::uint64_t key);
/// Best effort: a full disk only costs time when the timetable is read again.
void write_cached_timetable(std::uint64_t key, const model::Timetable& timetable);

}  // namespace needsmap::io
