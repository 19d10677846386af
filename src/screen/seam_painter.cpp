#include "screen/seam_painter.hpp"

namespace needsmap::screen {

namespace {

constexpr std::size_t indices_per_segment = 6;

}  // namespace

struct SeamPainter::Program {
    ShaderProgram shader;
    GLint points, sides, class_of_area, colour, centre, pixels_per_unit, centre_px, clip_per_pixel;

    explicit Program(const std::filesystem::path& dir)
        : shader(dir, "seam", "seam"),
          points(shader.uniform("u_points")),
          sides(shader.uniform("u_sides")),
          class_of_area(shader.uniform("u_class_of_area")),
          colour(shader.uniform("u_colour")),
          centre(shader.uniform("u_centre")),
          pixels_per_unit(shader.uniform("u_pixels_per_unit")),
          centre_px(shader.uniform("u_centre_px")),
          clip_per_pixel(shader.uniform("u_clip_per_pixel")) {}
};

SeamPainter::SeamPainter(std::filesystem::path shader_dir, FillPainter& fills) : m_shader_dir(std::move(shader_dir)), m_fills(fills) {}

SeamPainter::~SeamPainter() = default;

void SeamPainter::draw(StrokeGeometry& borders, std::span<const Run> segments, const ClassOfArea& class_of_area,
                       std::span<const scene::FillStyle> styles, const ShaderTransform& transform, const Placement& placement) {
    if (segments.empty() || borders.segment_count == 0 || styles.empty()) return;
    if (!m_program) m_program = std::make_unique<Program>(m_shader_dir);
    const Program& p = *m_program;
    p.shader.use();
    const ColourTable colours = colour_table(styles);
    glUniform1i(p.points, 0);
    glUniform1i(p.sides, 1);
    glUniform1i(p.class_of_area, 2);
    glUniform4fv(p.colour, static_cast<GLsizei>(colours.size()), colours[0].data());
    glUniform2f(p.centre, transform.centre_x, transform.centre_y);
    glUniform2f(p.pixels_per_unit, transform.pixels_per_unit_x, transform.pixels_per_unit_y);
    glUniform2f(p.centre_px, static_cast<float>(placement.width / 2), static_cast<float>(placement.height / 2));
    glUniform2f(p.clip_per_pixel, static_cast<float>(2 / placement.width), static_cast<float>(2 / placement.height));
    const GLuint classes = m_fills.class_texture(class_of_area);
    glActiveTexture(GL_TEXTURE2);
    glBindTexture(GL_TEXTURE_2D, classes);
    glActiveTexture(GL_TEXTURE1);
    glBindTexture(GL_TEXTURE_BUFFER, borders.side_table.id());
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_BUFFER, borders.point_table.id());
    glDisable(GL_BLEND);

    m_counts.clear(), m_offsets.clear();
    for (const Run& run : segments) {
        m_counts.push_back(static_cast<GLsizei>(run.count * indices_per_segment));
        m_offsets.push_back(reinterpret_cast<const void*>(static_cast<std::uintptr_t>(run.first) * indices_per_segment * 4));
    }
    glBindVertexArray(borders.array.id());
    glMultiDrawElements(GL_TRIANGLES, m_counts.data(), GL_UNSIGNED_INT, m_offsets.data(), static_cast<GLsizei>(segments.size()));
}

}  // namespace needsmap::screen
