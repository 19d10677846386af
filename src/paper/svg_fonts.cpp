#include "paper/svg_fonts.hpp"

#include <vector>

#include "paper/svg_text.hpp"

namespace needsmap::paper {

namespace {

int css_weight(scene::Weight weight) {
    switch (weight) {
        case scene::Weight::medium: return 500;
        case scene::Weight::semibold: return 600;
        case scene::Weight::bold: return 700;
        case scene::Weight::regular:
        case scene::Weight::italic: break;
    }
    return 400;
}

bool is_italic(const scene::FontFace& face) { return face.weight() == scene::Weight::italic; }

}  // namespace

void SvgFonts::add(const scene::GlyphRun& run) {
    if (!run.face) return;
    auto& [face, glyphs] = m_faces[run.face->file().string() + '#' + std::to_string(css_weight(run.face->weight()))];
    face = run.face;
    for (const scene::Glyph& glyph : run.glyphs) glyphs.insert(glyph.id);
}

std::string SvgFonts::style() const {
    if (m_faces.empty()) return {};
    std::string out = "<style>\n";
    for (const auto& [file, entry] : m_faces) {
        const auto& [face, glyphs] = entry;
        const std::string bytes = face->subset(std::vector<std::uint32_t>(glyphs.begin(), glyphs.end()));
        const char* kind = bytes.starts_with("OTTO") ? "otf" : "ttf";
        out += "@font-face{font-family:'" + face->family() + "';font-weight:" + std::to_string(css_weight(face->weight())) +
               ";font-style:" + (is_italic(*face) ? "italic" : "normal") + ";src:url(data:font/" + kind + ";base64," + base64(bytes) +
               ")}\n";
    }
    // The shaping of the display list: figures of one width, no ligatures.
    return out + "text{font-feature-settings:'tnum','liga' 0,'calt' 0;font-kerning:normal;white-space:pre}\n</style>\n";
}

std::string font_family_attribute(const scene::FontFace& face) {
    std::string out = " font-family=\"'" + escaped(face.family()) + "'";
    for (const char* fallback : {"Inter", "Noto Sans"})
        if (face.family() != fallback) out += std::string(",'") + fallback + "'";
    return out + ",sans-serif\"";
}

std::string font_weight_attribute(const scene::FontFace& face) {
    std::string out;
    if (css_weight(face.weight()) != 400) out += " font-weight=\"" + std::to_string(css_weight(face.weight())) + "\"";
    if (is_italic(face)) out += " font-style=\"italic\"";
    return out;
}

}  // namespace needsmap::paper
