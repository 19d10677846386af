// Draws lines and polygons in map space (kept on the card) and on the page (sent each time).
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "scene/display_list.hpp"
#include "screen/fill_painter.hpp"
#include "screen/stroke_painter.hpp"

namespace needsmap::screen {

class PathPainter {
public:
    PathPainter(FillPainter& fills, StrokePainter& strokes) : m_fills(fills), m_strokes(strokes) {}

    void paint(const scene::MapPath& path, const Placement& placement);
    void paint(const scene::PagePath& path, const Placement& placement);
    /// Drops geometry of parts that nobody else holds any more.
    void forget_unused();

private:
    using Parts = std::shared_ptr<const std::vector<std::vector<geo::MapPoint>>>;
    struct OnCard {
        std::optional<FillGeometry> fill;
        std::optional<StrokeGeometry> stroke;
        geo::MapBox box;
    };
    struct Kept {
        std::weak_ptr<const std::vector<std::vector<geo::MapPoint>>> owner;
        OnCard on_card;
    };
    template <class Space, class Path, class Rings>
    void draw(OnCard& on_card, const Path& path, const Rings& rings, const geo::Similarity<geo::PixelSpace, Space>& pixel_from,
              const Placement& placement);

    FillPainter& m_fills;
    StrokePainter& m_strokes;
    std::map<std::pair<const void*, bool>, Kept> m_kept;  ///< by parts, and whether they are closed
};

}  // namespace needsmap::screen
