// Diagnostics as part of a cache file: what was found while reading is told again when the cache is read.
#pragma once

#include "base/diagnostics.hpp"
#include "io/binary_cache.hpp"

namespace needsmap::io {

void put(CacheWriter& out, const base::Diagnostics& diagnostics);
/// Adds what was put. False when it is not there as it was put.
[[nodiscard]] bool get(CacheReader& in, base::Diagnostics& diagnostics);

}  // namespace needsmap::io
