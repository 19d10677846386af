// A plan for sites over the map: who goes where, borders between catchments, and the sites. Exports never see these.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "scene/display_list.hpp"
#include "scene/palette.hpp"

namespace needsmap::scene {

struct SitingPicture {
    /// From where people live to their nearest site.
    struct Spoke {
        geo::MapPoint from, to;
        int change = 0;  ///< against the plan as it began: -1 nearer, 1 farther
    };
    struct Site {
        geo::MapPoint position;
        bool open = true, added = false;
    };
    std::vector<Spoke> spokes;
    std::vector<Site> sites;
    std::shared_ptr<const geo::CoverageLevels> coverage;  ///< null: no catchments
    std::vector<std::uint32_t> site_of_area;              ///< nearest site by area of the coverage; any value for none, but the same
    model::MarkerShape shape = model::MarkerShape::circle;
    Rgba colour;
};

inline constexpr double site_size_mm = 3.0;

/// Colours of journeys that became longer and shorter: apart from each other for colour-blind eyes, and on both themes.
[[nodiscard]] Rgba farther_colour(bool dark);
[[nodiscard]] Rgba nearer_colour(bool dark);

/// Spokes and borders between catchments, to lie under the labels. `level` is one of the coverage's.
[[nodiscard]] Group compile_catchments(const SitingPicture& picture, std::size_t level, const MapTheme& theme, bool dark);

/// The sites, to lie over everything: open ones filled, closed ones hollow, added ones with a plus. `selected`: index or -1.
[[nodiscard]] Group compile_sites(const SitingPicture& picture, int selected, const MapTheme& theme);

}  // namespace needsmap::scene
