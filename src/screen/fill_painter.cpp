#include "screen/fill_painter.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace needsmap::screen {

namespace {

constexpr std::size_t most_styles = 32;
constexpr std::uint8_t no_style = 32;  ///< the last entry of the shader's tables: nothing is painted
constexpr GLsizei table_width = 1024;  ///< as in fill.vert

std::array<float, 4> vec4_of(scene::Rgba c) {
    return {static_cast<float>(c.r) / 255.0F, static_cast<float>(c.g) / 255.0F, static_cast<float>(c.b) / 255.0F,
            static_cast<float>(c.a) / 255.0F};
}

}  // namespace

ColourTable colour_table(std::span<const scene::FillStyle> styles) {
    ColourTable out{};
    for (std::size_t i = 0; i < std::min(styles.size(), most_styles); ++i) out[i] = vec4_of(styles[i].colour);
    return out;
}

struct FillPainter::Program {
    ShaderProgram shader;
    GLint centre, clip_per_unit, one_style, class_of_area, colour, pattern, pattern_colour, page_from_pixel, framebuffer_height;

    Program(const std::filesystem::path& dir, std::string_view fragment)
        : shader(dir, "fill", fragment),
          centre(shader.uniform("u_centre")),
          clip_per_unit(shader.uniform("u_clip_per_unit")),
          one_style(shader.uniform("u_one_style")),
          class_of_area(shader.uniform("u_class_of_area")),
          colour(shader.uniform("u_colour")),
          pattern(shader.uniform("u_pattern")),
          pattern_colour(shader.uniform("u_pattern_colour")),
          page_from_pixel(shader.uniform("u_page_from_pixel")),
          framebuffer_height(shader.uniform("u_framebuffer_height")) {}
};

struct FillPainter::ClassTable {
    ClassOfArea held;  ///< keeps the address from being used for another table
    Texture texture;
    std::array<std::vector<std::uint32_t>, most_styles + 1> areas;  ///< by class
};

FillPainter::FillPainter(std::filesystem::path shader_dir, PaintStatistics& statistics)
    : m_shader_dir(std::move(shader_dir)), m_statistics(statistics) {}

FillPainter::~FillPainter() = default;

FillPainter::Program& FillPainter::program(bool patterned) {
    std::unique_ptr<Program>& slot = patterned ? m_patterned : m_plain;
    if (!slot) slot = std::make_unique<Program>(m_shader_dir, patterned ? "fill_patterned" : "fill");
    return *slot;
}

FillPainter::ClassTable& FillPainter::table(const ClassOfArea& class_of_area) {
    std::unique_ptr<ClassTable>& slot = m_tables[class_of_area.get()];
    if (slot) return *slot;
    slot = std::make_unique<ClassTable>();
    slot->held = class_of_area;

    static const std::vector<std::uint8_t> only_one{0};
    const std::vector<std::uint8_t>& classes = class_of_area ? *class_of_area : only_one;
    const auto rows = static_cast<GLsizei>((classes.size() + table_width - 1) / table_width);
    std::vector<std::uint8_t> texels(static_cast<std::size_t>(table_width) * static_cast<std::size_t>(std::max(rows, 1)), no_style);
    for (std::size_t i = 0; i < classes.size(); ++i) {
        texels[i] = std::min(classes[i], no_style);
        slot->areas[texels[i]].push_back(static_cast<std::uint32_t>(i));
    }
    glBindTexture(GL_TEXTURE_2D, slot->texture.id());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8UI, table_width, std::max(rows, 1), 0, GL_RED_INTEGER, GL_UNSIGNED_BYTE, texels.data());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    ++m_statistics.table_uploads;
    return *slot;
}

void FillPainter::forget_unused() {
    std::erase_if(m_tables, [](const auto& entry) { return entry.second->held && entry.second->held.use_count() == 1; });
}

FillGeometry FillPainter::upload(const geo::Mesh& mesh) {
    using Vertex = geo::Mesh::Vertex;
    static_assert(sizeof(Vertex) == 12 && offsetof(Vertex, area) == 8);
    FillGeometry out;
    out.origin_x = mesh.origin.x, out.origin_y = mesh.origin.y;
    out.index_count = static_cast<std::uint32_t>(mesh.indices.size());
    glBindVertexArray(out.array.id());
    glBindBuffer(GL_ARRAY_BUFFER, out.vertices.id());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(mesh.vertices.size() * sizeof(Vertex)), mesh.vertices.data(), GL_STATIC_DRAW);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(Vertex), nullptr);
    glEnableVertexAttribArray(0);
    glVertexAttribIPointer(1, 1, GL_UNSIGNED_INT, sizeof(Vertex), reinterpret_cast<const void*>(offsetof(Vertex, area)));
    glEnableVertexAttribArray(1);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, out.indices.id());
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(mesh.indices.size() * 4), mesh.indices.data(), GL_STATIC_DRAW);
    ++m_statistics.geometry_uploads;
    out.bytes = bytes_of(mesh);
    m_statistics.geometry_bytes += out.bytes;
    return out;
}

