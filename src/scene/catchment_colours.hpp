// A colour for each site's catchment, such that neighbours differ.
#pragma once

#include <cstdint>
#include <vector>

#include "geo/coverage.hpp"
#include "scene/display_list.hpp"
#include "scene/palette.hpp"

namespace needsmap::scene {

/// Colours that catchments are told apart by; one more is for areas without a site.
inline constexpr std::uint8_t catchment_colour_count = 7;

/// By area which of the colours it has: the same throughout a site's catchment, another in those that share a border with it, as far as there are
/// enough. Areas of a site beyond `site_count` have none: catchment_colour_count. A site keeps its colour while its neighbours leave it to it, so that little
/// flickers when a site is dragged.
[[nodiscard]] std::vector<std::uint8_t> catchment_colours(const geo::Coverage& coverage, const std::vector<std::uint32_t>& site_of_area,
                                                          std::size_t site_count);

/// Fills in the order of catchment_colours; the last is that of areas without data.
[[nodiscard]] std::vector<FillStyle> catchment_styles(const MapTheme& theme);

}  // namespace needsmap::scene
