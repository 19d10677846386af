#include "screen/sprite_painter.hpp"

#include <cmath>
#include <cstddef>

namespace needsmap::screen {

struct SpritePainter::Program {
    ShaderProgram shader;
    GLint clip_per_pixel, per_texel, atlas;

    explicit Program(const std::filesystem::path& dir)
        : shader(dir, "sprite", "sprite"),
          clip_per_pixel(shader.uniform("u_clip_per_pixel")),
          per_texel(shader.uniform("u_per_texel")),
          atlas(shader.uniform("u_atlas")) {}
};

namespace {

geo::PixelPoint pixel_of(const scene::Anchor& anchor, const Placement& placement) {
    if (const auto* map = std::get_if<geo::MapPoint>(&anchor.point)) return placement.pixel_from_map() * *map;
    return placement.pixel_from_page * std::get<geo::PagePoint>(anchor.point);
}

}  // namespace

SpritePainter::SpritePainter(std::filesystem::path shader_dir, PaintStatistics& statistics)
    : m_shader_dir(std::move(shader_dir)), m_statistics(statistics) {}

SpritePainter::~SpritePainter() = default;

void SpritePainter::prepare(const Placement& placement) {
    if (!m_vertices.empty() &&
        (placement.clip != m_placement.clip || placement.left != m_placement.left || placement.bottom != m_placement.bottom ||
         placement.width != m_placement.width || placement.height != m_placement.height))
        flush();
    m_placement = placement;
}

void SpritePainter::push(const Sprite& sprite, int x, int y, scene::Rgba colour) {
    if (sprite.width == 0) return;
    const auto left = static_cast<float>(x + sprite.left), top = static_cast<float>(y + sprite.top);
    const auto width = static_cast<float>(sprite.width), height = static_cast<float>(sprite.height);
    const auto u = static_cast<float>(sprite.x), v = static_cast<float>(sprite.y);
    const std::array<std::uint8_t, 4> rgba{colour.r, colour.g, colour.b, colour.a};
    m_vertices.push_back({left, top, u, v, rgba});
    m_vertices.push_back({left + width, top, u + width, v, rgba});
    m_vertices.push_back({left, top + height, u, v + height, rgba});
    m_vertices.push_back({left + width, top + height, u + width, v + height, rgba});
}

void SpritePainter::empty_atlas() {
    flush();
    m_atlas.clear();
}

bool SpritePainter::add_glyphs(const scene::TextItem& text, geo::PixelPoint start, const Placement& placement, double halo_px,
                               scene::Rgba colour) {
    const double em = placement.pixels(text.run.size_mm);
    const int y = static_cast<int>(std::lround(start.y));
    for (const scene::Glyph& glyph : text.run.glyphs) {
        const double x = start.x + placement.pixels(glyph.x_mm);
        const int quarters = static_cast<int>(std::lround(x * SpriteAtlas::phases));
        const int whole = static_cast<int>(std::floor(static_cast<double>(quarters) / SpriteAtlas::phases));
        const auto sprite = m_atlas.glyph(text.run.face, glyph.id, em, quarters - whole * SpriteAtlas::phases, halo_px);
        if (!sprite) return false;
        push(*sprite, whole, y + static_cast<int>(std::lround(placement.pixels(glyph.y_mm))), colour);
    }
    return true;
}

void SpritePainter::add(const scene::TextItem& text, const Placement& placement) {
    if (!text.run.face || text.run.glyphs.empty()) return;
    prepare(placement);
    geo::PixelPoint start = pixel_of(text.anchor, placement);
    start.x += placement.pixels(text.offset.x);
    start.y += placement.pixels(text.offset.y);
    const double reach = placement.pixels(text.run.size_mm + text.halo_mm);
    const geo::PixelBox box{start.x - reach, start.y - 1.5 * reach, start.x + placement.pixels(text.run.width_mm) + reach, start.y + reach};
    if (!box.intersects(placement.clip)) return;
    // The text starts on a whole pixel, so that a label keeps its look while the map moves under it.
    start.x = std::round(start.x);

    const auto draw_all = [&] {
        const bool has_halo = text.halo_mm > 0 && text.halo.a > 0;
        return (!has_halo || add_glyphs(text, start, placement, placement.pixels(text.halo_mm), text.halo)) &&
               add_glyphs(text, start, placement, 0, text.colour);
    };
    const std::size_t before = m_vertices.size();
    if (draw_all()) return;
    m_vertices.resize(before);
    empty_atlas();
    static_cast<void>(draw_all());  // a run that fills a whole atlas by itself is drawn as far as it goes
}

bool SpritePainter::add_symbol(const scene::Markers& markers, geo::PixelPoint at, double rim_px, scene::Rgba colour,
                               const Placement& placement) {
    const auto sprite = m_atlas.marker(markers.shape, placement.pixels(markers.size_mm), rim_px);
    if (sprite) push(*sprite, static_cast<int>(std::lround(at.x)), static_cast<int>(std::lround(at.y)), colour);
    return sprite.has_value();
}

void SpritePainter::add(const scene::Markers& markers, const Placement& placement) {
    prepare(placement);
    const double rim_px = placement.pixels(markers.rim_mm), reach = placement.pixels(markers.size_mm) + rim_px;
    for (const scene::Anchor& anchor : markers.anchors) {
        const geo::PixelPoint at = pixel_of(anchor, placement);
        if (!placement.clip.padded(reach).contains(at)) continue;
        const auto draw_both = [&] {
            return (markers.rim_mm <= 0 || markers.rim.a == 0 || add_symbol(markers, at, rim_px, markers.rim, placement)) &&
                   add_symbol(markers, at, 0, markers.colour, placement);
        };
        const std::size_t before = m_vertices.size();
        if (draw_both()) continue;
        m_vertices.resize(before);
        empty_atlas();
        static_cast<void>(draw_both());
    }
}

void SpritePainter::upload_atlas() {
    const bool is_new = !m_texture.made();
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, m_texture.id());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    const auto [from, to] = m_atlas.take_changed_rows();
    if (is_new) {
        glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, SpriteAtlas::size, SpriteAtlas::size, 0, GL_RED, GL_UNSIGNED_BYTE, m_atlas.pixels().data());
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    } else if (from != to) {
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, from, SpriteAtlas::size, to - from, GL_RED, GL_UNSIGNED_BYTE,
                        m_atlas.pixels().data() + static_cast<std::ptrdiff_t>(from) * SpriteAtlas::size);
    }
}