FillGeometry FillPainter::upload(const PolygonMesh& polygons) {
    geo::Mesh mesh;
    mesh.origin = {polygons.origin_x, polygons.origin_y};
    mesh.vertices.reserve(polygons.points.size());
    for (const auto& p : polygons.points) mesh.vertices.push_back({p[0], p[1], 0});
    mesh.indices = polygons.indices;
    return upload(mesh);
}

GLuint FillPainter::class_texture(const ClassOfArea& class_of_area) { return table(class_of_area).texture.id(); }

FillPainter::Demand FillPainter::demand(const ClassOfArea& class_of_area, std::span<const scene::FillStyle> styles) {
    const ClassTable& classes = table(class_of_area);
    Demand out;
    for (std::size_t i = 0; i < classes.areas.size(); ++i) {
        if (classes.areas[i].empty()) continue;
        out.translucent |= i >= styles.size() || styles[i].colour.a < 255;
        out.patterned |= i < styles.size() && styles[i].pattern != scene::Pattern::none;
    }
    if (!out.patterned || out.translucent) return out;
    for (std::size_t i = 0; i < styles.size(); ++i)
        if (styles[i].pattern != scene::Pattern::none && i < most_styles)
            out.patterned_areas.insert(out.patterned_areas.end(), classes.areas[i].begin(), classes.areas[i].end());
    return out;
}

void FillPainter::draw(FillGeometry& geometry, std::span<const Run> runs, const ClassOfArea& class_of_area,
                       std::span<const scene::FillStyle> styles, const ShaderTransform& transform, const Placement& placement,
                       bool with_patterns) {
    if (runs.empty() || styles.empty()) return;
    ClassTable& classes = table(class_of_area);

    bool translucent = false;
    for (std::size_t i = 0; i < classes.areas.size(); ++i)
        translucent |= !classes.areas[i].empty() && (i >= std::min(styles.size(), most_styles) || styles[i].colour.a < 255);
    const ColourTable colours = colour_table(styles);
    ColourTable patterns{}, pattern_colours{};
    for (std::size_t i = 0; with_patterns && i < std::min(styles.size(), most_styles); ++i) {
        if (styles[i].pattern == scene::Pattern::none) continue;
        const scene::PatternGeometry shape = scene::pattern_geometry(styles[i].pattern);
        patterns[i] = {static_cast<float>(styles[i].pattern), static_cast<float>(shape.spacing_mm), static_cast<float>(shape.thickness_mm),
                       0};
        pattern_colours[i] = vec4_of(styles[i].pattern_colour);
    }

    Program& p = program(with_patterns);
    p.shader.use();
    glUniform2f(p.centre, transform.centre_x, transform.centre_y);
    glUniform2f(p.clip_per_unit, static_cast<float>(transform.pixels_per_unit_x * 2 / placement.width),
                static_cast<float>(-transform.pixels_per_unit_y * 2 / placement.height));
    glUniform1i(p.one_style, class_of_area ? 0 : 1);
    glUniform1i(p.class_of_area, 0);
    glUniform4fv(p.colour, most_styles + 1, colours[0].data());
    if (with_patterns) {
        glUniform4fv(p.pattern, most_styles + 1, patterns[0].data());
        glUniform4fv(p.pattern_colour, most_styles + 1, pattern_colours[0].data());
        const double top = placement.bottom + placement.height;
        glUniform3f(p.page_from_pixel, static_cast<float>(1 / placement.pixel_from_page.scale),
                    static_cast<float>(placement.left + placement.pattern_origin.x), static_cast<float>(placement.pattern_origin.y));
        glUniform1f(p.framebuffer_height, static_cast<float>(top));
    }
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, classes.texture.id());
    if (translucent)
        glEnable(GL_BLEND);
    else
        glDisable(GL_BLEND);

    m_counts.clear(), m_offsets.clear();
    for (const Run& run : runs) {
        m_counts.push_back(static_cast<GLsizei>(run.count));
        m_offsets.push_back(reinterpret_cast<const void*>(static_cast<std::uintptr_t>(run.first) * 4));
        m_statistics.triangles += run.count / 3;
    }
    glBindVertexArray(geometry.array.id());
    glMultiDrawElements(GL_TRIANGLES, m_counts.data(), GL_UNSIGNED_INT, m_offsets.data(), static_cast<GLsizei>(runs.size()));
    ++m_statistics.draw_calls;
}

}  // namespace needsmap::screen
