#include "paper/vector_painter.hpp"

#include <algorithm>
#include <cmath>

#include "paper/coats.hpp"
#include "paper/thinner.hpp"

namespace needsmap::paper {

namespace {

/// Half of what the scene lets painters leave out (0.08 mm, what the eye resolves at reading distance), so that some magnifying on
/// screen stays smooth.
constexpr double tolerance_mm = 0.04;
/// Wider than any line or symbol's overhang: what lies farther outside a clip than this cannot show.
constexpr double overhang_mm = 3;

geo::PageBox meet(const geo::PageBox& a, const geo::PageBox& b) {
    return {std::max(a.min_x, b.min_x), std::max(a.min_y, b.min_y), std::min(a.max_x, b.max_x), std::min(a.max_y, b.max_y)};
}

geo::PageBox box_of(const GridLines& lines) {
    geo::PageBox box;
    for (const GridPoint p : lines.points) box.add(geo::PagePoint{p.x / grid_per_mm, p.y / grid_per_mm});
    return box;
}

std::optional<scene::StrokeStyle> visible(const std::optional<scene::StrokeStyle>& stroke) {
    return stroke && stroke->width_mm > 0 && stroke->colour.a > 0 ? stroke : std::nullopt;
}

}  // namespace

GridPoint on_grid(geo::PagePoint point) {
    static constexpr double limit = 1e9;  // far beyond any page, and safe in 32 bits
    const auto round = [](double mm) { return static_cast<std::int32_t>(std::lround(std::clamp(mm * grid_per_mm, -limit, limit))); };
    return {round(point.x), round(point.y)};
}

void VectorPainter::begin(const Group& group) {
    m_job.check_cancelled();
    m_clips.push_back(group.clip ? meet(clip(), *group.clip) : clip());
    open_group(group);
}

void VectorPainter::end(const Group&) {
    close_group();
    m_clips.pop_back();
}

const PageArcs& VectorPainter::arcs_of(const geo::CoverageLevels& levels, const geo::PageFromMap& page_from_map) {
    const geo::Coverage* coverage = levels.levels()[levels.level_for(scene::drawing_tolerance_m(page_from_map))].coverage.get();
    if (!m_arcs || m_arcs->coverage != coverage || !(m_arcs->page_from_map == page_from_map) || !(m_arcs->window == clip()))
        m_arcs.emplace(Arcs{coverage, page_from_map, clip(), PageArcs(*coverage, page_from_map, clip(), grid_per_mm, tolerance_mm)});
    return m_arcs->arcs;
}

GridLines VectorPainter::on_page(const std::vector<std::vector<geo::MapPoint>>& parts, const geo::PageFromMap& page_from_map,
                                 bool closed) const {
    const geo::PageBox window = clip().padded(overhang_mm);
    Thinner thinner(tolerance_mm * grid_per_mm);
    GridLines lines;
    std::vector<GridPoint> line;
    for (const auto& part : parts) {
        line.clear();
        geo::PageBox box;
        for (const geo::MapPoint& p : part) {
            const geo::PagePoint q = page_from_map * p;
            box.add(q);
            line.push_back(on_grid(q));
        }
        if (line.empty() || !box.intersects(window)) continue;
        thinner.append(line, lines.points);
        lines.finish(closed ? 3 : 2);
    }
    return lines;
}

void VectorPainter::marks(const GridLines& ground, scene::Pattern pattern, scene::Rgba colour,
                          const std::function<bool(geo::PagePoint)>& wanted) {
    if (pattern == scene::Pattern::none || colour.a == 0) return;
    const PatternMarks marks = pattern_marks(pattern, meet(box_of(ground), clip()), wanted);
    GridLines lines;
    for (const auto& [from, to] : marks.lines) {
        lines.points.insert(lines.points.end(), {on_grid(from), on_grid(to)});
        lines.finish(2);
    }
    for (const geo::PagePoint dot : marks.dots) {  // round ends on both sides of nothing are a disc
        lines.points.insert(lines.points.end(), {on_grid(dot), on_grid(dot)});
        lines.finish(2);
    }
    if (lines.size() > 0) write_marks(ground, lines, {colour, marks.thickness_mm, {}});
}

void VectorPainter::shape(const GridLines& lines, bool closed, const std::optional<scene::FillStyle>& fill,
                          const std::optional<scene::StrokeStyle>& stroke) {
    if (lines.size() == 0) return;
    const std::optional<scene::Rgba> colour = fill && fill->colour.a > 0 ? std::optional(fill->colour) : std::nullopt;
    const std::optional<scene::StrokeStyle> line = visible(stroke);
    const bool patterned = fill && fill->pattern != scene::Pattern::none;
    // Marks lie between the fill and the line around it.
    if (colour || (line && !patterned)) write_shape(lines, closed, colour, patterned ? std::nullopt : line);
    if (!patterned) return;
    marks(lines, fill->pattern, fill->pattern_colour, {});
    if (line) write_shape(lines, closed, std::nullopt, line);
}

void VectorPainter::paint(const scene::CoverageFill& fill, const geo::PageFromMap& page_from_map) {
    const PageArcs& arcs = arcs_of(*fill.coverage, page_from_map);
    for (const Coat& coat : coats(fill)) {
        m_job.check_cancelled();
        const GridLines outlines = arcs.outlines(coat.member);
        if (coat.pattern == scene::Pattern::none) {
            shape(outlines, true, scene::FillStyle{coat.colour, scene::Pattern::none, {}}, std::nullopt);
            continue;
        }
        std::vector<geo::PageBox> areas;
        for (std::size_t a = 0; a < coat.member.size(); ++a)
            if (coat.member[a] != 0)
                areas.push_back((page_from_map * fill.coverage->full().area_bounds(static_cast<geo::AreaIndex>(a))).padded(1));
        marks(outlines, coat.pattern, coat.colour, [&](geo::PagePoint dot) {
            return std::any_of(areas.begin(), areas.end(), [&](const geo::PageBox& area) { return area.contains(dot); });
        });
    }
}

void VectorPainter::paint(const scene::CoverageStroke& stroke, const geo::PageFromMap& page_from_map) {
    if (visible(stroke.stroke))
        shape(arcs_of(*stroke.coverage, page_from_map).lines(stroke.outline_only), false, std::nullopt, stroke.stroke);
}

void VectorPainter::paint(const scene::AreaStroke& area, const geo::PageFromMap& page_from_map) {
    const geo::Coverage& full = area.coverage->full();
    if (area.area < 0 || static_cast<std::size_t>(area.area) >= full.area_count()) return;
    std::vector<std::vector<geo::MapPoint>> rings;
    for (std::uint32_t ring = full.first_ring(area.area); ring < full.last_ring(area.area); ++ring)
        full.append_ring(ring, rings.emplace_back());
    std::optional<scene::FillStyle> fill;
    if (area.fill) fill = scene::FillStyle{*area.fill, scene::Pattern::none, {}};
    shape(on_page(rings, page_from_map, true), true, fill, area.stroke);
}

void VectorPainter::paint(const scene::MapPath& path, const geo::PageFromMap& page_from_map) {
    if (path.parts) shape(on_page(*path.parts, page_from_map, path.closed), path.closed, path.fill, path.stroke);
}

void VectorPainter::paint(const scene::PagePath& path) {
    GridLines lines;
    for (const auto& part : path.parts) {
        for (const geo::PagePoint p : part) lines.points.push_back(on_grid(p));
        lines.finish(2);
    }
    shape(lines, path.closed, path.fill, path.stroke);
}

void VectorPainter::paint(const scene::TextItem& text, const Placement& page_from_map) {
    const auto at = place(text.anchor, page_from_map);
    if (!at || !text.run.face || text.run.glyphs.empty()) return;
    const geo::PagePoint start = *at + text.offset;
    geo::PageBox box;
    box.add(start);
    box.add(geo::PagePoint{start.x + text.run.width_mm, start.y});
    if (box.padded(1.5 * text.run.size_mm + text.halo_mm).intersects(clip())) write_text(text, start);
}

void VectorPainter::paint(const scene::Markers& markers, const Placement& page_from_map) {
    const geo::PageBox window = clip().padded(markers.size_mm + markers.rim_mm);
    std::vector<geo::PagePoint> places;
    for (const scene::Anchor& anchor : markers.anchors)
        if (const auto at = place(anchor, page_from_map); at && window.contains(*at)) places.push_back(*at);
    if (!places.empty()) write_symbols(markers, places);
}

}  // namespace needsmap::paper
