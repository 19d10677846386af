#include "paper/svg_painter.hpp"

#include <algorithm>

#include "paper/page_arcs.hpp"
#include "paper/patterns.hpp"
#include "paper/svg_fonts.hpp"
#include "paper/svg_text.hpp"

namespace needsmap::paper {

namespace {

/// Borders stand on a grid of 0.01 mm (2540 dpi): two decimals keep files small, and a third would be finer than any plotter.
constexpr int grid_decimals = 2;
constexpr double grid_per_mm = 100;
constexpr double step_mm = 0.03;

std::string stroke_attributes(const scene::StrokeStyle& stroke) {
    std::string out = svg_paint("stroke", stroke.colour) + " stroke-width=\"" + number(stroke.width_mm) + "\" stroke-linejoin=\"round\"";
    if (stroke.dash_mm.empty()) return out + " stroke-linecap=\"round\"";
    out += " stroke-dasharray=\"";
    for (std::size_t i = 0; i < stroke.dash_mm.size(); ++i) out += (i > 0 ? " " : "") + number(stroke.dash_mm[i]);
    return out + "\"";
}

PageArcs arcs_of(const geo::CoverageLevels& levels, const geo::PageFromMap& page_from_map, const geo::PageBox& window) {
    const geo::Coverage& coverage = *levels.levels()[levels.level_for(scene::drawing_tolerance_m(page_from_map))].coverage;
    return {coverage, page_from_map, window, grid_per_mm, step_mm};
}

struct Lines {
    std::vector<std::vector<geo::PagePoint>> parts;
    geo::PageBox box;
};

Lines on_page(const std::vector<std::vector<geo::MapPoint>>& parts, const geo::PageFromMap& page_from_map, const geo::PageBox& window) {
    Lines lines;
    for (const auto& part : parts) {
        std::vector<geo::PagePoint> points;
        geo::PageBox box;
        for (const geo::MapPoint& p : part) {
            const geo::PagePoint q = page_from_map * p;
            box.add(q);
            if (points.empty() || &p == &part.back() || geo::distance(q, points.back()) >= step_mm) points.push_back(q);
        }
        if (!box.padded(2).intersects(window)) continue;
        lines.box.add(box);
        lines.parts.push_back(std::move(points));
    }
    return lines;
}

geo::PageBox meet(const geo::PageBox& a, const geo::PageBox& b) {
    return {std::max(a.min_x, b.min_x), std::max(a.min_y, b.min_y), std::min(a.max_x, b.max_x), std::min(a.max_y, b.max_y)};
}

}  // namespace

std::string SvgPainter::unique_id(std::string_view wanted) {
    const std::string base = xml_id(wanted.empty() ? std::string_view("group") : wanted);
    std::string id = base;
    for (int n = 2; !m_ids.insert(id).second; ++n) id = base + "-" + std::to_string(n);
    return id;
}

void SvgPainter::begin(const Group& group) {
    m_job.check_cancelled();
    m_clips.push_back(group.clip ? meet(m_clips.back(), *group.clip) : m_clips.back());
    std::string clip;
    if (group.clip) {
        const std::string id = unique_id("clip");
        m_out += "<clipPath id=\"" + id + "\"><rect x=\"" + number(group.clip->min_x) + "\" y=\"" + number(group.clip->min_y) + "\" width=\"" +
                 number(std::max(0.0, group.clip->width())) + "\" height=\"" + number(std::max(0.0, group.clip->height())) + "\"/></clipPath>\n";
        clip = " clip-path=\"url(#" + id + ")\"";
    }
    m_out += "<g" + (group.name.empty() ? std::string() : " id=\"" + unique_id(group.name) + "\"") + clip + ">\n";
}

void SvgPainter::end(const Group&) {
    m_clips.pop_back();
    m_out += "</g>\n";
}

void SvgPainter::pattern(const std::string& ground, scene::Pattern pattern, scene::Rgba colour, const geo::PageBox& box,
                         const std::function<bool(geo::PagePoint)>& wanted) {
    const PatternMarks marks = pattern_marks(pattern, box, wanted);
    if (marks.lines.empty() && marks.dots.empty()) return;
    const std::string id = unique_id("pattern");
    m_out += "<clipPath id=\"" + id + "\"><path clip-rule=\"evenodd\" d=\"" + ground + "\"/></clipPath>\n<path clip-path=\"url(#" + id + ")\" fill=\"none\"" +
             stroke_attributes({colour, marks.thickness_mm, {}}) + " d=\"";
    std::vector<std::vector<geo::PagePoint>> lines;
    for (const auto& [from, to] : marks.lines) lines.push_back({from, to});
    m_out += path_data(lines, false);
    for (const geo::PagePoint dot : marks.dots) m_out += "M" + number(dot.x) + " " + number(dot.y) + "h0";
    m_out += "\"/>\n";
}

void SvgPainter::path(const std::string& data, const std::optional<scene::FillStyle>& fill, const std::optional<scene::StrokeStyle>& stroke,
                      const geo::PageBox& box) {
    if (data.empty()) return;
    const bool has_pattern = fill && fill->pattern != scene::Pattern::none;
    const std::string stroked = stroke && stroke->width_mm > 0 ? stroke_attributes(*stroke) : std::string();
    const std::string filled = fill ? svg_paint("fill", fill->colour) + " fill-rule=\"evenodd\"" : std::string(" fill=\"none\"");
    if (!has_pattern) {
        m_out += "<path" + filled + stroked + " d=\"" + data + "\"/>\n";
        return;
    }
    m_out += "<path" + filled + " d=\"" + data + "\"/>\n";
    pattern(data, fill->pattern, fill->pattern_colour, meet(box, m_clips.back()), {});
    if (!stroked.empty()) m_out += "<path fill=\"none\"" + stroked + " d=\"" + data + "\"/>\n";
}

void SvgPainter::paint(const scene::CoverageFill& fill, const geo::PageFromMap& page_from_map) {
    const PageArcs arcs = arcs_of(*fill.coverage, page_from_map, m_clips.back());
    for (const Coat& coat : coats(fill)) {
        m_job.check_cancelled();
        const std::string data = path_data(arcs.outlines(coat.member), true, grid_decimals);
        if (data.empty()) continue;
        if (coat.pattern != scene::Pattern::none) {
            coat_pattern(coat, data, *fill.coverage, page_from_map);
        } else {
            m_out += "<path" + svg_paint("fill", coat.colour) + " fill-rule=\"evenodd\" d=\"" + data + "\"/>\n";
        }
    }
}

void SvgPainter::coat_pattern(const Coat& coat, const std::string& ground, const geo::CoverageLevels& levels, const geo::PageFromMap& page_from_map) {
    geo::PageBox box;
    std::vector<geo::PageBox> areas;
    for (std::size_t a = 0; a < coat.member.size(); ++a) {
        if (coat.member[a] == 0) continue;
        const geo::PageBox area = page_from_map * levels.full().area_bounds(static_cast<geo::AreaIndex>(a));
        if (area.empty() || !area.intersects(m_clips.back())) continue;
        areas.push_back(area.padded(1));
        box.add(area);
    }
    pattern(ground, coat.pattern, coat.colour, meet(box, m_clips.back()), [&](geo::PagePoint dot) {
        return std::any_of(areas.begin(), areas.end(), [&](const geo::PageBox& area) { return area.contains(dot); });
    });
}

void SvgPainter::paint(const scene::CoverageStroke& stroke, const geo::PageFromMap& page_from_map) {
    if (stroke.stroke.width_mm <= 0 || stroke.stroke.colour.a == 0) return;
    const std::string data = path_data(arcs_of(*stroke.coverage, page_from_map, m_clips.back()).lines(stroke.outline_only), false, grid_decimals);
    path(data, std::nullopt, stroke.stroke, {});
}

void SvgPainter::paint(const scene::AreaStroke& area, const geo::PageFromMap& page_from_map) {
    const geo::Coverage& full = area.coverage->full();
    if (area.area < 0 || static_cast<std::size_t>(area.area) >= full.area_count()) return;
    std::vector<std::vector<geo::MapPoint>> rings;
    for (std::uint32_t ring = full.first_ring(area.area); ring < full.last_ring(area.area); ++ring) full.append_ring(ring, rings.emplace_back());
    const Lines lines = on_page(rings, page_from_map, m_clips.back());
    std::optional<scene::FillStyle> fill;
    if (area.fill) fill = scene::FillStyle{*area.fill, scene::Pattern::none, {}};
    path(path_data(lines.parts, true), fill, area.stroke, lines.box);
}

void SvgPainter::paint(const scene::MapPath& map_path, const geo::PageFromMap& page_from_map) {
    if (!map_path.parts) return;
    const Lines lines = on_page(*map_path.parts, page_from_map, m_clips.back());
    path(path_data(lines.parts, map_path.closed), map_path.fill, map_path.stroke, lines.box);
}

void SvgPainter::paint(const scene::PagePath& page_path) {
    geo::PageBox box;
    for (const auto& part : page_path.parts)
        for (const geo::PagePoint p : part) box.add(p);
    path(path_data(page_path.parts, page_path.closed), page_path.fill, page_path.stroke, box);
}

void SvgPainter::paint(const scene::TextItem& text, const Placement& page_from_map) {
    const auto at = place(text.anchor, page_from_map);
    if (!at || !text.run.face || text.run.text.empty()) return;
    const geo::PagePoint start = *at + text.offset;
    if (!m_clips.back().padded(text.run.size_mm + text.run.width_mm).contains(start)) return;
    m_out += "<text x=\"" + number(start.x) + "\" y=\"" + number(start.y) + "\" font-size=\"" + number(text.run.size_mm) + "\"" +
             font_weight_attribute(*text.run.face) + font_family_attribute(*text.run.face) + svg_paint("fill", text.colour);
    // One length per line instead of one place per letter: the text stays one piece in an editor, and still fits exactly.
    if (text.run.glyphs.size() > 1) m_out += " textLength=\"" + number(text.run.width_mm) + "\"";
    if (text.halo_mm > 0 && text.halo.a > 0)
        m_out += svg_paint("stroke", text.halo) + " stroke-width=\"" + number(2 * text.halo_mm) + "\" stroke-linejoin=\"round\" paint-order=\"stroke\"";
    m_out += ">" + escaped(text.run.text) + "</text>\n";
}

void SvgPainter::paint(const scene::Markers& markers, const Placement& page_from_map) {
    std::vector<geo::PagePoint> outline = scene::marker_outline(markers.shape);
    for (geo::PagePoint& p : outline) p = p * markers.size_mm;
    const std::string symbol = unique_id(markers.id.empty() ? "symbol" : markers.id + "-symbol");
    std::string uses;
    for (const scene::Anchor& anchor : markers.anchors) {
        const auto at = place(anchor, page_from_map);
        if (!at || !m_clips.back().padded(markers.size_mm + markers.rim_mm).contains(*at)) continue;
        uses += "<use xlink:href=\"#" + symbol + "\" x=\"" + number(at->x) + "\" y=\"" + number(at->y) + "\"/>\n";
    }
    if (uses.empty()) return;
    m_out += "<defs><path id=\"" + symbol + "\"" + svg_paint("fill", markers.colour);
    if (markers.rim.a > 0 && markers.rim_mm > 0)
        m_out += svg_paint("stroke", markers.rim) + " stroke-width=\"" + number(2 * markers.rim_mm) + "\" stroke-linejoin=\"round\" paint-order=\"stroke\"";
    m_out += " d=\"" + path_data({outline}, true) + "\"/></defs>\n<g" + (markers.id.empty() ? std::string() : " id=\"" + unique_id(markers.id) + "\"") + ">\n" +
             uses + "</g>\n";
}

}  // namespace needsmap::paper
