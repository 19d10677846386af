#include "scene/catchment_colours.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "scene/colour_space.hpp"

namespace needsmap::scene {

namespace {

using Neighbours = std::vector<std::set<std::uint32_t>>;

Neighbours neighbours_of_sites(const geo::Coverage& coverage, const std::vector<std::uint32_t>& site_of_area, std::size_t site_count) {
    Neighbours out(site_count);
    for (std::uint32_t arc = 0; arc < coverage.arc_count(); ++arc) {
        const auto left = coverage.arc_left(arc), right = coverage.arc_right(arc);
        if (left == geo::no_area || right == geo::no_area) continue;
        const std::uint32_t a = site_of_area[static_cast<std::size_t>(left)], b = site_of_area[static_cast<std::size_t>(right)];
        if (a == b || a >= site_count || b >= site_count) continue;
        out[a].insert(b), out[b].insert(a);
    }
    return out;
}

/// The first colour from `wanted` on that no neighbour has; where all are taken, the one that fewest have.
std::uint8_t free_colour(const std::set<std::uint32_t>& neighbours, const std::vector<std::uint8_t>& colours, std::uint8_t wanted) {
    std::array<int, catchment_colour_count> taken{};
    for (const std::uint32_t site : neighbours)
        if (colours[site] < catchment_colour_count) ++taken[colours[site]];
    std::uint8_t best = wanted;
    for (std::uint8_t step = 0; step < catchment_colour_count; ++step) {
        const auto colour = static_cast<std::uint8_t>((wanted + step) % catchment_colour_count);
        if (taken[colour] < taken[best]) best = colour;
    }
    return best;
}

}  // namespace

std::vector<std::uint8_t> catchment_colours(const geo::Coverage& coverage, const std::vector<std::uint32_t>& site_of_area,
                                            std::size_t site_count) {
    const Neighbours neighbours = neighbours_of_sites(coverage, site_of_area, site_count);
    std::vector<std::uint8_t> colour_of_site(site_count, catchment_colour_count);
    // In the order of the sites (Welsh and Powell 1967 without their order by degree, which would change all colours with every drag).
    for (std::size_t site = 0; site < site_count; ++site)
        colour_of_site[site] = free_colour(neighbours[site], colour_of_site, static_cast<std::uint8_t>(site % catchment_colour_count));
    std::vector<std::uint8_t> out;
    for (const std::uint32_t site : site_of_area) out.push_back(site < site_count ? colour_of_site[site] : catchment_colour_count);
    return out;
}

std::vector<FillStyle> catchment_styles(const MapTheme& theme) {
    // Seven of Okabe and Ito's eight colours, half-way to the page: lines and names on them stay readable, and neighbours apart.
    constexpr double paler = 0.5;
    std::vector<FillStyle> out;
    for (const Rgba& colour : palette_colours("Okabe-Ito", catchment_colour_count))
        out.push_back({mix(colour, theme.page, paler), Pattern::none, {}});
    out.push_back({theme.missing_fill, Pattern::none, {}});
    return out;
}

}  // namespace needsmap::scene
