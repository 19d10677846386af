#include "screen/map_picture.hpp"

#include <epoxy/gl.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "screen/gl_objects.hpp"
#include "screen/level_of_detail.hpp"

namespace needsmap::screen {

namespace {

/// Height of the bands in which edges are smoothed.
constexpr int band_height = 256;

struct Shift {
    int x = 0, y = 0;
};

std::uint64_t cost_of(const PaintStatistics& s) { return s.triangles + 3 * s.segments; }

int whole(double v) { return static_cast<int>(std::lround(v)); }

/// A picture on the card, pixels counted from the top left.
struct Picture {
    Framebuffer framebuffer;
    Renderbuffer colour;
    int width = 0, height = 0;

    void resize(int w, int h) {
        if (w == width && h == height) return;
        width = w, height = h;
        glBindRenderbuffer(GL_RENDERBUFFER, colour.id());
        glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, w, h);
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.id());
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, colour.id());
        if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
            throw base::Error("The graphics driver offers no picture of " + std::to_string(w) + " x " + std::to_string(h) + " pixels.");
    }
};

}  // namespace

struct MapPicture::Impl {
    Painter& painter;
    std::array<Picture, 2> pictures;  ///< the one that is shown, and one to slide into
    int shown = 0;

    bool valid = false;
    std::uint64_t revision = 0, generation = 0;
    std::uint64_t cost = 0;                       ///< of the last whole painting with smooth edges, or of a rough one where that was more
    std::optional<std::uint64_t> smoothing_cost;  ///< so far, while the whole picture is being smoothed band by band
    geo::PageFromMap page_from_map;
    geo::PixelFromPage pixel_from_page;  ///< relative to the viewport
    geo::PixelPoint pattern_origin;
    std::vector<geo::PixelBox> rough;  ///< parts painted without smooth edges
    bool stretched = false;

    explicit Impl(Painter& p) : painter(p) {}

    Picture& picture() { return pictures[static_cast<std::size_t>(shown)]; }

    /// Painting every frame of a glide would make it stutter.
    [[nodiscard]] bool is_slow_to_zoom() const { return painter.is_software() && cost > dear_cost / 4; }
    [[nodiscard]] bool is_dear() const { return painter.is_software() && cost > dear_cost; }

    void paint_part(const Content& content, const geo::PixelBox& part, bool smooth) {
        glBindFramebuffer(GL_FRAMEBUFFER, picture().framebuffer.id());
        View v;
        v.page_from_map = page_from_map;
        v.pixel_from_page = pixel_from_page;
        v.viewport = {0, 0, static_cast<double>(picture().width), static_cast<double>(picture().height)};
        v.framebuffer_height = picture().height;
        v.only = part;
        v.smooth_edges = smooth;
        v.pattern_origin = pattern_origin;
        painter.clear(content.background, v);
        painter.paint(content.group, v);
        if (!smooth) rough.push_back(part);
    }
    void paint_all(const Content& content, bool smooth) {
        const std::uint64_t before = cost_of(painter.statistics());
        generation = painter.generation();  // a mesh that arrives while painting may have come too late for a part of it
        rough.clear();
        paint_part(content, {0, 0, static_cast<double>(picture().width), static_cast<double>(picture().height)}, smooth);
        const std::uint64_t spent = cost_of(painter.statistics()) - before;
        cost = smooth ? spent : std::max(cost, spent);
        smoothing_cost = smooth ? std::nullopt : std::optional<std::uint64_t>(0);
        valid = true;
        revision = content.revision;
    }
    /// Smooths rough parts until that has cost enough for one frame; at least one band.
    void smooth_some(const Content& content) {
        const std::uint64_t before = cost_of(painter.statistics());
        while (!rough.empty()) {
            geo::PixelBox& part = rough.back();
            geo::PixelBox band = part;
            band.max_y = std::min(part.max_y, part.min_y + band_height);
            part.min_y = band.max_y;
            if (part.min_y >= part.max_y) rough.pop_back();
            paint_part(content, band, true);
            if (cost_of(painter.statistics()) - before > dear_cost / 3) break;
        }
        if (!smoothing_cost) return;
        *smoothing_cost += cost_of(painter.statistics()) - before;
        if (rough.empty()) cost = *std::exchange(smoothing_cost, std::nullopt);
    }
    /// Moves the picture and paints what has come into view.
    void slide(const Content& content, Shift by) {
        smoothing_cost.reset();
        const int w = picture().width, h = picture().height;
        Picture& from = picture();
        shown = 1 - shown;
        Picture& to = picture();
        to.resize(w, h);
        glBindFramebuffer(GL_READ_FRAMEBUFFER, from.framebuffer.id());
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to.framebuffer.id());
        const int left = std::max(0, by.x), right = std::min(w, w + by.x), low = std::max(0, -by.y), high = std::min(h, h - by.y);
        glBlitFramebuffer(left - by.x, low + by.y, right - by.x, high + by.y, left, low, right, high, GL_COLOR_BUFFER_BIT, GL_NEAREST);

