// The tables of a TrueType or OpenType font file that embedding needs (ISO/IEC 14496-22).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace needsmap::paper {

/// A view of a font file's bytes, which must outlive it. Reads past the end give 0.
class Sfnt {
public:
    explicit Sfnt(std::string_view bytes) : m_bytes(bytes) {}
    /// "head", "CFF ", ...; empty when the font has none.
    [[nodiscard]] std::string_view table(std::string_view tag) const;
    [[nodiscard]] bool has_cff() const { return !table("CFF ").empty(); }
    [[nodiscard]] int units_per_em() const;
    /// Advance width in font units.
    [[nodiscard]] int advance(std::uint32_t glyph) const;

    struct Box {
        int x_min = 0, y_min = 0, x_max = 0, y_max = 0, ascent = 0, descent = 0;  ///< font units, y up
    };
    [[nodiscard]] Box box() const;

private:
    std::string_view m_bytes;
};

}  // namespace needsmap::paper
