#include "paper/pdf_fonts.hpp"

#include <algorithm>
#include <cmath>

#include "base/files.hpp"
#include "paper/number_text.hpp"
#include "paper/sfnt.hpp"

namespace needsmap::paper {

namespace {

void append_hex16(std::string& out, std::uint32_t value) {
    for (const int shift : {12, 8, 4, 0}) out += "0123456789ABCDEF"[value >> shift & 15];
}

/// Six capitals that tell subsets of one font apart (9.6.4), from what is in it.
std::string subset_tag(const std::string& bytes) {
    std::uint64_t hash = base::content_hash(bytes);
    std::string tag;
    for (int i = 0; i < 6; ++i, hash /= 26) tag += static_cast<char>('A' + hash % 26);
    return tag + "+";
}

/// "Inter-SemiBold" from the file's name: PostScript names hold no blanks.
std::string postscript_name(const scene::FontFace& face) {
    std::string name = face.file().stem().string();
    std::erase_if(name, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'); });
    return name.empty() ? "Font" : name;
}

std::string to_unicode(const std::map<std::uint32_t, std::string>& glyphs) {
    std::string out =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 "
        ">> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    std::vector<std::string> lines;
    for (const auto& [glyph, text] : glyphs) {
        if (text.empty()) continue;
        std::string line = "<";
        append_hex16(line, glyph);
        lines.push_back(line + "> <" + utf16_hex(text) + ">\n");
    }
    constexpr std::size_t most = 100;  // entries per section that the format allows
    for (std::size_t first = 0; first < lines.size(); first += most) {
        const std::size_t last = std::min(lines.size(), first + most);
        out += std::to_string(last - first) + " beginbfchar\n";
        for (std::size_t i = first; i < last; ++i) out += lines[i];
        out += "endbfchar\n";
    }
    return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

/// Thousandths of the em, the unit of everything in font dictionaries.
int thousandths(int units, int units_per_em) { return static_cast<int>(std::lround(units * 1000.0 / units_per_em)); }

}  // namespace

PdfFonts::Font& PdfFonts::font_of(const scene::GlyphRun& run) {
    for (const auto& font : m_fonts)
        if (font->face == run.face) return *font;
    m_fonts.push_back(std::make_unique<Font>(Font{run.face, "F" + std::to_string(m_fonts.size()), base::read_file(run.face->file()), {}}));
    return *m_fonts.back();
}

std::string PdfFonts::show(const scene::GlyphRun& run, double units_per_mm) {
    Font& font = font_of(run);
    const Sfnt sfnt(font.file);
    const double em = sfnt.units_per_em();
    std::string out = "/" + font.name + " ";
    append_number(out, run.size_mm * units_per_mm);
    out += " Tf\n[<";
    double pen_mm = 0, rise_mm = 0;
    for (std::size_t i = 0; i < run.glyphs.size(); ++i) {
        const scene::Glyph& glyph = run.glyphs[i];
        const std::size_t text_end = i + 1 < run.glyphs.size() ? run.glyphs[i + 1].cluster : run.text.size();
        std::string& text = font.glyphs[glyph.id];
        if (text.empty() && glyph.cluster < text_end) text = run.text.substr(glyph.cluster, text_end - glyph.cluster);
        if (std::abs(glyph.y_mm - rise_mm) > 1e-6) {
            out += ">] TJ ";
            append_number(out, -glyph.y_mm * units_per_mm);
            out += " Ts [<";
            rise_mm = glyph.y_mm;
        }
        // Kerning moves the pen back by thousandths of the em.
        const long back = std::lround((pen_mm - glyph.x_mm) / run.size_mm * 1000);
        if (back != 0) {
            out += ">" + std::to_string(back) + "<";
            pen_mm -= static_cast<double>(back) * run.size_mm / 1000;
        }
        append_hex16(out, glyph.id);
        pen_mm += std::round(sfnt.advance(glyph.id) * 1000 / em) / 1000 * run.size_mm;
    }
    out += ">] TJ";
    if (rise_mm != 0) out += " 0 Ts";
    return out + "\n";
}

std::string PdfFonts::write(PdfFile& file) const {
    std::string resources;
    for (const auto& font : m_fonts) resources += "/" + font->name + " " + reference(write_font(file, *font)) + " ";
    return resources;
}

int PdfFonts::write_font(PdfFile& file, const Font& font) {
    std::vector<std::uint32_t> ids;
    for (const auto& [glyph, text] : font.glyphs) ids.push_back(glyph);
    const std::string subset = font.face->subset(ids);
    const Sfnt sfnt(subset), whole(font.file);
    const int em = whole.units_per_em();
    const std::string name = subset_tag(subset) + postscript_name(*font.face);

    // Glyph ids are kept in the subset, so character codes, CIDs and glyph ids are one and the same. In a bare CFF font that is
    // what the absence of CID operators means (9.7.4.2); TrueType says it with an identity map.
    const int program = file.reserve();
    const bool cff = sfnt.has_cff();
    if (cff) {
        file.stream(program, "/Subtype /CIDFontType0C", sfnt.table("CFF "));
    } else {
        file.stream(program, "/Length1 " + std::to_string(subset.size()), subset);
    }
    const Sfnt::Box box = whole.box();
    const auto scaled = [&](int units) { return std::to_string(thousandths(units, em)); };
    const bool italic = font.face->weight() == scene::Weight::italic;
    const int descriptor = file.reserve();
    constexpr int symbolic = 4, slanted = 64;  // flags of 9.8.2; "symbolic": glyphs are not looked up by standard names
    file.object(descriptor, "<< /Type /FontDescriptor /FontName /" + name + " /Flags " + std::to_string(symbolic + (italic ? slanted : 0)) +
                                " /FontBBox [" + scaled(box.x_min) + " " + scaled(box.y_min) + " " + scaled(box.x_max) + " " +
                                scaled(box.y_max) + "] /ItalicAngle " + (italic ? "-10" : "0") + " /Ascent " + scaled(box.ascent) +
                                " /Descent " + scaled(box.descent) + " /CapHeight 720 /StemV 80 " + (cff ? "/FontFile3 " : "/FontFile2 ") +
                                reference(program) + " >>");
    std::string widths;
    for (const std::uint32_t id : ids) widths += std::to_string(id) + " [" + scaled(whole.advance(id)) + "] ";
    const int descendant = file.reserve();
    file.object(descendant, "<< /Type /Font /Subtype /" + std::string(cff ? "CIDFontType0" : "CIDFontType2") + " /BaseFont /" + name +
                                " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor " +
                                reference(descriptor) + " /DW 0 /W [" + widths + "]" + (cff ? "" : " /CIDToGIDMap /Identity") + " >>");
    const int unicode = file.reserve();
    file.stream(unicode, "", to_unicode(font.glyphs));
    const int top = file.reserve();
    file.object(top, "<< /Type /Font /Subtype /Type0 /BaseFont /" + name + (cff ? "-Identity-H" : "") +
                         " /Encoding /Identity-H /DescendantFonts [" + reference(descendant) + "] /ToUnicode " + reference(unicode) +
                         " >>");
    return top;
}

}  // namespace needsmap::paper
