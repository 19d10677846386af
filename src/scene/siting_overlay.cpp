#include "scene/siting_overlay.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "scene/catchment_colours.hpp"

namespace needsmap::scene {

namespace {

using Lines = std::vector<std::vector<geo::MapPoint>>;

constexpr double catchment_mm = 0.5, casing_mm = 1.1, rim_mm = 0.45;
constexpr std::uint8_t wash_alpha = 58;
constexpr double isochrone_mm = 0.25;

MapPath path_of(Lines lines, Rgba colour, double width_mm) {
    return {std::make_shared<const Lines>(std::move(lines)), false, std::nullopt, StrokeStyle{colour, width_mm, {}}};
}

Rgba with_alpha(Rgba colour, std::uint8_t alpha) {
    colour.a = alpha;
    return colour;
}

/// Borders of areas whose nearest sites differ.
Lines borders_between(const geo::Coverage& coverage, const std::vector<std::uint32_t>& site_of_area) {
    Lines lines;
    for (std::uint32_t arc = 0; arc < coverage.arc_count(); ++arc) {
        const auto left = coverage.arc_left(arc), right = coverage.arc_right(arc);
        if (left == geo::no_area || right == geo::no_area) continue;
        if (site_of_area[static_cast<std::size_t>(left)] == site_of_area[static_cast<std::size_t>(right)]) continue;
        const auto points = coverage.arc_points(arc);
        lines.emplace_back(points.begin(), points.end());
    }
    return lines;
}

bool has_catchments(const SitingPicture& picture) {
    return picture.coverage && picture.site_of_area.size() == picture.coverage->full().area_count();
}

}  // namespace

Group compile_catchment_fills(const SitingPicture& picture, const MapTheme& theme) {
    Group group;
    group.name = "catchment-fills";
    if (!has_catchments(picture)) return group;
    auto colours = catchment_colours(picture.coverage->full(), picture.site_of_area, picture.sites.size());
    group.items.emplace_back(
        CoverageFill{picture.coverage, std::make_shared<const std::vector<std::uint8_t>>(std::move(colours)), catchment_styles(theme)});
    return group;
}

Group compile_catchments(const SitingPicture& picture, std::size_t level, const MapTheme& theme, bool dark) {
    Group group;
    group.name = "catchments";
    if (has_catchments(picture)) {
        MapPath casing = path_of(borders_between(*picture.coverage->levels()[level].coverage, picture.site_of_area),
                                 with_alpha(theme.halo, 200), casing_mm);
        MapPath line = casing;
        line.stroke = StrokeStyle{with_alpha(theme.text, 235), catchment_mm, {}};
        if (!casing.parts->empty()) group.items.emplace_back(std::move(casing)), group.items.emplace_back(std::move(line));
    }
    add_spokes(group, picture.spokes, theme, dark, 1);
    return group;
}

Group compile_isochrones(const IsochronePicture& picture, const MapTheme& theme) {
    Group group;
    group.name = "isochrones";
    for (auto band = picture.bands.rbegin(); band != picture.bands.rend(); ++band)
        if (!band->rings->empty())
            group.items.emplace_back(
                MapPath{band->rings, true, FillStyle{with_alpha(theme.accent, wash_alpha), Pattern::none, {}}, std::nullopt});
    for (const auto& band : picture.bands) {
        if (band.rings->empty()) continue;
        group.items.emplace_back(MapPath{band.rings, true, std::nullopt, StrokeStyle{with_alpha(theme.halo, 170), 2.2 * isochrone_mm, {}}});
        group.items.emplace_back(MapPath{band.rings, true, std::nullopt, StrokeStyle{theme.accent, isochrone_mm, {}}});
    }
    return group;
}

Rgba isochrone_wash(std::size_t band, std::size_t band_count, const MapTheme& theme) {
    const double layers = static_cast<double>(band_count - std::min(band, band_count));
    return with_alpha(theme.accent, static_cast<std::uint8_t>(std::lround(255 * (1 - std::pow(1 - wash_alpha / 255.0, layers)))));
}

Group compile_sites(const SitingPicture& picture, int selected, const MapTheme& theme) {
    Group group;
    group.name = "sites";
    const Rgba paper{255, 255, 255, 255};
    Markers open{picture.shape, site_size_mm, picture.colour, paper, rim_mm, {}, "open-sites"};
    Markers closed{picture.shape, site_size_mm - 0.6, paper, picture.colour, rim_mm, {}, "closed-sites"};
    Markers open_new = open, closed_new = closed;
    open_new.size_mm = 4, open_new.shape = model::MarkerShape::circle, open_new.id = "new-sites";
    closed_new.size_mm = 3.4, closed_new.shape = model::MarkerShape::circle, closed_new.id = "closed-new-sites";
    Markers plus{model::MarkerShape::cross, 2.3, paper, {0, 0, 0, 0}, 0, {}, "plus"};
    Markers dark_plus = plus;
    dark_plus.colour = picture.colour;
    for (const SitingPicture::Site& site : picture.sites) {
        const Anchor at{site.position};
        if (site.added) (site.open ? plus : dark_plus).anchors.push_back(at);
        (site.open ? site.added ? open_new : open : site.added ? closed_new : closed).anchors.push_back(at);
    }
    if (selected >= 0 && static_cast<std::size_t>(selected) < picture.sites.size())
        group.items.emplace_back(Markers{model::MarkerShape::circle,
                                         6,
                                         theme.accent,
                                         theme.halo,
                                         0.5,
                                         {{picture.sites[static_cast<std::size_t>(selected)].position}},
                                         "selected-site"});
    for (Markers* markers : {&closed, &closed_new, &dark_plus, &open, &open_new, &plus})
        if (!markers->anchors.empty()) group.items.emplace_back(std::move(*markers));
    return group;
}

}  // namespace needsmap::scene
