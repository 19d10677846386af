// CIELAB, for mixing colours evenly and for telling how far apart they look.
#pragma once

#include "scene/display_list.hpp"

namespace needsmap::scene {

/// CIE 1976 L*a*b*, white D65, from sRGB (IEC 61966-2-1).
struct Lab {
    double lightness = 0;  ///< 0 black .. 100 white
    double a = 0, b = 0;
};
[[nodiscard]] Lab lab_from(Rgba colour);
/// Clamped to what sRGB can show; opaque.
[[nodiscard]] Rgba rgba_from(const Lab& lab);
/// Euclidean distance in CIELAB (CIE76): about 2.3 is just noticeable.
[[nodiscard]] double colour_distance(Rgba a, Rgba b);
/// `share` of the way from a (0) to b (1), in CIELAB.
[[nodiscard]] Rgba mix(Rgba a, Rgba b, double share);

}  // namespace needsmap::scene
