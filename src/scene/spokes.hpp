// Spider lines: from where people live to the site that serves them, on the screen and on sheets.
#pragma once

#include <string>
#include <vector>

#include "scene/display_list.hpp"
#include "scene/palette.hpp"

namespace needsmap::scene {

struct Spoke {
    geo::MapPoint from, to;
    int change = 0;  ///< against the plan as it began: -1 nearer, 1 farther
};

struct Spokes {
    std::vector<Spoke> lines;
    std::string title;  ///< what they are, for the legend ("From each small area to its site")
};

inline constexpr double spoke_mm = 0.22;
/// The more there are, the finer, so that a sheet is not black with them.
[[nodiscard]] double spoke_width_mm(std::size_t count);
[[nodiscard]] Rgba spoke_colour(const MapTheme& theme, bool dark);

/// Colours of journeys that became longer and shorter: apart from each other for colour-blind eyes, and on both themes.
[[nodiscard]] Rgba farther_colour(bool dark);
[[nodiscard]] Rgba nearer_colour(bool dark);

/// Those that changed lie over the others, with a light casing. Spokes without a length are left out.
void add_spokes(Group& group, const std::vector<Spoke>& spokes, const MapTheme& theme, bool dark, double size_scale);

}  // namespace needsmap::scene