void SpritePainter::flush() {
    if (m_vertices.empty()) return;
    upload_atlas();
    if (!m_program) m_program = std::make_unique<Program>(m_shader_dir);
    m_program->shader.use();
    glUniform2f(m_program->clip_per_pixel, static_cast<float>(2 / m_placement.width), static_cast<float>(2 / m_placement.height));
    glUniform2f(m_program->per_texel, 1.0F / SpriteAtlas::size, 1.0F / SpriteAtlas::size);
    glUniform1i(m_program->atlas, 0);

    const std::size_t sprites = m_vertices.size() / 4;
    const bool is_new = !m_array.made();
    glBindVertexArray(m_array.id());
    glBindBuffer(GL_ARRAY_BUFFER, m_vertex_buffer.id());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(m_vertices.size() * sizeof(Vertex)), m_vertices.data(), GL_STREAM_DRAW);
    if (is_new) {
        glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(Vertex), nullptr);
        glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, sizeof(Vertex), reinterpret_cast<const void*>(offsetof(Vertex, u)));
        glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(Vertex), reinterpret_cast<const void*>(offsetof(Vertex, colour)));
        for (const GLuint i : {0U, 1U, 2U}) glEnableVertexAttribArray(i);
        glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, m_index_buffer.id());
    }
    if (sprites > m_indexed_sprites) {
        m_indexed_sprites = std::max<std::size_t>(1024, 2 * sprites);
        std::vector<std::uint32_t> indices;
        indices.reserve(m_indexed_sprites * 6);
        for (std::uint32_t s = 0; s < m_indexed_sprites; ++s)
            for (const std::uint32_t corner : {0U, 1U, 2U, 2U, 1U, 3U}) indices.push_back(4 * s + corner);
        glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size() * 4), indices.data(), GL_STATIC_DRAW);
    }
    const geo::PixelBox& clip = m_placement.clip;
    glScissor(static_cast<GLint>(m_placement.left + clip.min_x), static_cast<GLint>(m_placement.bottom + m_placement.height - clip.max_y),
              static_cast<GLsizei>(clip.width()), static_cast<GLsizei>(clip.height()));
    glEnable(GL_BLEND);
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(sprites * 6), GL_UNSIGNED_INT, nullptr);
    ++m_statistics.draw_calls;
    m_vertices.clear();
}

}  // namespace needsmap::screen
