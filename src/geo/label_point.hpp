// Where a label sits best: the point of an area's largest part that is farthest from its border.
#pragma once

#include "geo/coverage.hpp"

namespace needsmap::geo {

/// The pole of inaccessibility of the largest part (outer ring with its holes), to 1 % of the part's shorter side or better.
/// The centre of the coverage's box for an area without geometry. Deterministic.
[[nodiscard]] MapPoint find_label_point(const Coverage& coverage, AreaIndex area);

}  // namespace needsmap::geo
