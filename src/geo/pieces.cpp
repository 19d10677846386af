#include "geo/pieces.hpp"

namespace needsmap::geo {

Pieces pieces_of(const Coverage& coverage) {
    constexpr std::uint32_t piece_size = 16;
    const CoverageData& d = coverage.data();
    Pieces out;
    out.pieces.reserve(coverage.arc_count() + d.points.size() / piece_size);
    out.boxes.reserve(out.pieces.capacity());
    for (std::uint32_t arc = 0; arc < coverage.arc_count(); ++arc) {
        const std::uint32_t end = d.arc_begin[arc + 1] - 1;
        for (std::uint32_t i = d.arc_begin[arc]; i < end; i += piece_size) {
            const Pieces::Piece piece{arc, i, std::min(end, i + piece_size)};
            MapBox box;
            for (std::uint32_t p = piece.first; p <= piece.last; ++p) box.add(d.points[p]);
            out.pieces.push_back(piece);
            out.boxes.push_back(box);
        }
    }
    return out;
}

}  // namespace needsmap::geo
