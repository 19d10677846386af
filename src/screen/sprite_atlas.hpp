// Small coverage bitmaps side by side in one picture: glyphs, their halos, service symbols. Knows no OpenGL.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <vector>

#include "model/places.hpp"
#include "scene/font.hpp"

namespace needsmap::screen {

/// Where a bitmap lies in the atlas, and where it goes: its top left corner is (left, top) pixels from the origin, y down.
struct Sprite {
    int x = 0, y = 0, width = 0, height = 0;
    int left = 0, top = 0;
};

class SpriteAtlas {
public:
    static constexpr int size = 1024;  ///< pixels a side
    static constexpr int phases = 4;   ///< glyphs are drawn at quarters of a pixel across, so that spacing stays even

    SpriteAtlas();

    /// A glyph, or the halo around it when `halo_px` > 0. `phase` 0..3: quarters of a pixel to the right. nullopt when the atlas is full.
    [[nodiscard]] std::optional<Sprite> glyph(const std::shared_ptr<const scene::FontFace>& face, std::uint32_t id, double pixels_per_em,
                                              int phase, double halo_px);
    /// A symbol, or with `rim_px` > 0 the same grown by its rim on every side. nullopt when the atlas is full.
    [[nodiscard]] std::optional<Sprite> marker(model::MarkerShape shape, double size_px, double rim_px);
    /// Forgets everything, when it is full.
    void clear();

    [[nodiscard]] const std::vector<std::uint8_t>& pixels() const { return m_pixels; }
    /// Rows changed since the last call, first and one past last; equal when none.
    [[nodiscard]] std::pair<int, int> take_changed_rows();

private:
    struct Bitmap {
        int width = 0, height = 0, left = 0, top = 0;
        std::vector<std::uint8_t> coverage;
    };
    [[nodiscard]] static Bitmap grown(const Bitmap& source, double radius_px);
    [[nodiscard]] static Bitmap symbol(model::MarkerShape shape, double size_px, double rim_px);
    [[nodiscard]] std::optional<Sprite> place(const Bitmap& bitmap);

    // Sizes in sixteenths of a pixel are the same to the eye.
    using GlyphKey = std::tuple<const scene::FontFace*, std::uint32_t, int, int, int>;
    using MarkerKey = std::tuple<model::MarkerShape, int, int>;
    std::map<GlyphKey, Sprite> m_glyphs;
    std::map<MarkerKey, Sprite> m_markers;
    std::map<const scene::FontFace*, std::shared_ptr<const scene::FontFace>> m_faces;  ///< keeps the keys' faces alive
    std::vector<std::uint8_t> m_pixels;
    int m_shelf_x = 0, m_shelf_y = 0, m_shelf_height = 0;
    int m_changed_from = 0, m_changed_to = 0;
};

}  // namespace needsmap::screen
