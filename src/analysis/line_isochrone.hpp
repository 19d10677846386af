// From where a service is reached in a straight line within so many metres, as areas on the map.
#pragma once

#include <span>
#include <vector>

#include "base/job.hpp"
#include "geo/contour.hpp"
#include "geo/spaces.hpp"

namespace needsmap::analysis {

/// A place and how far one can go from it.
struct Reach {
    geo::MapPoint position;
    double metres = 0;  ///< below or equal 0: nothing is reached
};

/// The union of circles, as valid polygons with holes. Drawn on a grid of a hundredth of the largest circle, coarser where circles lie far
/// apart: outlines are off by a small part of a cell along a circle, by up to a cell where two of them meet. Circles whose
/// position is no number are left out. Cancelled from the job.
[[nodiscard]] std::vector<geo::RingsOfPart> union_of_circles(std::span<const Reach> circles, base::JobContext& job);

}  // namespace needsmap::analysis
