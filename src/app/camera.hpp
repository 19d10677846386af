// Where a map pane looks.
#pragma once

#include "geo/spaces.hpp"

namespace needsmap::app {

/// The map point at the pane's centre and the scale. A screen millimetre is 96/25.4 pixels times the UI scale, so a map looks
/// the same on a 4K screen at 200 % as on a small one at 100 %.
struct Camera {
    geo::MapPoint centre;
    double mm_per_m = 0.002;  ///< page millimetres per map metre

    [[nodiscard]] geo::PageFromMap page_from_map(const geo::PageBox& pane) const {
        const geo::PagePoint middle = pane.centre();
        return {mm_per_m, middle.x - mm_per_m * centre.x, middle.y + mm_per_m * centre.y, -1};
    }
    /// Shows `box` whole in a pane of this size with `margin_mm` free on every side.
    [[nodiscard]] static Camera showing(const geo::MapBox& box, double pane_width_mm, double pane_height_mm, double margin_mm);
    friend bool operator==(const Camera&, const Camera&) = default;
};

}  // namespace needsmap::app
