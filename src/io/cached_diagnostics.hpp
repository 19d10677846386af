// Diagnostics in cache files, so that what was found while reading is told again.
#pragma once

#include "base/diagnostics.hpp"
#include "io/binary_cache.hpp"

namespace needsmap::io {

void put(CacheWriter& out, const base::Diagnostics& diagnostics);
/// Adds what was written; false when it does not fit together.
[[nodiscard]] bool get(CacheReader& in, base::Diagnostics& diagnostics);

}  // namespace needsmap::io
