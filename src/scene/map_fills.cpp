#include "scene/map_fills.hpp"

#include <algorithm>

#include "scene/colour_space.hpp"

namespace needsmap::scene {

namespace {

bool is_dark(Rgba colour) { return lab_from(colour).lightness < 50; }

/// States from the palette's styles, class colours from the categories.
void take_category_colours(const model::LayerDefinition& layer, bool dark_theme, std::vector<FillStyle>& styles) {
    for (std::size_t i = 0; i < layer.categories.size() && i < styles.size(); ++i) {
        const model::CategoryStyle& category = layer.categories[i];
        const std::string& colour = dark_theme && !category.dark_colour.empty() ? category.dark_colour : category.colour;
        styles[i] = {rgba_from(colour), Pattern::none, {}};
    }
}

/// Dark lines on light colours and light lines on dark ones, so that the hatch is seen on every class and in a photocopy.
FillStyle hatched(FillStyle style) {
    style.pattern = Pattern::fine_hatch;
    style.pattern_colour = is_dark(style.colour) ? Rgba{255, 255, 255, 255} : Rgba{28, 35, 38, 255};
    return style;
}

void add_hatched(std::size_t classes, const MapTheme& theme, std::vector<FillStyle>& styles) {
    for (std::size_t i = 0; i < classes; ++i) styles.push_back(hatched(styles[i]));
    styles.push_back(hatched({theme.ground, Pattern::none, {}}));
}

}  // namespace

std::vector<FillStyle> map_fills(const Classification& classification, const model::LayerDefinition& layer, const MapTheme& theme) {
    const bool kinds = layer.kind == model::LayerKind::category;
    const auto classes = static_cast<std::size_t>(classification.class_count());
    std::vector<FillStyle> styles = class_styles(classification.spec, kinds ? 0 : classification.class_count(), layer.direction, theme);
    if (kinds) {
        styles.insert(styles.begin(), classes, FillStyle{});
        take_category_colours(layer, is_dark(theme.ground), styles);
    }
    if (std::ranges::any_of(classification.legend, [](const LegendClass& l) { return l.kind == LegendClass::Kind::unreliable; }))
        add_hatched(classes, theme, styles);
    return styles;
}

}  // namespace needsmap::scene
