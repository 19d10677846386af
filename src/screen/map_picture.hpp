// The map kept as a picture, so that a frame in which it stands still or slides costs next to nothing.
#pragma once

#include <cstdint>
#include <memory>

#include "screen/painter.hpp"

namespace needsmap::screen {

/// Keeps what a Painter has painted for one map pane. Sliding moves the picture by whole pixels and paints only the edges that come into
/// view. Where triangles are dear (many of them, and no graphics card), the old picture is stretched while the scale changes; where they
/// are very many, edges between areas are smoothed only once the map stands still, band by band, so that no frame takes long.
class MapPicture {
public:
    explicit MapPicture(Painter& painter);
    ~MapPicture();
    MapPicture(const MapPicture&) = delete;
    MapPicture& operator=(const MapPicture&) = delete;

    struct Content {
        const scene::Group& group;
        scene::Rgba background;
        std::uint64_t revision = 0;  ///< different when the group or background are
    };
    /// Shows the content in the bound framebuffer. Returns the view that it was really painted with, at most half a pixel from the one
    /// asked for: overlays use this one, or they would tremble against the map.
    View show(const Content& content, const View& view, bool is_moving);
    /// True while showing the same again, standing still, would look better.
    [[nodiscard]] bool unfinished() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace needsmap::screen
