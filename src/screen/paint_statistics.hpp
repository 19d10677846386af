// Counts of what painting costs.
#pragma once

#include <cstdint>

namespace needsmap::screen {

/// Counts since the painter was made, for tests and tools/bench ("changing the palette uploads no geometry").
struct PaintStatistics {
    std::uint64_t geometry_uploads = 0;  ///< meshes sent to the card
    std::uint64_t geometry_bytes = 0;
    std::uint64_t table_uploads = 0;  ///< class tables
    std::uint64_t draw_calls = 0;
    std::uint64_t triangles = 0;  ///< of fills, as sent to the card
    std::uint64_t segments = 0;   ///< of lines
};

}  // namespace needsmap::screen
