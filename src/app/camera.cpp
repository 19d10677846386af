#include "app/camera.hpp"

#include <algorithm>
#include <cmath>

namespace needsmap::app {

namespace {

/// A box without extent (one address) is shown with this much around it, in metres across.
constexpr double least_extent_m = 400;

}  // namespace

Camera Camera::showing(const geo::MapBox& box, double pane_width_mm, double pane_height_mm, double margin_mm) {
    if (box.empty()) return {};
    // In a tiny pane the margin gives way: at least half of each side stays for the map.
    const double width_mm = std::max(pane_width_mm - 2 * margin_mm, pane_width_mm / 2);
    const double height_mm = std::max(pane_height_mm - 2 * margin_mm, pane_height_mm / 2);
    const double across_m = std::max(box.width(), least_extent_m);
    const double up_m = std::max(box.height(), least_extent_m);
    const double scale = std::min(width_mm / across_m, height_mm / up_m);
    return {box.centre(), scale > 0 && std::isfinite(scale) ? scale : Camera{}.mm_per_m};
}

}  // namespace needsmap::app
