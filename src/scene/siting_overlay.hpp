// A plan for sites over the map: who goes where, borders between catchments, and the sites. Exports never see these.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
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
    std::vector<std::uint32_t> site_of_area;  ///< position in `sites` of the nearest one, by area of the coverage; none: any that is not
    model::MarkerShape shape = model::MarkerShape::circle;
    Rgba colour;
};

/// The ground from which a site is reached within growing limits.
struct IsochronePicture {
    struct Band {
        std::string label;                                                     ///< the limit: "5"
        std::shared_ptr<const std::vector<std::vector<geo::MapPoint>>> rings;  ///< even-odd; within those of the next band
    };
    std::vector<Band> bands;  ///< by growing limit
};

inline constexpr double site_size_mm = 3.0;

/// Each catchment in a colour of its own, in place of the map's: to lie right over that. Areas without a site are as if without data.
[[nodiscard]] Group compile_catchment_fills(const SitingPicture& picture, const MapTheme& theme);

/// Spokes and borders between catchments, to lie under the labels. `level` is one of the coverage's.
[[nodiscard]] Group compile_catchments(const SitingPicture& picture, std::size_t level, const MapTheme& theme, bool dark);

/// Washes that get stronger towards the site, with thin outlines; under the labels.
[[nodiscard]] Group compile_isochrones(const IsochronePicture& picture, const MapTheme& theme);
/// What a band's wash comes to, with those of the bands around it, for a key.
[[nodiscard]] Rgba isochrone_wash(std::size_t band, std::size_t band_count, const MapTheme& theme);

/// The sites, to lie over everything: open ones filled, closed ones hollow, added ones with a plus. `selected`: index or -1.
[[nodiscard]] Group compile_sites(const SitingPicture& picture, int selected, const MapTheme& theme);

}  // namespace needsmap::scene
