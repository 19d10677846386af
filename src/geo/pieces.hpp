// Arcs cut into short pieces with boxes, for questions about what lies near a stretch of border.
#pragma once

#include <cstdint>
#include <vector>

#include "geo/coverage.hpp"

namespace needsmap::geo {

struct Pieces {
    /// A few segments of one arc that follow each other: segment i joins points i and i + 1 of CoverageData::points.
    struct Piece {
        std::uint32_t arc;
        std::uint32_t first;
        std::uint32_t last;  ///< one past the last segment, and the last point
    };
    std::vector<Piece> pieces;
    std::vector<MapBox> boxes;
};

/// At most 16 segments each: boxes fit tightly, and there are still few of them.
[[nodiscard]] Pieces pieces_of(const Coverage& coverage);

}  // namespace needsmap::geo
