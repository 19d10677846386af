#include "screen/stroke_painter.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/error.hpp"

namespace needsmap::screen {

namespace {

constexpr std::size_t most_dashes = 8;  // as in stroke_dashed.frag
constexpr std::size_t indices_per_segment = 6;

/// Two triangles per segment, written straight into the bound index buffer: for a million segments a copy would take 24 MB.
void write_indices(const std::vector<std::uint32_t>& segments) {
    const auto bytes = static_cast<GLsizeiptr>(segments.size() * indices_per_segment * 4);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, bytes, nullptr, GL_STATIC_DRAW);
    auto* to =
        static_cast<std::uint32_t*>(glMapBufferRange(GL_ELEMENT_ARRAY_BUFFER, 0, bytes, GL_MAP_WRITE_BIT | GL_MAP_INVALIDATE_BUFFER_BIT));
    if (to == nullptr) throw base::Error("There is not enough graphics memory for the borders of this map.");
    for (const std::uint32_t q : segments)
        for (const std::uint32_t corner : {0U, 1U, 2U, 2U, 1U, 3U}) *to++ = 4 * q + corner;
    glUnmapBuffer(GL_ELEMENT_ARRAY_BUFFER);
}

}  // namespace

struct StrokePainter::Program {
    ShaderProgram shader;
    GLint points, centre, pixels_per_unit, centre_px, clip_per_pixel, half_width, fade, colour, dash, dash_count, dash_period;

    Program(const std::filesystem::path& dir, std::string_view fragment)
        : shader(dir, "stroke", fragment),
          points(shader.uniform("u_points")),
          centre(shader.uniform("u_centre")),
          pixels_per_unit(shader.uniform("u_pixels_per_unit")),
          centre_px(shader.uniform("u_centre_px")),
          clip_per_pixel(shader.uniform("u_clip_per_pixel")),
          half_width(shader.uniform("u_half_width")),
          fade(shader.uniform("u_fade")),
          colour(shader.uniform("u_colour")),
          dash(shader.uniform("u_dash")),
          dash_count(shader.uniform("u_dash_count")),
          dash_period(shader.uniform("u_dash_period")) {}
};

StrokePainter::StrokePainter(std::filesystem::path shader_dir, PaintStatistics& statistics)
    : m_shader_dir(std::move(shader_dir)), m_statistics(statistics) {}

StrokePainter::~StrokePainter() = default;

StrokePainter::Program& StrokePainter::program(bool dashed) {
    std::unique_ptr<Program>& slot = dashed ? m_dashed : m_solid;
    if (!slot) slot = std::make_unique<Program>(m_shader_dir, dashed ? "stroke_dashed" : "stroke");
    return *slot;
}

StrokeGeometry StrokePainter::upload(const StrokePoints& stroke) {
    static_assert(sizeof(StrokePoints::Point) == 16);
    StrokeGeometry out;
    out.origin_x = stroke.origin_x, out.origin_y = stroke.origin_y;
    out.segment_count = static_cast<std::uint32_t>(stroke.segments.size());
    if (stroke.segments.empty()) return out;

    const std::size_t bytes = stroke.points.size() * sizeof(StrokePoints::Point);
    glBindBuffer(GL_TEXTURE_BUFFER, out.points.id());
    glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(bytes), stroke.points.data(), GL_STATIC_DRAW);
    glBindTexture(GL_TEXTURE_BUFFER, out.point_table.id());
    glTexBuffer(GL_TEXTURE_BUFFER, GL_RGBA32F, out.points.id());
    glBindVertexArray(out.array.id());
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, out.indices.id());
    write_indices(stroke.segments);
    ++m_statistics.geometry_uploads;
    out.bytes = bytes + stroke.segments.size() * indices_per_segment * 4;
    m_statistics.geometry_bytes += out.bytes;
    return out;
}

std::size_t StrokePainter::bytes_of(const BorderMesh& borders) {
    return borders.stroke.points.size() * sizeof(StrokePoints::Point) + borders.sides.size() * sizeof(borders.sides[0]) +
           borders.stroke.segments.size() * indices_per_segment * 4;
}

StrokeGeometry StrokePainter::upload(const BorderMesh& borders) {
    static_assert(sizeof(borders.sides[0]) == 8);
    StrokeGeometry out = upload(borders.stroke);
    if (out.segment_count == 0) return out;
    const std::size_t bytes = borders.sides.size() * sizeof(borders.sides[0]);
    glBindBuffer(GL_TEXTURE_BUFFER, out.sides.id());
    glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(bytes), borders.sides.data(), GL_STATIC_DRAW);
    glBindTexture(GL_TEXTURE_BUFFER, out.side_table.id());
    glTexBuffer(GL_TEXTURE_BUFFER, GL_RG32I, out.sides.id());
    out.bytes += bytes;
    m_statistics.geometry_bytes += bytes;
    return out;
}

void StrokePainter::draw(StrokeGeometry& geometry, std::span<const Run> segments, const scene::StrokeStyle& style, Fade fade,
                         const ShaderTransform& transform, const Placement& placement) {
    const double half_width = placement.pixels(style.width_mm) / 2;
    if (segments.empty() || geometry.segment_count == 0 || style.colour.a == 0 || half_width <= 0) return;

    // An odd list counts twice, so that on and off alternate (as in SVG and Cairo).
    std::array<float, most_dashes> dash{};
    const std::size_t listed = style.dash_mm.size(), wanted = listed % 2 == 0 ? listed : 2 * listed;
    const std::size_t dashes = std::min(wanted, most_dashes);
    for (std::size_t i = 0; i < dashes; ++i) dash[i] = static_cast<float>(placement.pixels(style.dash_mm[i % listed]));
    const float period = std::accumulate(dash.begin(), dash.end(), 0.0F);
    const bool dashed = period > 0;

    Program& p = program(dashed);
    p.shader.use();
    glUniform1i(p.points, 0);
    glUniform2f(p.centre, transform.centre_x, transform.centre_y);
    glUniform2f(p.pixels_per_unit, transform.pixels_per_unit_x, transform.pixels_per_unit_y);
    glUniform2f(p.centre_px, static_cast<float>(placement.width / 2), static_cast<float>(placement.height / 2));
    glUniform2f(p.clip_per_pixel, static_cast<float>(2 / placement.width), static_cast<float>(2 / placement.height));
    glUniform1f(p.half_width, static_cast<float>(half_width));
    glUniform2f(p.fade, static_cast<float>(fade.gone), static_cast<float>(std::max(fade.full, fade.gone * 1.001 + 1e-6)));
    set_colour(p.colour, style.colour);
    if (dashed) {
        glUniform1fv(p.dash, most_dashes, dash.data());
        glUniform1i(p.dash_count, static_cast<GLint>(dashes));
        glUniform1f(p.dash_period, period);
    }
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_BUFFER, geometry.point_table.id());
    glEnable(GL_BLEND);

    m_counts.clear(), m_offsets.clear();
    for (const Run& run : segments) {
        m_counts.push_back(static_cast<GLsizei>(run.count * indices_per_segment));
        m_offsets.push_back(reinterpret_cast<const void*>(static_cast<std::uintptr_t>(run.first) * indices_per_segment * 4));
        m_statistics.segments += run.count;
    }
    glBindVertexArray(geometry.array.id());
    glMultiDrawElements(GL_TRIANGLES, m_counts.data(), GL_UNSIGNED_INT, m_offsets.data(), static_cast<GLsizei>(segments.size()));
    ++m_statistics.draw_calls;
}

}  // namespace needsmap::screen
