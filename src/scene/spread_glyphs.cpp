#include "scene/spread_glyphs.hpp"

#include <algorithm>
#include <array>
#include <memory>

namespace needsmap::scene {

namespace {

constexpr double bar_mm = 1.1, gap_mm = 0.35, inset_mm = 0.6;  ///< width of the bar, gap at the median, ends of the axis

/// A closed shape in page mm around the glyph's middle, y down.
struct Part {
    geo::PageBox box;
    Rgba fill;
    std::optional<StrokeStyle> rim;
};

/// From the back: ground, bar, gap at the median, line of comparison.
std::array<Part, 4> parts_of(const model::Spread& spread, const MapTheme& theme, double scale) {
    const double half_width = spread_width_mm / 2 * scale, half_height = spread_height_mm / 2 * scale;
    const double bottom = half_height - inset_mm * scale, length = 2 * bottom;
    const auto y = [&](double share) { return bottom - share * length; };
    // Small areas that are all alike still show as a stroke.
    const double least = 0.4 * scale, middle = (y(spread.low) + y(spread.high)) / 2;
    const double low = std::max(y(spread.low), middle + least / 2), high = std::min(y(spread.high), middle - least / 2);
    const double bar = bar_mm / 2 * scale, gap = gap_mm / 2 * scale, thin = 0.15 * scale;
    return {{{{-half_width, -half_height, half_width, half_height}, theme.halo, StrokeStyle{theme.text, 0.2 * scale, {}}},
             {{-bar, high, bar, low}, theme.text, std::nullopt},
             {{-bar, y(spread.middle) - gap, bar, y(spread.middle) + gap}, theme.halo, std::nullopt},
             {{-half_width, y(spread.line) - thin, half_width, y(spread.line) + thin}, theme.accent, std::nullopt}}};
}

std::vector<geo::PagePoint> corners(const geo::PageBox& box, geo::PagePoint centre) {
    return {{centre.x + box.min_x, centre.y + box.min_y},
            {centre.x + box.max_x, centre.y + box.min_y},
            {centre.x + box.max_x, centre.y + box.max_y},
            {centre.x + box.min_x, centre.y + box.max_y}};
}

/// Narrower areas would vanish under it; they get theirs when one zooms in, or in an inset.
bool can_hold_one(const geo::MapBox& area, const geo::PageFromMap& page_from_map, double scale) {
    return area.width() * page_from_map.scale >= 1.4 * spread_width_mm * scale &&
           area.height() * page_from_map.scale >= 0.7 * spread_height_mm * scale;
}

}  // namespace

std::vector<geo::PageBox> add_spread_glyphs(Group& group, const MapInput& input, const geo::PageFromMap& page_from_map,
                                            const geo::PageBox& frame, const MapTheme& theme, double size_scale) {
    std::vector<geo::PageBox> taken;
    if (!input.result) return taken;
    const geo::Similarity<geo::MapSpace, geo::PageSpace> map_from_page = page_from_map.inverse();
    for (const model::Spread& spread : input.result->spreads) {
        const geo::PagePoint centre = page_from_map * input.geography->label_points[static_cast<std::size_t>(spread.area)];
        if (!frame.contains(centre)) continue;
        if (!can_hold_one(input.geography->coverage->full().area_bounds(spread.area), page_from_map, size_scale)) continue;
        for (const Part& part : parts_of(spread, theme, size_scale)) {
            auto shape = std::make_shared<std::vector<std::vector<geo::MapPoint>>>(1);
            for (const geo::PagePoint& p : corners(part.box, centre)) shape->front().push_back(map_from_page * p);
            group.items.emplace_back(MapPath{std::move(shape), true, FillStyle{part.fill, Pattern::none, {}}, part.rim});
        }
        const double half_width = spread_width_mm / 2 * size_scale, half_height = spread_height_mm / 2 * size_scale;
        taken.push_back({centre.x - half_width, centre.y - half_height, centre.x + half_width, centre.y + half_height});
    }
    return taken;
}

void draw_spread_glyph(Group& group, geo::PagePoint centre, const model::Spread& spread, const MapTheme& theme, double size_scale) {
    for (const Part& part : parts_of(spread, theme, size_scale))
        group.items.emplace_back(PagePath{{corners(part.box, centre)}, true, FillStyle{part.fill, Pattern::none, {}}, part.rim});
}

}  // namespace needsmap::scene
