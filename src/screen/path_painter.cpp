#include "screen/path_painter.hpp"

#include <array>

namespace needsmap::screen {

namespace {

template <class Tag>
StrokePoints stroke_of(const std::vector<std::vector<geo::Point<Tag>>>& parts, bool closed) {
    geo::Box<Tag> box;
    for (const auto& part : parts)
        for (const auto& p : part) box.add(p);
    const geo::Point<Tag> origin = box.empty() ? geo::Point<Tag>{} : box.centre();
    StrokeBuilder builder(origin.x, origin.y);
    for (const auto& part : parts) builder.add(std::span<const geo::Point<Tag>>(part), closed);
    return builder.take();
}

}  // namespace

template <class Space, class Path, class Rings>
void PathPainter::draw(OnCard& on_card, const Path& path, const Rings& rings, const geo::Similarity<geo::PixelSpace, Space>& pixel_from,
                       const Placement& placement) {
    if (path.fill) {
        if (!on_card.fill) on_card.fill = m_fills.upload(polygon_mesh(rings));
        FillGeometry& fill = *on_card.fill;
        if (fill.index_count > 0)
            m_fills.draw(fill, std::array<Run, 1>{Run{0, fill.index_count}}, nullptr, std::array<scene::FillStyle, 1>{*path.fill},
                         shader_transform(pixel_from, fill.origin_x, fill.origin_y, placement), placement,
                         path.fill->pattern != scene::Pattern::none);
    }
    if (path.stroke) {
        if (!on_card.stroke) on_card.stroke = m_strokes.upload(stroke_of(rings, path.closed));
        StrokeGeometry& stroke = *on_card.stroke;
        if (stroke.segment_count > 0)
            m_strokes.draw(stroke, std::array<Run, 1>{Run{0, stroke.segment_count}}, *path.stroke, {},
                           shader_transform(pixel_from, stroke.origin_x, stroke.origin_y, placement), placement);
    }
}

void PathPainter::paint(const scene::MapPath& path, const Placement& placement) {
    if (!path.parts) return;
    Kept& kept = m_kept[{path.parts.get(), path.closed}];
    if (kept.owner.lock() != path.parts) {
        kept = {path.parts, {}};
        for (const auto& part : *path.parts)
            for (const geo::MapPoint& p : part) kept.on_card.box.add(p);
    }
    const double reach = path.stroke ? placement.pixels(path.stroke->width_mm) + 2 : 2;
    if (kept.on_card.box.intersects(placement.visible_map(reach)))
        draw(kept.on_card, path, *path.parts, placement.pixel_from_map(), placement);
}

void PathPainter::paint(const scene::PagePath& path, const Placement& placement) {
    OnCard for_now;
    draw(for_now, path, path.parts, placement.pixel_from_page, placement);
}

void PathPainter::forget_unused() {
    std::erase_if(m_kept, [](const auto& entry) { return entry.second.owner.expired(); });
}

}  // namespace needsmap::screen
