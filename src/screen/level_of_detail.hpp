// How finely a map is drawn: which level of a coverage suits the screen, what a whole painting costs, what can be prepared for it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "scene/display_list.hpp"
#include "screen/mesh_store.hpp"

namespace needsmap::screen {

/// The scale of a picture: page millimetres per metre and pixels per page millimetre.
struct PictureScale {
    geo::PageFromMap page_from_map;
    double pixels_per_mm = 1;
};

/// The coarsest level that looks like the full geometry. `smooth` false: like it while the map moves.
[[nodiscard]] std::size_t suitable_level(const geo::CoverageLevels& levels, const PictureScale& scale, bool smooth);

/// Triangles, and segments counted as three, for painting the whole map with smooth edges at this scale: an upper bound, since it does
/// not look at what is in view.
[[nodiscard]] std::uint64_t most_cost(const scene::Group& group, const PictureScale& scale);
/// What a software renderer draws in about a thirtieth of a second. Pictures that cost more are painted roughly first.
inline constexpr std::uint64_t dear_cost = 200'000;

/// Begins the meshes that the first painting of a group will ask for.
void request_meshes(const scene::Group& group, const PictureScale& scale, MeshStore& meshes);

}  // namespace needsmap::screen
