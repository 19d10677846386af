// Draws triangles in the colour and pattern of their area's class.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "geo/triangulate.hpp"
#include "scene/display_list.hpp"
#include "screen/gl_objects.hpp"
#include "screen/paint_statistics.hpp"
#include "screen/placement.hpp"
#include "screen/polygon_mesh.hpp"
#include "screen/shader_program.hpp"

namespace needsmap::screen {

/// Triangles on the graphics card.
struct FillGeometry {
    double origin_x = 0, origin_y = 0;
    std::uint32_t index_count = 0;
    std::size_t bytes = 0;  ///< on the card
    VertexArray array;
    Buffer vertices, indices;
};

using ClassOfArea = std::shared_ptr<const std::vector<std::uint8_t>>;

/// Colours of all styles as shaders want them; the last is for areas without a style.
using ColourTable = std::array<std::array<float, 4>, 33>;
[[nodiscard]] ColourTable colour_table(std::span<const scene::FillStyle> styles);

class FillPainter {
public:
    FillPainter(std::filesystem::path shader_dir, PaintStatistics& statistics);
    ~FillPainter();

    [[nodiscard]] FillGeometry upload(const geo::Mesh& mesh);
    /// What a mesh takes on the card.
    [[nodiscard]] static std::size_t bytes_of(const geo::Mesh& mesh) {
        return mesh.vertices.size() * sizeof(geo::Mesh::Vertex) + mesh.indices.size() * 4;
    }
    [[nodiscard]] FillGeometry upload(const PolygonMesh& mesh);

    /// What a classification asks for.
    struct Demand {
        bool patterned = false, translucent = false;
        std::vector<std::uint32_t> patterned_areas;  ///< only listed when nothing is translucent
    };
    [[nodiscard]] Demand demand(const ClassOfArea& class_of_area, std::span<const scene::FillStyle> styles);

    /// Draws runs of indices, each triangle in the style of its area's class; every area in styles[0] when there are no classes.
    /// Patterns cost time at every pixel and are left out unless `with_patterns`.
    void draw(FillGeometry& geometry, std::span<const Run> runs, const ClassOfArea& class_of_area, std::span<const scene::FillStyle> styles,
              const ShaderTransform& transform, const Placement& placement, bool with_patterns);
    /// The texture that holds the class of each area, 1024 to a row.
    [[nodiscard]] GLuint class_texture(const ClassOfArea& class_of_area);
    /// Drops tables of classes that nobody else holds any more.
    void forget_unused();

private:
    struct Program;
    struct ClassTable;
    [[nodiscard]] Program& program(bool patterned);
    [[nodiscard]] ClassTable& table(const ClassOfArea& class_of_area);

    std::filesystem::path m_shader_dir;
    PaintStatistics& m_statistics;
    std::unique_ptr<Program> m_plain, m_patterned;  ///< compiled when first needed
    std::unordered_map<const void*, std::unique_ptr<ClassTable>> m_tables;
    std::vector<GLsizei> m_counts;
    std::vector<const void*> m_offsets;
};

}  // namespace needsmap::screen