        page_from_map.offset_x += by.x / pixel_from_page.scale;
        page_from_map.offset_y += by.y / pixel_from_page.scale;
        pattern_origin.x += by.x, pattern_origin.y += by.y;
        const geo::PixelBox all{0, 0, static_cast<double>(w), static_cast<double>(h)};
        for (geo::PixelBox& part : rough) {
            part.min_x = std::clamp(part.min_x + by.x, 0.0, all.max_x), part.max_x = std::clamp(part.max_x + by.x, 0.0, all.max_x);
            part.min_y = std::clamp(part.min_y + by.y, 0.0, all.max_y), part.max_y = std::clamp(part.max_y + by.y, 0.0, all.max_y);
        }
        std::erase_if(rough, [](const geo::PixelBox& part) { return part.width() < 1 || part.height() < 1; });

        std::vector<geo::PixelBox> edges;
        if (by.x > 0) edges.push_back({0, 0, static_cast<double>(by.x), all.max_y});
        if (by.x < 0) edges.push_back({all.max_x + by.x, 0, all.max_x, all.max_y});
        if (by.y > 0) edges.push_back({0, 0, all.max_x, static_cast<double>(by.y)});
        if (by.y < 0) edges.push_back({0, all.max_y + by.y, all.max_x, all.max_y});
        for (const geo::PixelBox& edge : edges) paint_part(content, edge, !is_dear());
    }
    void present(const View& target, GLuint framebuffer) {
        glBindFramebuffer(GL_READ_FRAMEBUFFER, picture().framebuffer.id());
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
        const int left = whole(target.viewport.min_x), low = target.framebuffer_height - whole(target.viewport.max_y);
        glBlitFramebuffer(0, 0, picture().width, picture().height, left, low, left + picture().width, low + picture().height,
                          GL_COLOR_BUFFER_BIT, GL_NEAREST);
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    }
    /// The picture at another scale, and fresh paint around it where it does not reach. `wanted` is relative to the viewport.
    void present_stretched(const Content& content, const View& target, const geo::PixelFromMap& wanted, GLuint framebuffer) {
        const geo::PixelFromMap has = pixel_from_page * page_from_map;
        const double k = wanted.scale / has.scale;
        const double left = target.viewport.min_x, top = target.viewport.min_y;
        geo::PixelBox to{wanted.offset_x - k * has.offset_x, wanted.offset_y - k * has.offset_y, 0, 0};
        to.max_x = to.min_x + k * picture().width, to.max_y = to.min_y + k * picture().height;

        const double width = target.viewport.width(), height = target.viewport.height();
        const geo::PixelBox seen{std::round(std::clamp(to.min_x, 0.0, width)), std::round(std::clamp(to.min_y, 0.0, height)),
                                 std::round(std::clamp(to.max_x, 0.0, width)), std::round(std::clamp(to.max_y, 0.0, height))};
        for (const geo::PixelBox& gap :
             {geo::PixelBox{0, 0, width, seen.min_y}, geo::PixelBox{0, seen.max_y, width, height},
              geo::PixelBox{0, seen.min_y, seen.min_x, seen.max_y}, geo::PixelBox{seen.max_x, seen.min_y, width, seen.max_y}}) {
            if (gap.max_x - gap.min_x < 1 || gap.max_y - gap.min_y < 1) continue;
            View v = target;
            v.smooth_edges = false;
            v.only = geo::PixelBox{gap.min_x + left, gap.min_y + top, gap.max_x + left, gap.max_y + top};
            painter.clear(content.background, v);
            painter.paint(content.group, v);
        }
        if (seen.max_x - seen.min_x < 1 || seen.max_y - seen.min_y < 1) return;
        const auto source_x = [&](double x) { return std::clamp(whole((x - to.min_x) / k), 0, picture().width); };
        const auto source_y = [&](double y) { return std::clamp(picture().height - whole((y - to.min_y) / k), 0, picture().height); };
        glBindFramebuffer(GL_READ_FRAMEBUFFER, picture().framebuffer.id());
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
        const int bottom = target.framebuffer_height;
        glBlitFramebuffer(source_x(seen.min_x), source_y(seen.max_y), source_x(seen.max_x), source_y(seen.min_y), whole(left + seen.min_x),
                          bottom - whole(top + seen.max_y), whole(left + seen.max_x), bottom - whole(top + seen.min_y), GL_COLOR_BUFFER_BIT,
                          GL_LINEAR);
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    }
    View shown_view(const View& asked) const {
        View v = asked;
        v.page_from_map = page_from_map;
        return v;
    }
};

