// One opened font file: FreeType draws its glyphs, HarfBuzz shapes and subsets. The only place that holds their handles.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "scene/font.hpp"

namespace needsmap::scene {

/// Thread-safe: shaping needs no lock, drawing of glyphs takes one inside.
class FontFile final : public FontFace {
public:
    /// Throws base::Error naming the file when it is no font.
    FontFile(std::filesystem::path file, std::string family, Weight weight);
    ~FontFile() override;

    [[nodiscard]] const std::filesystem::path& file() const override { return m_file; }
    [[nodiscard]] int face_index() const override { return 0; }
    [[nodiscard]] const std::string& family() const override { return m_family; }
    [[nodiscard]] Weight weight() const override { return m_weight; }
    [[nodiscard]] const Outline& outline(std::uint32_t glyph) const override;
    [[nodiscard]] Bitmap rasterise(std::uint32_t glyph, double pixels_per_em, double shift_x_px) const override;
    [[nodiscard]] std::string subset(const std::vector<std::uint32_t>& glyphs) const override;

    [[nodiscard]] const Fonts::Metrics& metrics() const { return m_metrics; }
    /// Glyphs of one line at 1 mm em size, and its width in the same unit.
    [[nodiscard]] std::vector<Glyph> shape(std::string_view text, double& width) const;

private:
    struct Handles;
    std::filesystem::path m_file;
    std::string m_family;
    Weight m_weight;
    Fonts::Metrics m_metrics;
    std::unique_ptr<Handles> m_handles;
};

}  // namespace needsmap::scene
