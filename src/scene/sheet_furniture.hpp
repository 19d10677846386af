// Scale bar, north arrow, and the tag that says a sheet is illustrative.
#pragma once

#include "scene/page_ink.hpp"

namespace needsmap::scene {

/// Size of scale bar and north arrow together.
struct FurnitureSize {
    double width_mm = 0, height_mm = 0;
};
[[nodiscard]] FurnitureSize furniture_size(const geo::PageFromMap& page_from_map, const SheetType& type);
/// Draws them with the lower left corner at (x, bottom): north arrow first, the scale bar to its right.
void draw_furniture(Group& group, double x, double bottom, const geo::PageFromMap& page_from_map, const SheetType& type,
                    const MapTheme& theme);
/// A scale bar alone, for insets.
void draw_small_scale_bar(Group& group, double x, double bottom, const geo::PageFromMap& page_from_map, const SheetType& type,
                          const MapTheme& theme, double max_mm);
/// A framed word, right-aligned at `right` with its middle on `middle_y`. Returns its width.
double draw_tag(Group& group, double right, double middle_y, std::string_view text, const SheetType& type);

}  // namespace needsmap::scene
