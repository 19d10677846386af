// Paints a display list with OpenGL 3.3. One mesh per coverage level stays on the card; classes and palette are small tables.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "scene/display_list.hpp"

namespace needsmap::screen {

/// Counts since the painter was made, for tests and tools/bench ("changing the palette uploads no geometry").
struct PaintStatistics {
    std::uint64_t geometry_uploads = 0;   ///< meshes sent to the card
    std::uint64_t geometry_bytes = 0;
    std::uint64_t table_uploads = 0;      ///< class and style tables
    std::uint64_t draw_calls = 0;
};

/// Where and how a group is painted.
struct View {
    geo::PageFromMap page_from_map;       ///< the camera, for groups that have none of their own
    geo::PixelFromPage pixel_from_page;   ///< y_sign +1
    geo::PixelBox viewport;               ///< in framebuffer pixels, y down; painting is clipped to it
    int framebuffer_height = 0;
};

/// Needs a current OpenGL 3.3 core context; use from that thread only.
class Painter {
public:
    /// Reads shaders from `shader_dir`. Throws base::Error with the compiler's message and the file.
    explicit Painter(const std::filesystem::path& shader_dir);
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    void clear(scene::Rgba colour, const View& view);
    void paint(const scene::Group& group, const View& view);
    /// True while meshes for finer levels are still being made in the background; a coarser level is drawn meanwhile.
    [[nodiscard]] bool refining() const;
    /// Blocks until every mesh asked for so far is there (screenshots).
    void finish_refining();
    /// Drops meshes of coverages that nobody else holds any more.
    void forget_unused();
    [[nodiscard]] const PaintStatistics& statistics() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace needsmap::screen
