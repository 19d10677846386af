// Road networks as they are after reading, building and preparing, kept for the next start.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "base/diagnostics.hpp"
#include "model/road_network.hpp"

namespace needsmap::io {

struct CachedNetwork {
    std::shared_ptr<const model::RoadNetwork> network;
    base::Diagnostics diagnostics;  ///< found while reading; told again
};

/// nullopt when it is not there or not as it was written; the latter adds a note.
[[nodiscard]] std::optional<CachedNetwork> read_cached_network(std::uint64_t key, base::Diagnostics& diagnostics);

/// Best effort: a full disk only costs time at the next start.
void write_cached_network(std::uint64_t key, const CachedNetwork& cached);

}  // namespace needsmap::io
