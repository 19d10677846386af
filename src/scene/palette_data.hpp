// The colours of the palettes as published, kept apart from the code that mixes them.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "scene/palette.hpp"

namespace needsmap::scene {

/// A palette as published. ColorBrewer gives one list per number of classes (3 to 9), each a run of RRGGBB; viridis-type ramps and
/// Okabe-Ito give one list, `ramp`. All run from low to high, light to dark; diverging ones from cool to warm.
struct PaletteData {
    std::string_view id;
    PaletteKind kind;
    bool colour_blind_safe;
    bool warm_first;  ///< published warm to cool: turned round on use
    std::string_view source;
    std::array<std::string_view, 7> schemes;  ///< for 3..9 colours; empty when `ramp` is used
    std::string_view ramp;
};
[[nodiscard]] std::span<const PaletteData> palette_data();

}  // namespace needsmap::scene
