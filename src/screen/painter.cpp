#include "screen/painter.hpp"

#include <epoxy/gl.h>

#include <cmath>
#include <string_view>

#include "base/error.hpp"
#include "screen/coverage_painter.hpp"
#include "screen/path_painter.hpp"
#include "screen/sprite_painter.hpp"

namespace needsmap::screen {

namespace {

geo::PixelBox common(const geo::PixelBox& a, const geo::PixelBox& b) {
    return {std::max(a.min_x, b.min_x), std::max(a.min_y, b.min_y), std::min(a.max_x, b.max_x), std::min(a.max_y, b.max_y)};
}

bool is_nothing(const geo::PixelBox& box) { return box.max_x - box.min_x < 1 || box.max_y - box.min_y < 1; }

geo::PixelBox on_whole_pixels(const geo::PixelBox& box) {
    return {std::round(box.min_x), std::round(box.min_y), std::round(box.max_x), std::round(box.max_y)};
}

bool renders_on_the_processor() {
    const auto* text = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    const std::string_view renderer = text == nullptr ? "" : text;
    for (const std::string_view name : {"llvmpipe", "softpipe", "swrast", "SWR"})
        if (renderer.find(name) != std::string_view::npos) return true;
    return false;
}

void scissor(const Placement& placement) {
    const geo::PixelBox& clip = placement.clip;
    glScissor(static_cast<GLint>(std::lround(placement.left + clip.min_x)),
              static_cast<GLint>(std::lround(placement.bottom + placement.height - clip.max_y)),
              static_cast<GLsizei>(std::lround(clip.width())), static_cast<GLsizei>(std::lround(clip.height())));
}

}  // namespace

struct Painter::Impl {
    PaintStatistics statistics;
    std::shared_ptr<MeshStore> store;
    FillPainter fills;
    StrokePainter strokes;
    SeamPainter seams;
    SpritePainter sprites;
    CoveragePainter coverages;
    PathPainter paths;
    bool software = renders_on_the_processor();

    Impl(const std::filesystem::path& shader_dir, std::shared_ptr<MeshStore> meshes)
        : store(meshes ? std::move(meshes) : std::make_shared<MeshStore>()),
          fills(shader_dir, statistics),
          strokes(shader_dir, statistics),
          seams(shader_dir, fills),
          sprites(shader_dir, statistics),
          coverages(fills, strokes, seams, store),
          paths(fills, strokes) {}

    static Placement placement_of(const View& view) {
        const geo::PixelBox viewport = on_whole_pixels(view.viewport);
        Placement p;
        p.page_from_map = view.page_from_map;
        p.pixel_from_page = view.pixel_from_page;
        p.pixel_from_page.offset_x -= viewport.min_x;
        p.pixel_from_page.offset_y -= viewport.min_y;
        p.width = viewport.width(), p.height = viewport.height();
        p.left = viewport.min_x, p.bottom = view.framebuffer_height - viewport.max_y;
        p.clip = {0, 0, p.width, p.height};
        p.smooth_edges = view.smooth_edges;
        const auto within = [&](geo::PixelPoint point) { return geo::PixelPoint{point.x - viewport.min_x, point.y - viewport.min_y}; };
        if (view.only) {
            const geo::PixelPoint low = within({view.only->min_x, view.only->min_y}), high = within({view.only->max_x, view.only->max_y});
            p.clip = common(p.clip, on_whole_pixels({low.x, low.y, high.x, high.y}));
        }
        p.pattern_origin = view.pattern_origin ? within(*view.pattern_origin) : p.pixel_from_page * geo::PagePoint{};
        return p;
    }
    static void begin(const Placement& placement) {
        glViewport(static_cast<GLint>(placement.left), static_cast<GLint>(placement.bottom), static_cast<GLsizei>(placement.width),
                   static_cast<GLsizei>(placement.height));
        glEnable(GL_SCISSOR_TEST);
        glDisable(GL_DEPTH_TEST);
        glDisable(GL_STENCIL_TEST);
        glDisable(GL_CULL_FACE);
        glBlendEquation(GL_FUNC_ADD);
        glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
        scissor(placement);
    }
    static void end() {
        glDisable(GL_SCISSOR_TEST);
        glDisable(GL_BLEND);
        glBindVertexArray(0);
    }

    void paint(const scene::Group& group, Placement placement) {
        if (group.page_from_map) placement.page_from_map = *group.page_from_map;
        if (group.clip) placement.clip = common(placement.clip, on_whole_pixels(placement.pixel_from_page * *group.clip));
        if (is_nothing(placement.clip)) return;
        sprites.flush();
        scissor(placement);
        for (const scene::Item& item : group.items) {
            const bool is_sprite = std::holds_alternative<scene::TextItem>(item) || std::holds_alternative<scene::Markers>(item);
            if (!is_sprite) sprites.flush();
            std::visit([&](const auto& i) { paint_item(i, placement); }, item);
        }
        sprites.flush();
    }
    void paint_item(const std::shared_ptr<const scene::Group>& group, const Placement& placement) {
        if (!group) return;
        paint(*group, placement);
        scissor(placement);
    }
    void paint_item(const scene::CoverageFill& item, const Placement& placement) { coverages.paint(item, placement); }
    void paint_item(const scene::CoverageStroke& item, const Placement& placement) { coverages.paint(item, placement); }
    void paint_item(const scene::AreaStroke& item, const Placement& placement) { coverages.paint(item, placement); }
    void paint_item(const scene::MapPath& item, const Placement& placement) { paths.paint(item, placement); }
    void paint_item(const scene::PagePath& item, const Placement& placement) { paths.paint(item, placement); }
    void paint_item(const scene::TextItem& item, const Placement& placement) { sprites.add(item, placement); }
    void paint_item(const scene::Markers& item, const Placement& placement) { sprites.add(item, placement); }
};

Painter::Painter(const std::filesystem::path& shader_dir, std::shared_ptr<MeshStore> meshes)
    : m_impl(std::make_unique<Impl>(shader_dir, std::move(meshes))) {}

Painter::~Painter() = default;

void Painter::clear(scene::Rgba colour, const View& view) {
    const Placement placement = Impl::placement_of(view);
    if (is_nothing(placement.clip)) return;
    Impl::begin(placement);
    glClearColor(static_cast<float>(colour.r) / 255.0F, static_cast<float>(colour.g) / 255.0F, static_cast<float>(colour.b) / 255.0F,
                 static_cast<float>(colour.a) / 255.0F);
    glClear(GL_COLOR_BUFFER_BIT);
    Impl::end();
}

void Painter::paint(const scene::Group& group, const View& view) {
    const Placement placement = Impl::placement_of(view);
    if (is_nothing(placement.clip)) return;
    Impl::begin(placement);
    m_impl->paint(group, placement);
    Impl::end();
}

bool Painter::refining() const { return m_impl->coverages.waiting(); }

bool Painter::take_finished() { return m_impl->coverages.take_finished(); }

void Painter::finish_refining() {
    while (m_impl->coverages.waiting()) {
        m_impl->store->finish();
        m_impl->coverages.take_finished();
    }
}

std::uint64_t Painter::generation() const { return m_impl->coverages.generation(); }

void Painter::forget_unused() {
    m_impl->coverages.forget_unused();
    m_impl->fills.forget_unused();
    m_impl->paths.forget_unused();
}

const PaintStatistics& Painter::statistics() const { return m_impl->statistics; }

bool Painter::is_software() const { return m_impl->software; }

}  // namespace needsmap::screen
