#include "paper/pdf_painter.hpp"

#include <algorithm>
#include <cmath>

#include "paper/number_text.hpp"
#include "paper/thinner.hpp"

namespace needsmap::paper {

namespace {

void append_integer(std::string& out, std::int64_t value) {
    append_fixed(out, value, 0);
    out += ' ';
}

void append_real(std::string& out, double value) {
    append_number(out, value);
    out += ' ';
}

void append_colour(std::string& out, scene::Rgba colour, const char* operation) {
    for (const std::uint8_t channel : {colour.r, colour.g, colour.b}) append_real(out, channel / 255.0);
    out.append(operation).append("\n");
}

void append_lines(std::string& out, const GridLines& lines, bool closed) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        bool first = true;
        for (const GridPoint p : lines[i]) {
            append_integer(out, p.x);
            append_integer(out, p.y);
            out += first ? "m\n" : "l\n";
            first = false;
        }
        if (closed) out += "h\n";
    }
}

std::string alpha_name(int alpha) { return "/A" + std::to_string(alpha); }

}  // namespace

void PdfPainter::push() {
    m_out += "q\n";
    m_states.push_back(m_states.back());
}

void PdfPainter::pop() {
    m_out += "Q\n";
    m_states.pop_back();
}

void PdfPainter::use_alpha(int alpha) {
    if (m_states.back().alpha == alpha) return;
    m_states.back().alpha = alpha;
    m_alphas.insert(alpha);
    m_out += alpha_name(alpha) + " gs\n";
}

void PdfPainter::use_fill(scene::Rgba colour) {
    use_alpha(colour.a);
    colour.a = 255;
    if (m_states.back().fill == colour) return;
    m_states.back().fill = colour;
    append_colour(m_out, colour, "rg");
}

void PdfPainter::use_stroke(const scene::StrokeStyle& stroke) {
    State& state = m_states.back();
    use_alpha(stroke.colour.a);
    scene::Rgba colour = stroke.colour;
    colour.a = 255;
    if (!(state.stroke == colour)) append_colour(m_out, colour, "RG"), state.stroke = colour;
    if (!state.round_joins) m_out += "1 j\n", state.round_joins = true;
    // Round ends close the notches where three borders meet, but would fill the gaps of dashes.
    const int cap = stroke.dash_mm.empty() ? 1 : 0;
    if (state.cap != cap) m_out += cap == 1 ? "1 J\n" : "0 J\n", state.cap = cap;
    if (state.line_width != stroke.width_mm) {
        append_real(m_out, stroke.width_mm * grid_per_mm);
        m_out += "w\n";
        state.line_width = stroke.width_mm;
    }
    if (state.dash != stroke.dash_mm) {
        m_out += "[ ";
        for (const double mm : stroke.dash_mm) append_real(m_out, mm * grid_per_mm);
        m_out += "] 0 d\n";
        state.dash = stroke.dash_mm;
    }
}

void PdfPainter::lines(const GridLines& lines, bool closed) { append_lines(m_out, lines, closed); }

void PdfPainter::write_background(const geo::PageBox& page, scene::Rgba colour) {
    if (colour.a == 0) return;
    use_fill(colour);
    const GridPoint corner = on_grid({page.max_x, page.max_y});
    // One step more than the page, whose size in points is no whole number of steps.
    m_out += "-1 -1 " + std::to_string(corner.x + 2) + " " + std::to_string(corner.y + 2) + " re f\n";
}

void PdfPainter::open_group(const Group& group) {
    push();
    if (!group.clip) return;
    const GridPoint low = on_grid({group.clip->min_x, group.clip->min_y}), high = on_grid({group.clip->max_x, group.clip->max_y});
    for (const int value : {low.x, low.y, std::max(0, high.x - low.x), std::max(0, high.y - low.y)}) append_integer(m_out, value);
    m_out += "re W n\n";
}

void PdfPainter::close_group() { pop(); }

void PdfPainter::write_shape(const GridLines& shape, bool closed, const std::optional<scene::Rgba>& fill,
                             const std::optional<scene::StrokeStyle>& stroke) {
    const bool together = fill && stroke && fill->a == stroke->colour.a;
    if (fill) {
        use_fill(*fill);
        if (together) use_stroke(*stroke);
        lines(shape, closed);
        m_out += together ? "B*\n" : "f*\n";
    }
    if (stroke && !together) {
        use_stroke(*stroke);
        lines(shape, closed);
        m_out += "S\n";
    }
}

void PdfPainter::write_marks(const GridLines& ground, const GridLines& marks, const scene::StrokeStyle& stroke) {
    push();
    lines(ground, true);
    m_out += "W* n\n";
    use_stroke(stroke);
    lines(marks, false);
    m_out += "S\n";
    pop();
}

std::string PdfPainter::form(const std::string& key, const std::string& content, int reach) {
    const auto found = m_forms.find(key);
    if (found != m_forms.end()) return found->second.name;
    std::string name = "/X" + std::to_string(m_forms.size());
    m_forms.emplace(key, Form{name, content, reach});
    return name;
}

