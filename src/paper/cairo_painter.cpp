#include "paper/cairo_painter.hpp"

#include "paper/handles.hpp"
#include "paper/patterns.hpp"

namespace needsmap::paper {

namespace {

template <class Points>
void add_line(cairo_t* context, const Points& points, bool closed) {
    bool first = true;
    for (const auto& p : points) {
        first ? cairo_move_to(context, p.x, p.y) : cairo_line_to(context, p.x, p.y);
        first = false;
    }
    if (closed && !first) cairo_close_path(context);
}

double square_distance(geo::PagePoint a, geo::PagePoint b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

double reach_of(const std::optional<scene::StrokeStyle>& stroke) { return stroke ? stroke->width_mm : 0; }

}  // namespace

void CairoPainter::begin(const Group& group) {
    cairo_save(m_context);
    if (!group.clip) return;
    cairo_rectangle(m_context, group.clip->min_x, group.clip->min_y, group.clip->width(), group.clip->height());
    cairo_clip(m_context);
}

void CairoPainter::end(const Group&) { cairo_restore(m_context); }

void CairoPainter::set_stroke(const scene::StrokeStyle& stroke) {
    set_colour(m_context, stroke.colour);
    cairo_set_line_width(m_context, stroke.width_mm);
    cairo_set_line_join(m_context, CAIRO_LINE_JOIN_ROUND);
    // Round ends close the notches where three borders meet, but would fill the gaps of dashes.
    cairo_set_line_cap(m_context, stroke.dash_mm.empty() ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_dash(m_context, stroke.dash_mm.data(), static_cast<int>(stroke.dash_mm.size()), 0);
}

void CairoPainter::paint_marks(scene::Pattern pattern, scene::Rgba colour, const geo::PageBox& box,
                               const std::function<bool(geo::PagePoint)>& wanted) {
    const PatternMarks marks = pattern_marks(pattern, box, wanted);
    if (marks.lines.empty() && marks.dots.empty()) return;
    for (const auto& [from, to] : marks.lines) {
        cairo_move_to(m_context, from.x, from.y);
        cairo_line_to(m_context, to.x, to.y);
    }
    for (const geo::PagePoint dot : marks.dots) {  // a round end on both sides of nothing is a disc, in two operators
        cairo_move_to(m_context, dot.x, dot.y);
        cairo_line_to(m_context, dot.x, dot.y);
    }
    set_stroke({colour, marks.thickness_mm, {}});
    cairo_stroke(m_context);
}

void CairoPainter::paint_lines(const std::vector<std::vector<geo::PagePoint>>& parts, const geo::PageBox& box, bool closed,
                               const std::optional<scene::FillStyle>& fill, const std::optional<scene::StrokeStyle>& stroke) {
    if (!box.padded(reach_of(stroke)).intersects(m_window)) return;
    cairo_new_path(m_context);
    for (const auto& part : parts) add_line(m_context, part, closed);
    if (fill) {
        cairo_set_fill_rule(m_context, CAIRO_FILL_RULE_EVEN_ODD);
        set_colour(m_context, fill->colour);
        if (fill->colour.a > 0) cairo_fill_preserve(m_context);
        if (fill->pattern != scene::Pattern::none) {
            cairo_save(m_context);
            cairo_clip_preserve(m_context);
            cairo_new_path(m_context);
            paint_marks(fill->pattern, fill->pattern_colour, box);
            cairo_restore(m_context);
            for (const auto& part : parts) add_line(m_context, part, closed);
        }
    }
    if (stroke && stroke->width_mm > 0) {
        set_stroke(*stroke);
        cairo_stroke_preserve(m_context);
    }
    cairo_new_path(m_context);
}

CairoPainter::Lines CairoPainter::on_page(std::span<const std::vector<geo::MapPoint>> parts, const geo::PageFromMap& page_from_map,
                                          double reach_mm) const {
    Lines lines;
    for (const auto& part : parts) {
        std::vector<geo::PagePoint> points;
        geo::PageBox box;
        for (const geo::MapPoint& p : part) {
            const geo::PagePoint q = page_from_map * p;
            box.add(q);
            if (points.empty() || &p == &part.back() || square_distance(q, points.back()) >= m_step_mm * m_step_mm) points.push_back(q);
        }
        if (!box.padded(reach_mm).intersects(m_window)) continue;
        lines.box.add(box);
        lines.parts.push_back(std::move(points));
    }
    return lines;
}

void CairoPainter::paint(const scene::PagePath& path) {
    geo::PageBox box;
    for (const auto& part : path.parts)
        for (const geo::PagePoint p : part) box.add(p);
    paint_lines(path.parts, box, path.closed, path.fill, path.stroke);
}

void CairoPainter::paint(const scene::MapPath& path, const geo::PageFromMap& page_from_map) {
    if (!path.parts) return;
    const Lines lines = on_page(*path.parts, page_from_map, reach_of(path.stroke));
    paint_lines(lines.parts, lines.box, path.closed, path.fill, path.stroke);
}

void CairoPainter::paint(const scene::AreaStroke& area, const geo::PageFromMap& page_from_map) {
    const geo::Coverage& full = area.coverage->full();
    if (area.area < 0 || static_cast<std::size_t>(area.area) >= full.area_count()) return;
    std::vector<std::vector<geo::MapPoint>> rings;
    for (std::uint32_t ring = full.first_ring(area.area); ring < full.last_ring(area.area); ++ring)
        full.append_ring(ring, rings.emplace_back());
    const Lines lines = on_page(rings, page_from_map, area.stroke.width_mm);
    std::optional<scene::FillStyle> fill;
    if (area.fill) fill = scene::FillStyle{*area.fill, scene::Pattern::none, {}};
    paint_lines(lines.parts, lines.box, true, fill, area.stroke);
}

void CairoPainter::paint(const scene::Markers& markers, const Placement& page_from_map) {
    const std::vector<geo::PagePoint> outline = scene::marker_outline(markers.shape);
    const geo::PageBox near = m_window.padded(markers.size_mm + markers.rim_mm);
    for (const scene::Anchor& anchor : markers.anchors) {
        const auto at = place(anchor, page_from_map);
        if (!at || !near.contains(*at)) continue;
        cairo_new_path(m_context);
        std::vector<geo::PagePoint> placed;
        placed.reserve(outline.size());
        for (const geo::PagePoint p : outline) placed.push_back(*at + p * markers.size_mm);
        add_line(m_context, placed, true);
        if (markers.rim.a > 0 && markers.rim_mm > 0) {
            set_stroke({markers.rim, 2 * markers.rim_mm, {}});  // its inner half is covered by the symbol
            cairo_stroke_preserve(m_context);
        }
        set_colour(m_context, markers.colour);
        cairo_fill(m_context);
    }
}

}  // namespace needsmap::paper
