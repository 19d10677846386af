#include "screen/sprite_atlas.hpp"

#include <algorithm>
#include <cmath>

#include "scene/display_list.hpp"

namespace needsmap::screen {

namespace {

int sixteenths(double pixels) { return static_cast<int>(std::lround(pixels * 16)); }

/// Distance from a polygon's edge, negative inside.
double signed_distance(const std::vector<geo::PagePoint>& outline, double scale, double x, double y) {
    double nearest2 = 1e30;
    bool inside = false;
    for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
        const double ax = outline[j].x * scale, ay = outline[j].y * scale, bx = outline[i].x * scale, by = outline[i].y * scale;
        const double ex = bx - ax, ey = by - ay, length2 = ex * ex + ey * ey;
        const double t = length2 > 0 ? std::clamp(((x - ax) * ex + (y - ay) * ey) / length2, 0.0, 1.0) : 0;
        const double dx = x - (ax + t * ex), dy = y - (ay + t * ey);
        nearest2 = std::min(nearest2, dx * dx + dy * dy);
        if ((ay > y) != (by > y) && x < ex * (y - ay) / ey + ax) inside = !inside;
    }
    return inside ? -std::sqrt(nearest2) : std::sqrt(nearest2);
}

std::uint8_t byte_of(double share) { return static_cast<std::uint8_t>(std::lround(std::clamp(share, 0.0, 1.0) * 255)); }

}  // namespace

SpriteAtlas::SpriteAtlas() : m_pixels(static_cast<std::size_t>(size) * size) {}

void SpriteAtlas::clear() {
    m_glyphs.clear(), m_markers.clear(), m_faces.clear();
    std::fill(m_pixels.begin(), m_pixels.end(), std::uint8_t{0});
    m_shelf_x = m_shelf_y = m_shelf_height = 0;
    m_changed_from = 0, m_changed_to = size;
}

std::pair<int, int> SpriteAtlas::take_changed_rows() {
    const std::pair<int, int> rows{m_changed_from, m_changed_to};
    m_changed_from = m_changed_to = 0;
    return rows;
}

std::optional<Sprite> SpriteAtlas::place(const Bitmap& bitmap) {
    Sprite sprite{0, 0, bitmap.width, bitmap.height, bitmap.left, bitmap.top};
    if (bitmap.width == 0 || bitmap.height == 0) return sprite;  // a space
    constexpr int gap = 1;
    if (m_shelf_x + bitmap.width + gap > size) m_shelf_y += m_shelf_height, m_shelf_x = 0, m_shelf_height = 0;
    if (bitmap.width + gap > size || m_shelf_y + bitmap.height + gap > size) return std::nullopt;
    sprite.x = m_shelf_x, sprite.y = m_shelf_y;
    m_shelf_x += bitmap.width + gap;
    m_shelf_height = std::max(m_shelf_height, bitmap.height + gap);
    for (int row = 0; row < bitmap.height; ++row)
        std::copy_n(bitmap.coverage.begin() + static_cast<std::ptrdiff_t>(row) * bitmap.width, bitmap.width,
                    m_pixels.begin() + static_cast<std::ptrdiff_t>(sprite.y + row) * size + sprite.x);
    if (m_changed_from == m_changed_to) m_changed_from = sprite.y, m_changed_to = sprite.y + sprite.height;
    m_changed_from = std::min(m_changed_from, sprite.y);
    m_changed_to = std::max(m_changed_to, sprite.y + sprite.height);
    return sprite;
}

/// Each pixel takes the strongest pixel within the radius, with a soft edge one pixel wide.
SpriteAtlas::Bitmap SpriteAtlas::grown(const Bitmap& source, double radius_px) {
    const int pad = static_cast<int>(std::ceil(radius_px + 0.5));
    Bitmap out{source.width + 2 * pad, source.height + 2 * pad, source.left - pad, source.top - pad, {}};
    out.coverage.assign(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height), 0);
    for (int dy = -pad; dy <= pad; ++dy) {
        for (int dx = -pad; dx <= pad; ++dx) {
            const double weight = std::clamp(radius_px + 0.5 - std::hypot(dx, dy), 0.0, 1.0);
            if (weight <= 0) continue;
            const auto scale = static_cast<unsigned>(std::lround(weight * 256));
            for (int y = 0; y < source.height; ++y) {
                const std::uint8_t* from = source.coverage.data() + static_cast<std::ptrdiff_t>(y) * source.width;
                std::uint8_t* to = out.coverage.data() + static_cast<std::ptrdiff_t>(y + pad + dy) * out.width + pad + dx;
                for (int x = 0; x < source.width; ++x) to[x] = std::max(to[x], static_cast<std::uint8_t>(from[x] * scale >> 8));
            }
        }
    }
    return out;
}

SpriteAtlas::Bitmap SpriteAtlas::symbol(model::MarkerShape shape, double size_px, double rim_px) {
    const std::vector<geo::PagePoint> outline = scene::marker_outline(shape);
    double reach = 0;
    for (const geo::PagePoint& p : outline) reach = std::max({reach, std::abs(p.x), std::abs(p.y)});
    const int pad = static_cast<int>(std::ceil(reach * size_px + rim_px + 1));
    Bitmap out{2 * pad, 2 * pad, -pad, -pad, {}};
    out.coverage.reserve(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x)
            out.coverage.push_back(byte_of(0.5 - (signed_distance(outline, size_px, x - pad + 0.5, y - pad + 0.5) - rim_px)));
    return out;
}

std::optional<Sprite> SpriteAtlas::glyph(const std::shared_ptr<const scene::FontFace>& face, std::uint32_t id, double pixels_per_em,
                                         int phase, double halo_px) {
    const GlyphKey key{face.get(), id, sixteenths(pixels_per_em), phase, sixteenths(halo_px)};
    if (const auto it = m_glyphs.find(key); it != m_glyphs.end()) return it->second;
    m_faces.try_emplace(face.get(), face);
    const scene::FontFace::Bitmap drawn = face->rasterise(id, sixteenths(pixels_per_em) / 16.0, static_cast<double>(phase) / phases);
    Bitmap bitmap{drawn.width, drawn.height, drawn.left, -drawn.top, drawn.coverage};
    if (halo_px > 0 && drawn.width > 0) bitmap = grown(bitmap, halo_px);
    const std::optional<Sprite> sprite = place(bitmap);
    if (sprite) m_glyphs.emplace(key, *sprite);
    return sprite;
}

std::optional<Sprite> SpriteAtlas::marker(model::MarkerShape shape, double size_px, double rim_px) {
    const MarkerKey key{shape, sixteenths(size_px), sixteenths(rim_px)};
    if (const auto it = m_markers.find(key); it != m_markers.end()) return it->second;
    const std::optional<Sprite> sprite = place(symbol(shape, size_px, rim_px));
    if (sprite) m_markers.emplace(key, *sprite);
    return sprite;
}

}  // namespace needsmap::screen
