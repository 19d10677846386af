// Fonts and shaped text. One sans-serif family with tabular figures (Inter, else Noto Sans, else DejaVu Sans), found at run time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace needsmap::scene {

enum class Weight : std::uint8_t { regular, medium, semibold, bold, italic };

/// A font file and what painters need from it. Immutable and shared; thread-safe to read.
class FontFace {
public:
    virtual ~FontFace() = default;
    [[nodiscard]] virtual const std::filesystem::path& file() const = 0;
    [[nodiscard]] virtual int face_index() const = 0;
    [[nodiscard]] virtual const std::string& family() const = 0;  ///< "Inter"
    [[nodiscard]] virtual Weight weight() const = 0;
    /// Contours of a glyph at 1 mm em size: closed, flattened to lines fine enough for print, y down, origin on the baseline.
    struct Outline {
        std::vector<std::vector<std::pair<float, float>>> contours;
    };
    [[nodiscard]] virtual const Outline& outline(std::uint32_t glyph) const = 0;
    /// 8-bit coverage bitmap of a glyph at `pixels_per_em`; left/top are the bitmap's offset from the origin in pixels (y up for top).
    /// `shift_x_px` (0..1) moves the glyph to the right within the pixel grid, so that letters can be spaced finer than pixels.
    struct Bitmap {
        int width = 0, height = 0, left = 0, top = 0;
        std::vector<std::uint8_t> coverage;
    };
    [[nodiscard]] virtual Bitmap rasterise(std::uint32_t glyph, double pixels_per_em, double shift_x_px = 0) const = 0;
    /// A font file that holds only these glyphs, glyph ids kept (HarfBuzz subset), for embedding. Keeps the `tnum` and `kern`
    /// features and, for tabular figures, the plain figures they replace, so a browser with font-feature-settings "tnum" (and
    /// "liga", "calt" off) draws the same glyphs from the characters.
    [[nodiscard]] virtual std::string subset(const std::vector<std::uint32_t>& glyphs) const = 0;
};

struct Glyph {
    std::uint32_t id = 0;
    std::uint32_t cluster = 0;  ///< byte offset into GlyphRun::text where its characters start
    double x_mm = 0;            ///< from the start of the run
    double y_mm = 0;            ///< down
};
/// Text turned into positioned glyphs.
struct GlyphRun {
    std::shared_ptr<const FontFace> face;
    double size_mm = 0;  ///< em size
    std::string text;    ///< UTF-8, kept for selectable text
    std::vector<Glyph> glyphs;
    double width_mm = 0;  ///< advance of the whole run
};

/// 1 point = 25.4 / 72 mm.
[[nodiscard]] constexpr double mm_from_pt(double pt) { return pt * 25.4 / 72.0; }

/// The program's faces. Throws base::Error naming the packages to install when no family is found.
class Fonts {
public:
    [[nodiscard]] static const Fonts& shared();
    [[nodiscard]] std::shared_ptr<const FontFace> face(Weight weight) const;
    /// Shapes one line (left to right, kerning, tabular figures). Characters the font lacks use the fallback glyph.
    [[nodiscard]] GlyphRun shape(std::string_view text, Weight weight, double size_mm) const;
    [[nodiscard]] double width_mm(std::string_view text, Weight weight, double size_mm) const;
    /// Breaks at spaces so that each line is at most `width_mm` wide; a longer word stands alone.
    [[nodiscard]] std::vector<std::string> wrap(std::string_view text, Weight weight, double size_mm, double width_mm) const;
    /// Cut with "…" to fit.
    [[nodiscard]] std::string elide(std::string_view text, Weight weight, double size_mm, double width_mm) const;
    /// Heights in units of the em: ascent (up, positive), descent (positive), cap height, x-height.
    struct Metrics {
        double ascent = 0, descent = 0, cap_height = 0, x_height = 0;
    };
    [[nodiscard]] Metrics metrics(Weight weight) const;

private:
    Fonts();
    struct Impl;
    std::shared_ptr<const Impl> m_impl;
};

}  // namespace needsmap::scene
