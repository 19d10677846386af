// A surfaceless OpenGL context and a small picture to paint into, for tests.
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "screen/offscreen.hpp"
#include "screen/painter.hpp"
#include "support/text_map.hpp"

namespace needsmap::test {

/// The context that all tests of a process share; null where EGL cannot give one (the reason is printed once).
inline screen::OffscreenContext* offscreen_context() {
    static const std::unique_ptr<screen::OffscreenContext> context = []() -> std::unique_ptr<screen::OffscreenContext> {
        try {
            return std::make_unique<screen::OffscreenContext>();
        } catch (const base::Error& error) {
            MESSAGE("Skipped: " << error.what());
            return nullptr;
        }
    }();
    return context.get();
}

inline std::filesystem::path shader_dir() { return std::filesystem::path(NEEDSMAP_SOURCE_DIR) / "shaders"; }

/// A text map as coverage levels with full geometry only.
inline std::shared_ptr<const geo::CoverageLevels> levels_of(std::string_view text) {
    auto coverage = std::make_shared<const geo::Coverage>(text_coverage(text).coverage);
    return std::make_shared<const geo::CoverageLevels>(std::vector<geo::CoverageLevels::Level>{{0, coverage}});
}

/// A picture in which one pixel is `1 / pixels_per_mm` page millimetres. The map's south-west corner (400000, 200000) lies at the
/// bottom left, one cell of 1 km is `cell_px` pixels.
class Canvas {
public:
    Canvas(int width, int height, double cell_px = 20, double pixels_per_mm = 4)
        : painter(shader_dir()), width(width), height(height), m_target(width, height) {
        const double mm_per_m = cell_px / 1000 / pixels_per_mm;
        view.pixel_from_page = {pixels_per_mm, 0, 0, 1};
        view.page_from_map = {mm_per_m, -mm_per_m * 400000, height / pixels_per_mm + mm_per_m * 200000, -1};
        view.viewport = {0, 0, static_cast<double>(width), static_cast<double>(height)};
        view.framebuffer_height = height;
    }
    using Pixel = std::array<int, 3>;

    void clear(scene::Rgba colour = {255, 255, 255, 255}) { bind(), painter.clear(colour, view); }
    void paint(std::vector<scene::Item> items) {
        scene::Group group;
        group.items = std::move(items);
        paint(group);
    }
    void paint(const scene::Group& group) {
        bind();
        painter.paint(group, view);
        painter.finish_refining();
        m_pixels.clear();
    }
    void bind() { m_target.bind(), m_pixels.clear(); }
    [[nodiscard]] Pixel at(int x, int y) {
        if (m_pixels.empty()) m_pixels = m_target.read();
        const std::size_t i = (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 4;
        return {m_pixels[i], m_pixels[i + 1], m_pixels[i + 2]};
    }
    /// How many pixels of a region differ from `colour` by more than `tolerance` in some channel.
    [[nodiscard]] int count_other_than(Pixel colour, int x0, int y0, int x1, int y1, int tolerance = 3) {
        int count = 0;
        for (int y = y0; y < y1; ++y)
            for (int x = x0; x < x1; ++x) {
                const Pixel p = at(x, y);
                bool same = true;
                for (std::size_t c = 0; c < 3; ++c) same = same && std::abs(p[c] - colour[c]) <= tolerance;
                count += same ? 0 : 1;
            }
        return count;
    }
    /// Sum over a region of how dark a white picture has become, in whole black pixels.
    [[nodiscard]] double ink(int x0, int y0, int x1, int y1) {
        double sum = 0;
        for (int y = y0; y < y1; ++y)
            for (int x = x0; x < x1; ++x) sum += (255 - at(x, y)[0]) / 255.0;
        return sum;
    }

    screen::Painter painter;
    screen::View view;
    int width, height;

private:
    screen::RenderTarget m_target;
    std::vector<std::uint8_t> m_pixels;
};

}  // namespace needsmap::test

/// Leaves the test when there is no OpenGL here at all.
#define NEEDS_OPENGL() \
    if (needsmap::test::offscreen_context() == nullptr) return
