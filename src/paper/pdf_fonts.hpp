// Fonts in a PDF: which glyphs are used, what text they stand for, and the subset fonts that hold them (ISO 32000-1, 9.7).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "paper/pdf_file.hpp"
#include "scene/font.hpp"

namespace needsmap::paper {

class PdfFonts {
public:
    /// A run as operators of a text object whose matrix is set and whose font is not: font, size and glyphs with their kerning.
    /// `units_per_mm` is the scale of the page's units. Remembers the glyphs and the text behind them.
    [[nodiscard]] std::string show(const scene::GlyphRun& run, double units_per_mm);
    /// Writes all fonts; returns the entries of the page's /Font resources ("/F0 5 0 R /F1 ...").
    [[nodiscard]] std::string write(PdfFile& file) const;

private:
    struct Font {
        std::shared_ptr<const scene::FontFace> face;
        std::string name;
        std::string file;                             ///< bytes of the font file: widths come from it
        std::map<std::uint32_t, std::string> glyphs;  ///< by id: the UTF-8 text it stands for; empty when unknown
    };
    Font& font_of(const scene::GlyphRun& run);
    static int write_font(PdfFile& file, const Font& font);

    std::vector<std::unique_ptr<Font>> m_fonts;  // in order of first use
};

}  // namespace needsmap::paper
