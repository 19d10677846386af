// Where things go within one paint call, and how shaders are told.
#pragma once

#include <epoxy/gl.h>

#include <cmath>

#include "geo/spaces.hpp"
#include "scene/display_list.hpp"

namespace needsmap::screen {

/// Pixels here count from the top left of the viewport, y down.
struct Placement {
    geo::PageFromMap page_from_map;
    geo::PixelFromPage pixel_from_page;
    geo::PixelBox clip;              ///< whole pixels within the viewport
    double width = 0, height = 0;    ///< of the viewport, pixels
    double left = 0, bottom = 0;     ///< of the viewport in the framebuffer, OpenGL's way (y up)
    geo::PixelPoint pattern_origin;  ///< where patterns begin
    bool smooth_edges = true;        ///< antialias the edges between areas of different colour

    [[nodiscard]] geo::PixelFromMap pixel_from_map() const { return pixel_from_page * page_from_map; }
    /// What can be seen, grown by `margin_px` on every side.
    [[nodiscard]] geo::MapBox visible_map(double margin_px) const { return pixel_from_map().inverse() * clip.padded(margin_px); }
    [[nodiscard]] double pixels(double mm) const { return mm * pixel_from_page.scale; }
};

/// A transform for shaders: first the viewport's centre is subtracted, then scaled, so that floats far from the origin stay exact.
struct ShaderTransform {
    float centre_x = 0, centre_y = 0;  ///< from the mesh's origin, in its unit
    float pixels_per_unit_x = 1, pixels_per_unit_y = 1;
};
template <class Space>
[[nodiscard]] ShaderTransform shader_transform(const geo::Similarity<geo::PixelSpace, Space>& pixel_from, double origin_x, double origin_y,
                                               const Placement& placement) {
    const geo::Point<Space> centre = pixel_from.inverse() * geo::PixelPoint{placement.width / 2, placement.height / 2};
    return {static_cast<float>(centre.x - origin_x), static_cast<float>(centre.y - origin_y), static_cast<float>(pixel_from.scale),
            static_cast<float>(pixel_from.y_sign * pixel_from.scale)};
}

/// A run of elements in an index buffer or a list of segments.
struct Run {
    std::uint32_t first = 0, count = 0;
};
/// Adds a run, joining it to the last one where they touch.
inline void add_run(std::vector<Run>& runs, Run run) {
    if (run.count == 0) return;
    if (!runs.empty() && runs.back().first + runs.back().count == run.first)
        runs.back().count += run.count;
    else
        runs.push_back(run);
}

inline void set_colour(GLint uniform, scene::Rgba c) {
    glUniform4f(uniform, static_cast<float>(c.r) / 255.0F, static_cast<float>(c.g) / 255.0F, static_cast<float>(c.b) / 255.0F,
                static_cast<float>(c.a) / 255.0F);
}

}  // namespace needsmap::screen