MapPicture::MapPicture(Painter& painter) : m_impl(std::make_unique<Impl>(painter)) {}

MapPicture::~MapPicture() = default;

View MapPicture::show(const Content& content, const View& view, bool is_moving) {
    Impl& m = *m_impl;
    const int width = whole(view.viewport.width()), height = whole(view.viewport.height());
    if (width < 1 || height < 1) return view;
    GLint target = 0;
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &target);
    const auto framebuffer = static_cast<GLuint>(target);

    if (m.picture().width != width || m.picture().height != height) m.valid = false;
    m.picture().resize(width, height);
    geo::PixelFromPage pixel_from_page = view.pixel_from_page;
    pixel_from_page.offset_x -= std::round(view.viewport.min_x);
    pixel_from_page.offset_y -= std::round(view.viewport.min_y);

    const geo::PixelFromMap wanted = pixel_from_page * view.page_from_map, has = m.pixel_from_page * m.page_from_map;
    const bool same_content = m.valid && m.revision == content.revision && m.pixel_from_page.scale == pixel_from_page.scale;
    const bool same_scale = same_content && std::abs(wanted.scale / has.scale - 1) < 1e-9;
    const Shift by{same_scale ? whole(wanted.offset_x - has.offset_x) : 0, same_scale ? whole(wanted.offset_y - has.offset_y) : 0};
    const bool overlaps = std::abs(by.x) < width && std::abs(by.y) < height;
    const bool is_current = same_content && m.generation == m.painter.generation();

    m.stretched = false;
    if (is_current && same_scale && overlaps) {
        if (by.x != 0 || by.y != 0) m.slide(content, by);
    } else if (same_content && !same_scale && is_moving && m.is_slow_to_zoom()) {
        m.present_stretched(content, view, wanted, framebuffer);
        m.stretched = true;
        return view;
    } else {
        m.page_from_map = view.page_from_map;
        m.pixel_from_page = pixel_from_page;
        m.pattern_origin = pixel_from_page * geo::PagePoint{};
        if (!m.valid) m.cost = most_cost(content.group, {view.page_from_map, pixel_from_page.scale});
        // The first look at anything that takes long is quick and rough; the next frames smooth it.
        const bool dear = m.is_dear();
        m.paint_all(content, !dear);
        is_moving |= dear;
    }
    if (!is_moving) m.smooth_some(content);
    m.present(view, framebuffer);
    return m.shown_view(view);
}

bool MapPicture::unfinished() const {
    return m_impl->stretched || !m_impl->rough.empty() || m_impl->generation != m_impl->painter.generation();
}

}  // namespace needsmap::screen
