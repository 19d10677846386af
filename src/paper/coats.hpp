// In what order a coverage's classes are painted in vector files so that no paper shows between neighbours.
//
// A viewer antialiases each shape on its own: two areas painted side by side both cover half of a border pixel, and a quarter of
// the ground shines through. So coats are nested: the lightest colour covers all areas, the next covers all areas of its own and
// darker colours, and so on; under every border lies a full coat of the lighter neighbour. Colours between the two only ever mix
// into the border pixel. An outline then runs once per step between the colours of its two sides, about as often as in painting
// every class by itself, because neighbours tend to be alike.
#pragma once

#include <cstdint>
#include <vector>

#include "scene/display_list.hpp"

namespace needsmap::paper {

struct Coat {
    scene::Rgba colour;
    scene::Pattern pattern = scene::Pattern::none;  ///< none: a plain fill
    std::vector<std::uint8_t> member;               ///< by area
};

/// Plain coats lightest first, then translucent colours (which cannot be nested), then patterns. Fully transparent colours and
/// styles that no area has are left out, and so are areas whose class has no style.
[[nodiscard]] std::vector<Coat> coats(const scene::CoverageFill& fill);

}  // namespace needsmap::paper
