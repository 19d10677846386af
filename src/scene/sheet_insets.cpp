#include "scene/sheet_insets.hpp"

#include <algorithm>
#include <cmath>

namespace needsmap::scene {

namespace {

constexpr double readable_mm = 5.5;     ///< an area smaller than this on the page is hard to tell from its neighbours
constexpr double town_share = 0.55;     ///< of the mean area's side: areas in towns are smaller than this
constexpr std::size_t least_areas = 4;  ///< fewer small areas are not worth an inset
constexpr double widest_m = 16'000;     ///< a town larger than this needs a sheet of its own

/// Neighbours by shared arcs, only among the small areas.
std::vector<std::vector<geo::AreaIndex>> small_neighbours(const geo::Coverage& coverage, const std::vector<bool>& small) {
    std::vector<std::vector<geo::AreaIndex>> out(coverage.area_count());
    for (std::uint32_t arc = 0; arc < coverage.arc_count(); ++arc) {
        const geo::AreaIndex a = coverage.arc_left(arc), b = coverage.arc_right(arc);
        if (a < 0 || b < 0 || a == b || !small[static_cast<std::size_t>(a)] || !small[static_cast<std::size_t>(b)]) continue;
        out[static_cast<std::size_t>(a)].push_back(b);
        out[static_cast<std::size_t>(b)].push_back(a);
    }
    return out;
}

geo::AreaIndex nearest_area(const model::Geography& geography, const std::vector<bool>& small, geo::MapPoint town, double reach_m) {
    geo::AreaIndex best = geo::no_area;
    double nearest = reach_m;
    for (std::size_t a = 0; a < geography.size(); ++a) {
        if (!small[a]) continue;
        if (const double d = geo::distance(geography.label_points[a], town); d < nearest)
            nearest = d, best = static_cast<geo::AreaIndex>(a);
    }
    return best;
}

/// The small areas joined to the first one through small areas, within reach of the town.
InsetTown grow(const model::Geography& geography, const std::vector<std::vector<geo::AreaIndex>>& neighbours, const model::Settlement& town,
               geo::AreaIndex first) {
    InsetTown out{town.name, {}, 0};
    std::vector<bool> seen(geography.size());
    std::vector<geo::AreaIndex> front{first};
    seen[static_cast<std::size_t>(first)] = true;
    while (!front.empty()) {
        const geo::AreaIndex area = front.back();
        front.pop_back();
        out.box.add(geography.coverage->full().area_bounds(area));
        ++out.areas;
        for (const geo::AreaIndex next : neighbours[static_cast<std::size_t>(area)]) {
            const auto i = static_cast<std::size_t>(next);
            if (seen[i] || geo::distance(geography.label_points[i], town.position) > widest_m / 2) continue;
            seen[i] = true;
            front.push_back(next);
        }
    }
    const double side = std::min(std::max(out.box.width(), out.box.height()) * 1.06, widest_m);
    const geo::MapPoint c = out.box.centre();
    out.box = {c.x - side / 2, c.y - side / 2, c.x + side / 2, c.y + side / 2};
    return out;
}

}  // namespace

std::vector<InsetTown> inset_towns(const MapInput& input, const geo::PageFromMap& page_from_map, std::size_t most) {
    const model::Geography& geography = *input.geography;
    const geo::Coverage& coverage = geography.coverage->full();
    double ground_m2 = 0;
    for (std::size_t a = 0; a < geography.size(); ++a) ground_m2 += coverage.area_m2(static_cast<geo::AreaIndex>(a));
    // Small on the page and small for this county: a town ends where the areas become those of villages.
    const double mean_m = std::sqrt(ground_m2 / static_cast<double>(std::max<std::size_t>(geography.size(), 1)));
    const double small_m = std::min(readable_mm / page_from_map.scale, town_share * mean_m);
    std::vector<bool> small(geography.size());
    std::size_t count = 0;
    for (std::size_t a = 0; a < geography.size(); ++a)
        if (const double m2 = coverage.area_m2(static_cast<geo::AreaIndex>(a)); m2 > 0 && m2 < small_m * small_m) small[a] = true, ++count;
    // Where nearly everything is small, the map is of a country: two towns would be an arbitrary choice.
    if (count < least_areas || input.workspace->settlements.empty() || geography.size() > 5'000) return {};

    const auto neighbours = small_neighbours(coverage, small);
    std::vector<const model::Settlement*> towns;
    for (const model::Settlement& town : input.workspace->settlements)
        if (town.kind <= model::SettlementClass::major_town) towns.push_back(&town);
    std::stable_sort(towns.begin(), towns.end(),
                     [](const auto* a, const auto* b) { return a->kind != b->kind ? a->kind < b->kind : a->population > b->population; });
    std::vector<InsetTown> out;
    for (const model::Settlement* town : towns) {
        if (out.size() == most) break;
        const geo::AreaIndex first = nearest_area(geography, small, town->position, small_m);
        if (first == geo::no_area) continue;
        InsetTown inset = grow(geography, neighbours, *town, first);
        if (inset.areas >= least_areas &&
            std::none_of(out.begin(), out.end(), [&](const InsetTown& other) { return other.box.intersects(inset.box); }))
            out.push_back(std::move(inset));
    }
    return out;
}

}  // namespace needsmap::scene
