#include "screen/level_of_detail.hpp"

#include <algorithm>

namespace needsmap::screen {

namespace {

/// Lines may leave their true course by this much of a pixel: at two thirds nothing shows, and twice that not while the map moves.
constexpr double unseen_px = 0.65, unseen_in_motion_px = 1.3;

}  // namespace

std::size_t suitable_level(const geo::CoverageLevels& levels, const PictureScale& scale, bool smooth) {
    const double pixels_per_m = scale.page_from_map.scale * scale.pixels_per_mm;
    const double left_out_m = (smooth ? unseen_px : unseen_in_motion_px) / pixels_per_m;
    return levels.level_for(std::max(scene::drawing_tolerance_m(scale.page_from_map), left_out_m));
}

std::uint64_t most_cost(const scene::Group& group, const PictureScale& scale) {
    std::uint64_t cost = 0;
    const auto points = [&](const geo::CoverageLevels& levels) {
        return levels.levels()[suitable_level(levels, scale, true)].coverage->data().points.size();
    };
    for (const scene::Item& item : group.items) {
        // Each point of a border belongs to the triangles of two areas.
        if (const auto* fill = std::get_if<scene::CoverageFill>(&item); fill != nullptr && fill->coverage)
            cost += 2 * points(*fill->coverage);
        if (const auto* stroke = std::get_if<scene::CoverageStroke>(&item);
            stroke != nullptr && stroke->coverage && !stroke->outline_only && stroke->shows_at(scale.page_from_map))
            cost += 3 * points(*stroke->coverage);
    }
    return cost;
}

void request_meshes(const scene::Group& group, const PictureScale& scale, MeshStore& meshes) {
    const bool smooth = most_cost(group, scale) <= dear_cost;
    const auto level = [&](const geo::CoverageLevels& levels) { return levels.levels()[suitable_level(levels, scale, smooth)].coverage; };
    for (const scene::Item& item : group.items) {
        if (const auto* fill = std::get_if<scene::CoverageFill>(&item); fill != nullptr && fill->coverage)
            meshes.request(level(*fill->coverage), MeshKind::fill);
        if (const auto* stroke = std::get_if<scene::CoverageStroke>(&item);
            stroke != nullptr && stroke->coverage && stroke->shows_at(scale.page_from_map))
            meshes.request(level(*stroke->coverage), stroke->outline_only ? MeshKind::outline : MeshKind::borders);
    }
}

}  // namespace needsmap::screen
