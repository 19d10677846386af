// Smooths the edges between areas of different colour: along each border a strip one pixel wide in which the two colours meet.
//
// Triangles without multisampling have jagged edges; multisampling a whole map costs a software renderer four times the work. Since
// every border is known as one arc with an area on each side, the mixed colour of the pixels on it can be computed instead.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "screen/fill_painter.hpp"
#include "screen/stroke_painter.hpp"

namespace needsmap::screen {

class SeamPainter {
public:
    SeamPainter(std::filesystem::path shader_dir, FillPainter& fills);
    ~SeamPainter();

    /// Draws over areas that have just been filled with the same classes and styles, all of them opaque. Borders with nothing on one
    /// side are left as they are.
    void draw(StrokeGeometry& borders, std::span<const Run> segments, const ClassOfArea& class_of_area,
              std::span<const scene::FillStyle> styles, const ShaderTransform& transform, const Placement& placement);

private:
    struct Program;
    std::filesystem::path m_shader_dir;
    FillPainter& m_fills;
    std::unique_ptr<Program> m_program;
    std::vector<GLsizei> m_counts;
    std::vector<const void*> m_offsets;
};

}  // namespace needsmap::screen
