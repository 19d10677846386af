// Questions about points and segments whose answers never depend on rounding.
#pragma once

#include "geo/spaces.hpp"

namespace needsmap::geo {

/// Sign of the doubled area of the triangle a, b, c computed without any rounding error. See orientation().
[[nodiscard]] double exact_orientation(MapPoint a, MapPoint b, MapPoint c);

/// > 0: c is to the left of a -> b; < 0: to the right; 0: exactly on the line. Only sign and zero are meaningful.
/// The error bound of the quick answer is that of J. R. Shewchuk, "Adaptive precision floating-point arithmetic and fast robust
/// geometric predicates", Discrete & Computational Geometry 18 (1997), constant ccwerrboundA.
[[nodiscard]] inline double orientation(MapPoint a, MapPoint b, MapPoint c) {
    const double left = (a.x - c.x) * (b.y - c.y);
    const double right = (a.y - c.y) * (b.x - c.x);
    const double det = left - right;
    constexpr double bound = (3 + 16 * 0x1p-53) * 0x1p-53;
    if (std::abs(det) >= bound * (std::abs(left) + std::abs(right))) return det;
    return exact_orientation(a, b, c);
}

/// True when p is inside the counter-clockwise triangle a, b, c or on its border.
[[nodiscard]] inline bool triangle_contains(MapPoint a, MapPoint b, MapPoint c, MapPoint p) {
    return orientation(a, b, p) >= 0 && orientation(b, c, p) >= 0 && orientation(c, a, p) >= 0;
}

/// True when the segments a-b and c-d have at least one point in common.
[[nodiscard]] inline bool segments_meet(MapPoint a, MapPoint b, MapPoint c, MapPoint d) {
    if (std::max(a.x, b.x) < std::min(c.x, d.x) || std::max(c.x, d.x) < std::min(a.x, b.x) || std::max(a.y, b.y) < std::min(c.y, d.y) ||
        std::max(c.y, d.y) < std::min(a.y, b.y))
        return false;
    const double o1 = orientation(a, b, c), o2 = orientation(a, b, d);
    if ((o1 > 0 && o2 > 0) || (o1 < 0 && o2 < 0)) return false;
    const double o3 = orientation(c, d, a), o4 = orientation(c, d, b);
    // Four zeros: all on one line, and the boxes overlap.
    return !((o3 > 0 && o4 > 0) || (o3 < 0 && o4 < 0));
}

}  // namespace needsmap::geo
