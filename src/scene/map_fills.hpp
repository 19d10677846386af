// The colours of a classified layer: class colours from a palette or the layer's categories, states, and hatched twins of the classes.
#pragma once

#include <vector>

#include "scene/classify.hpp"
#include "scene/palette.hpp"

namespace needsmap::scene {

/// Fill styles in the order of Classification::class_of_area: classes, the four states, and where the legend has a line for unreliable areas
/// also the classes under a fine hatch, then that hatch on plain ground (Classification::wide_interval_style).
[[nodiscard]] std::vector<FillStyle> map_fills(const Classification& classification, const model::LayerDefinition& layer,
                                               const MapTheme& theme);

}  // namespace needsmap::scene
