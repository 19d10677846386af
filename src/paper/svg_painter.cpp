#include "paper/svg_painter.hpp"

#include <algorithm>

#include "paper/svg_fonts.hpp"
#include "paper/svg_text.hpp"

namespace needsmap::paper {

namespace {

std::string stroke_attributes(const scene::StrokeStyle& stroke) {
    std::string out = svg_paint("stroke", stroke.colour) + " stroke-width=\"" + number(stroke.width_mm) + R"(" stroke-linejoin="round")";
    // Round ends close the notches where three borders meet, but would fill the gaps of dashes.
    if (stroke.dash_mm.empty()) return out + " stroke-linecap=\"round\"";
    out += " stroke-dasharray=\"";
    for (std::size_t i = 0; i < stroke.dash_mm.size(); ++i) out += (i > 0 ? " " : "") + number(stroke.dash_mm[i]);
    return out + "\"";
}

/// A line around letters and symbols, drawn before their fill.
std::string rim_attributes(scene::Rgba colour, double width_mm) {
    if (colour.a == 0 || width_mm <= 0) return {};
    return svg_paint("stroke", colour) + " stroke-width=\"" + number(2 * width_mm) + R"(" stroke-linejoin="round" paint-order="stroke")";
}

}  // namespace

std::string SvgPainter::unique_id(std::string_view wanted) {
    const std::string base = m_id_prefix + xml_id(wanted.empty() ? std::string_view("group") : wanted);
    std::string id = base;
    for (int n = 2; !m_ids.insert(id).second; ++n) id = base + "-" + std::to_string(n);
    return id;
}

void SvgPainter::open_group(const Group& group) {
    std::string clip;
    if (group.clip) {
        const std::string id = unique_id("clip");
        m_out += "<clipPath id=\"" + id + "\"><rect x=\"" + number(group.clip->min_x) + "\" y=\"" + number(group.clip->min_y) +
                 "\" width=\"" + number(std::max(0.0, group.clip->width())) + "\" height=\"" + number(std::max(0.0, group.clip->height())) +
                 "\"/></clipPath>\n";
        clip = " clip-path=\"url(#" + id + ")\"";
    }
    m_out += "<g" + (group.name.empty() ? std::string() : " id=\"" + unique_id(group.name) + "\"") + clip + ">\n";
}

void SvgPainter::close_group() { m_out += "</g>\n"; }

void SvgPainter::write_shape(const GridLines& lines, bool closed, const std::optional<scene::Rgba>& fill,
                             const std::optional<scene::StrokeStyle>& stroke) {
    m_out += "<path" + (fill ? svg_paint("fill", *fill) + " fill-rule=\"evenodd\"" : std::string(" fill=\"none\"")) +
             (stroke ? stroke_attributes(*stroke) : std::string()) + " d=\"" + path_data(lines, closed) + "\"/>\n";
}

void SvgPainter::write_marks(const GridLines& ground, const GridLines& marks, const scene::StrokeStyle& stroke) {
    const std::string id = unique_id("pattern");
    m_out += "<clipPath id=\"" + id + R"("><path clip-rule="evenodd" d=")" + path_data(ground, true) +
             "\"/></clipPath>\n<path clip-path=\"url(#" + id + ")\" fill=\"none\"" + stroke_attributes(stroke) + " d=\"" +
             path_data(marks, false) + "\"/>\n";
}

void SvgPainter::write_text(const scene::TextItem& text, geo::PagePoint start) {
    m_out += "<text x=\"" + number(start.x) + "\" y=\"" + number(start.y) + "\" font-size=\"" + number(text.run.size_mm) + "\"" +
             font_weight_attribute(*text.run.face) + font_family_attribute(*text.run.face) + svg_paint("fill", text.colour);
    const std::string halo = rim_attributes(text.halo, text.halo_mm);
    // One length per line instead of one place per letter: the text stays one piece in an editor, and still fits exactly. Not with a
    // halo: browsers then paint letter by letter, and each halo eats into the letter before.
    if (halo.empty() && text.run.glyphs.size() > 1) m_out += " textLength=\"" + number(text.run.width_mm) + "\"";
    m_out += halo + ">" + escaped(text.run.text) + "</text>\n";
}

void SvgPainter::write_symbols(const scene::Markers& markers, const std::vector<geo::PagePoint>& places) {
    GridLines outline;
    for (const geo::PagePoint p : scene::marker_outline(markers.shape)) outline.points.push_back(on_grid(p * markers.size_mm));
    outline.finish(3);
    const std::string symbol = unique_id(markers.id.empty() ? "symbol" : markers.id + "-symbol");
    m_out += "<defs><path id=\"" + symbol + "\"" + svg_paint("fill", markers.colour) + rim_attributes(markers.rim, markers.rim_mm) +
             " d=\"" + path_data(outline, true) + "\"/></defs>\n<g" +
             (markers.id.empty() ? std::string() : " id=\"" + unique_id(markers.id) + "\"") + ">\n";
    for (const geo::PagePoint at : places)
        m_out += "<use xlink:href=\"#" + symbol + "\" x=\"" + number(at.x) + "\" y=\"" + number(at.y) + "\"/>\n";
    m_out += "</g>\n";
}

}  // namespace needsmap::paper