/// The outline of a glyph in thousandths of the em, to be stroked.
std::string PdfPainter::glyph_form(const scene::FontFace& face, std::uint32_t glyph) {
    const std::string key = face.file().string() + '#' + std::to_string(glyph);
    if (const auto found = m_forms.find(key); found != m_forms.end()) return found->second.name;
    Thinner thinner(3);  // a hundredth of a millimetre on the largest label
    GridLines outline;
    std::vector<GridPoint> line;
    int reach = 1;
    for (const auto& contour : face.outline(glyph).contours) {
        line.clear();
        for (const auto& [x, y] : contour) {
            line.push_back({static_cast<std::int32_t>(std::lround(x * 1000)), static_cast<std::int32_t>(std::lround(y * 1000))});
            reach = std::max({reach, std::abs(line.back().x), std::abs(line.back().y)});
        }
        if (line.empty()) continue;
        thinner.append(line, outline.points);
        outline.finish(2);
    }
    std::string content;
    append_lines(content, outline, true);
    if (!content.empty()) content += "S\n";
    return form(key, content, reach + 1000);  // an em more than the outline: no halo is wider
}

/// Halos are strokes of shared outlines rather than text drawn twice, which would be found twice and copied twice.
void PdfPainter::write_halo(const scene::TextItem& text, geo::PagePoint start) {
    const double unit = text.run.size_mm * grid_per_mm / 1000;  // of the glyph forms
    if (unit <= 0) return;
    push();
    use_stroke({text.halo, 2 * text.halo_mm, {}});
    append_real(m_out, 2 * text.halo_mm * grid_per_mm / unit);
    m_out += "w\n";
    m_states.back().line_width = -1;
    for (const scene::Glyph& glyph : text.run.glyphs) {
        if (text.run.face->outline(glyph.id).contours.empty()) continue;
        const std::string name = glyph_form(*text.run.face, glyph.id);
        m_out += "q ";
        append_real(m_out, unit);
        m_out += "0 0 ";
        append_real(m_out, unit);
        append_real(m_out, (start.x + glyph.x_mm) * grid_per_mm);
        append_real(m_out, (start.y + glyph.y_mm) * grid_per_mm);
        m_out += "cm " + name + " Do Q\n";
    }
    pop();
}

void PdfPainter::write_text(const scene::TextItem& text, geo::PagePoint start) {
    if (text.halo_mm > 0 && text.halo.a > 0) write_halo(text, start);
    if (text.colour.a == 0) return;
    use_fill(text.colour);
    m_out += "BT 1 0 0 -1 ";
    append_real(m_out, start.x * grid_per_mm);
    append_real(m_out, start.y * grid_per_mm);
    m_out += "Tm " + m_fonts.show(text.run, grid_per_mm) + "ET\n";
}

void PdfPainter::write_symbols(const scene::Markers& markers, const std::vector<geo::PagePoint>& places) {
    // A tenth of the page's grid, so that small circles stay round.
    constexpr double finer = 10;
    GridLines outline;
    for (const geo::PagePoint p : scene::marker_outline(markers.shape)) outline.points.push_back(on_grid(p * (markers.size_mm * finer)));
    outline.finish(3);
    if (outline.size() == 0) return;
    const bool rim = markers.rim.a > 0 && markers.rim_mm > 0;
    std::string content;
    if (rim) {
        append_lines(content, outline, true);
        content += "S\n";
    }
    append_lines(content, outline, true);
    content += "f\n";
    int reach = 0;
    for (const GridPoint p : outline.points) reach = std::max({reach, std::abs(p.x), std::abs(p.y)});
    const auto rim_reach = static_cast<int>(std::lround((markers.rim_mm + 1) * grid_per_mm * finer));
    const std::string name = form("symbol" + std::to_string(m_forms.size()), content, reach + rim_reach);

    // Rim and fill share an opacity within the form; symbols are opaque on every map we draw.
    push();
    use_fill(markers.colour);
    if (rim) {
        scene::Rgba colour = markers.rim;
        colour.a = markers.colour.a;
        use_stroke({colour, 2 * markers.rim_mm, {}});
        append_real(m_out, 2 * markers.rim_mm * grid_per_mm * finer);
        m_out += "w\n";
        m_states.back().line_width = -1;
    }
    for (const geo::PagePoint at : places) {
        m_out += "q .1 0 0 .1 ";
        append_real(m_out, at.x * grid_per_mm);
        append_real(m_out, at.y * grid_per_mm);
        m_out += "cm " + name + " Do Q\n";
    }
    pop();
}

std::string PdfPainter::write_resources(PdfFile& file) const {
    std::string out = "<< /Font << " + m_fonts.write(file) + ">> /ExtGState << ";
    for (const int alpha : m_alphas) {
        std::string value;
        append_real(value, alpha / 255.0);
        out.append(alpha_name(alpha)).append(" << /ca ").append(value).append("/CA ").append(value).append(">> ");
    }
    out += ">> /XObject << ";
    for (const auto& [key, shape] : m_forms) {
        const int number = file.reserve();
        std::string dictionary = "/Type /XObject /Subtype /Form /BBox [";
        for (const int corner : {-shape.reach, -shape.reach, shape.reach, shape.reach}) append_integer(dictionary, corner);
        file.stream(number, dictionary.append("]"), shape.content);
        out.append(shape.name).append(" ").append(reference(number)).append(" ");
    }
    return out + ">> >>";
}

}  // namespace needsmap::paper
