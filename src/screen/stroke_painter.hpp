// Draws lines with soft edges, joins and dashes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "scene/display_list.hpp"
#include "screen/gl_objects.hpp"
#include "screen/paint_statistics.hpp"
#include "screen/placement.hpp"
#include "screen/shader_program.hpp"
#include "screen/stroke_points.hpp"

namespace needsmap::screen {

/// Lines on the graphics card.
struct StrokeGeometry {
    double origin_x = 0, origin_y = 0;
    std::uint32_t segment_count = 0;
    std::size_t bytes = 0;  ///< on the card
    Buffer points, indices;
    Texture point_table;
    Buffer sides;  ///< of borders: the areas on both sides
    Texture side_table;
    VertexArray array;
};

class StrokePainter {
public:
    StrokePainter(std::filesystem::path shader_dir, PaintStatistics& statistics);
    ~StrokePainter();

    [[nodiscard]] StrokeGeometry upload(const StrokePoints& stroke);
    [[nodiscard]] StrokeGeometry upload(const BorderMesh& borders);
    /// What borders take on the card.
    [[nodiscard]] static std::size_t bytes_of(const BorderMesh& borders);

    /// Lines beside areas smaller than `gone` are left out, up to `full` they fade in; both in the points' unit, 0 = none fades.
    struct Fade {
        double gone = 0, full = 0;
    };
    /// Runs of segments. Widths and dashes are page millimetres; a line is never invisible for being thin, it gets paler.
    void draw(StrokeGeometry& geometry, std::span<const Run> segments, const scene::StrokeStyle& style, Fade fade,
              const ShaderTransform& transform, const Placement& placement);

private:
    struct Program;
    [[nodiscard]] Program& program(bool dashed);

    std::filesystem::path m_shader_dir;
    PaintStatistics& m_statistics;
    std::unique_ptr<Program> m_solid, m_dashed;
    std::vector<GLsizei> m_counts;
    std::vector<const void*> m_offsets;
};

}  // namespace needsmap::screen
