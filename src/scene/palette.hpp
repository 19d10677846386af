// Colour ramps: ColorBrewer and viridis-type, with what they are safe for.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/layer.hpp"
#include "scene/display_list.hpp"

namespace needsmap::scene {

enum class PaletteKind { sequential, diverging, qualitative };
struct Palette {
    std::string id;  ///< "YlOrBr", "viridis"
    PaletteKind kind = PaletteKind::sequential;
    bool colour_blind_safe = false;
    bool greyscale_safe = false;  ///< lightness is monotone, so a photocopy keeps the order
    std::string source;           ///< where the colours come from
};
/// Used where neither document nor layer names one: colour-blind safe, light to dark, warm for "worse".
inline constexpr std::string_view default_palette = "YlOrBr";
[[nodiscard]] std::span<const Palette> palettes();
/// Throws base::Error naming the known ones (with "did you mean").
[[nodiscard]] const Palette& find_palette(std::string_view id);
/// `count` (1..9) colours from low to high values: sequential ones light to dark, diverging ones cool to warm, as published for that
/// number of classes (viridis-type ramps are mixed in CIELAB). Throws base::Error.
[[nodiscard]] std::vector<Rgba> palette_colours(std::string_view id, int count);

/// The look of the map: everything that differs between light and dark screen and paper, in one struct.
struct MapTheme {
    Rgba ground, page, text, secondary_text, hairline, halo, accent;
    Rgba missing_fill, state_pattern;  ///< states: pale ground, darker pattern
    Rgba ward_border, locality_border, district_border, county_border;
    Rgba water, road, motorway, railway, urban;
};
[[nodiscard]] const MapTheme& light_map_theme();
[[nodiscard]] const MapTheme& dark_map_theme();
[[nodiscard]] const MapTheme& paper_map_theme();

/// Fill styles in the order of Classification::class_of_area: classes (darkest = worst by direction), then the four states.
[[nodiscard]] std::vector<FillStyle> class_styles(const model::ClassSpec& spec, int class_count, model::Direction direction,
                                                  const MapTheme& theme);

}  // namespace needsmap::scene
