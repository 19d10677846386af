// Draws text and service symbols as sprites from one atlas, many in one call.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "scene/display_list.hpp"
#include "screen/gl_objects.hpp"
#include "screen/paint_statistics.hpp"
#include "screen/placement.hpp"
#include "screen/shader_program.hpp"
#include "screen/sprite_atlas.hpp"

namespace needsmap::screen {

class SpritePainter {
public:
    SpritePainter(std::filesystem::path shader_dir, PaintStatistics& statistics);
    ~SpritePainter();

    /// Collected, not yet drawn; later items lie over earlier ones. Draws what was collected when the clip or viewport changes.
    void add(const scene::TextItem& text, const Placement& placement);
    void add(const scene::Markers& markers, const Placement& placement);
    /// Draws what has been collected. Must be called before anything else is drawn over it, and at the end.
    void flush();

private:
    struct Program;
    struct Vertex {
        float x, y;
        float u, v;
        std::array<std::uint8_t, 4> colour;
    };
    void prepare(const Placement& placement);
    void push(const Sprite& sprite, int x, int y, scene::Rgba colour);
    void upload_atlas();
    /// Glyphs of one run, either all halos or all letters. False when the atlas was full and has been emptied: start the run again.
    bool add_glyphs(const scene::TextItem& text, geo::PixelPoint start, const Placement& placement, double halo_px, scene::Rgba colour);
    bool add_symbol(const scene::Markers& markers, geo::PixelPoint at, double rim_px, scene::Rgba colour, const Placement& placement);
    void empty_atlas();

    std::filesystem::path m_shader_dir;
    PaintStatistics& m_statistics;
    std::unique_ptr<Program> m_program;
    SpriteAtlas m_atlas;
    Texture m_texture;
    Buffer m_vertex_buffer, m_index_buffer;
    VertexArray m_array;
    std::size_t m_indexed_sprites = 0;
    std::vector<Vertex> m_vertices;
    Placement m_placement;
};

}  // namespace needsmap::screen
