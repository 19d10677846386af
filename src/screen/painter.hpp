// Paints a display list with OpenGL 3.3. One mesh per coverage level stays on the card; classes and palette are small tables.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "scene/display_list.hpp"
#include "screen/mesh_store.hpp"
#include "screen/paint_statistics.hpp"

namespace needsmap::screen {

/// Where and how a group is painted.
struct View {
    geo::PageFromMap page_from_map;      ///< the camera, for groups that have none of their own
    geo::PixelFromPage pixel_from_page;  ///< y_sign +1; framebuffer pixels, y down
    geo::PixelBox viewport;              ///< in framebuffer pixels, y down; painting is clipped to it
    int framebuffer_height = 0;
    std::optional<geo::PixelBox> only;              ///< paint just this part of the viewport, the rest is there already
    bool smooth_edges = true;                       ///< antialias the edges between areas (lines and text always are)
    std::optional<geo::PixelPoint> pattern_origin;  ///< where patterns begin; absent: at the page's origin, as on paper
};

/// Needs a current OpenGL 3.3 core context; use from that thread only. Sets all the OpenGL state it relies on, and leaves blending
/// and the scissor test switched off.
class Painter {
public:
    /// Reads shaders from `shader_dir`. Meshes come from `meshes`, which may have been set to work before. Throws base::Error with the
    /// compiler's message and the file.
    explicit Painter(const std::filesystem::path& shader_dir, std::shared_ptr<MeshStore> meshes = nullptr);
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    void clear(scene::Rgba colour, const View& view);
    void paint(const scene::Group& group, const View& view);
    /// True while meshes for finer levels are still being made in the background; a coarser level is drawn meanwhile.
    [[nodiscard]] bool refining() const;
    /// Takes over meshes that are finished. True when there were any: what was painted may now be painted finer.
    bool take_finished();
    /// Blocks until every mesh asked for so far is there (screenshots).
    void finish_refining();
    /// Changes whenever a mesh arrives: pictures painted before are out of date.
    [[nodiscard]] std::uint64_t generation() const;
    /// Drops meshes of coverages that nobody else holds any more.
    void forget_unused();
    [[nodiscard]] const PaintStatistics& statistics() const;
    /// True when the processor does the graphics card's work, so that triangles are dear.
    [[nodiscard]] bool is_software() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace needsmap::screen
