// Fill patterns, fixed to the page: as lines and dots for vector files, as coverage of a point for pixels.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "scene/display_list.hpp"

namespace needsmap::paper {

struct PatternMarks {
    double thickness_mm = 0;
    std::vector<std::pair<geo::PagePoint, geo::PagePoint>> lines;
    std::vector<geo::PagePoint> dots;
};

/// The marks of a pattern inside `box` (they may stick out of it). Hatches are lines x + y = k * spacing * sqrt(2), cross hatches also
/// x - y; dots stand at ((i + 1/2) * spacing, (j + 1/2) * spacing), every second row moved by half a spacing. `wanted`, if given,
/// says which dots are needed at all.
[[nodiscard]] PatternMarks pattern_marks(scene::Pattern pattern, const geo::PageBox& box,
                                         const std::function<bool(geo::PagePoint)>& wanted = {});

/// How much of a pixel at `point` the pattern's marks cover, 0..1, for pixels `pixel_mm` wide.
[[nodiscard]] float pattern_coverage(scene::Pattern pattern, geo::PagePoint point, double pixel_mm);

}  // namespace needsmap::paper
