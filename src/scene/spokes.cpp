#include "scene/spokes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

namespace needsmap::scene {

namespace {

using Lines = std::vector<std::vector<geo::MapPoint>>;

constexpr double changed_spoke_mm = 0.45;
/// Up to a county's small areas keep their full width; below the finest a line cannot be seen.
constexpr double usual_count = 450, finest_mm = 0.07;

}  // namespace

double spoke_width_mm(std::size_t count) {
    const double share = static_cast<double>(count) / usual_count;
    return share <= 1 ? spoke_mm : std::max(finest_mm, spoke_mm / std::sqrt(share));
}

Rgba spoke_colour(const MapTheme& theme, bool dark) {
    // Spokes lie on fills, which are light in both themes.
    Rgba colour = dark ? Rgba{20, 24, 27, 170} : theme.text;
    if (!dark) colour.a = 130;
    return colour;
}

Rgba farther_colour(bool dark) { return dark ? Rgba{255, 167, 89, 255} : Rgba{190, 77, 0, 255}; }
Rgba nearer_colour(bool dark) { return dark ? Rgba{94, 214, 190, 255} : Rgba{0, 118, 104, 255}; }

void add_spokes(Group& group, const std::vector<Spoke>& spokes, const MapTheme& theme, bool dark, double size_scale) {
    std::array<Lines, 3> lines;
    for (const Spoke& spoke : spokes)
        if (spoke.from != spoke.to) lines[spoke.change < 0 ? 1 : spoke.change > 0 ? 2 : 0].push_back({spoke.from, spoke.to});
    const std::array colours = {spoke_colour(theme, dark), nearer_colour(dark), farther_colour(dark)};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].empty()) continue;
        const double width = (i == 0 ? spoke_width_mm(lines[i].size()) : changed_spoke_mm) * size_scale;
        const auto parts = std::make_shared<const Lines>(std::move(lines[i]));
        Rgba casing = theme.halo;
        casing.a = 200;
        if (i > 0) group.items.emplace_back(MapPath{parts, false, std::nullopt, StrokeStyle{casing, width * 2, {}}});
        group.items.emplace_back(MapPath{parts, false, std::nullopt, StrokeStyle{colours[i], width, {}}});
    }
}

}  // namespace needsmap::scene
