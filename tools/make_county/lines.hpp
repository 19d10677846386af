// Turns rough hand-drawn lines into believable ones.
#pragma once

#include "geometry.hpp"

namespace needsmap::county {

/// How a rough line becomes a fine one.
struct Roughness {
    double step_m = 150.0;     ///< segments are halved until they are shorter than this
    double amplitude = 0.15;   ///< sideways displacement of a midpoint, as a share of the segment's length
    int smoothing_passes = 1;  ///< corner-cutting passes afterwards
};

/// Fractal midpoint displacement of every segment. The displacement depends only on the segment's two ends, not on its direction or on
/// the line it belongs to: a county border and a river drawn through the same rough points follow the same course.
Polyline roughen(const Polyline& rough, const Roughness& roughness, bool closed);

/// Rivers meander, borders zigzag, roads and railways sweep.
Roughness river_roughness();
Roughness road_roughness();

/// Douglas and Peucker (1973) simplification; the ends stay.
Polyline simplify(const Polyline& line, double tolerance_m);

}  // namespace needsmap::county
