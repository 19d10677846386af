// A plan for sites over the map: who goes where, borders between catchments, and the sites. Exports never see these.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "scene/display_list.hpp"
#include "scene/palette.hpp"
#include "scene/spokes.hpp"

namespace needsmap::scene {

struct SitingPicture {
    struct Site {
        geo::MapPoint position;
        bool open = true, added = false;
    };
    std::vector<Spoke> spokes;  ///< from where people live to their nearest site
    std::vector<Site> sites;
    std::shared_ptr<const geo::CoverageLevels> coverage;  ///< null: no catchments
    std::vector<std::uint32_t> site_of_area;              ///< nearest site by area of the coverage; any value for none, but the same
    model::MarkerShape shape = model::MarkerShape::circle;
    Rgba colour;
};

inline constexpr double site_size_mm = 3.0;

/// Spokes and borders between catchments, to lie under the labels. `level` is one of the coverage's.
[[nodiscard]] Group compile_catchments(const SitingPicture& picture, std::size_t level, const MapTheme& theme, bool dark);

/// The sites, to lie over everything: open ones filled, closed ones hollow, added ones with a plus. `selected`: index or -1.
[[nodiscard]] Group compile_sites(const SitingPicture& picture, int selected, const MapTheme& theme);

}  // namespace needsmap::scene
