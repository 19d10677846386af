// The real interface on the embedded county, without a display, for tests.
#pragma once

#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "base/error.hpp"
#include "screen/offscreen.hpp"
#include "viewer/headless.hpp"

namespace needsmap::test {

/// True where OpenGL can be had without a display; the reason why not is printed once.
inline bool has_opengl() {
    static const bool has = [] {
        try {
            const screen::OffscreenContext context;
            return true;
        } catch (const base::Error& error) {
            MESSAGE("Skipped: " << error.what());
            return false;
        }
    }();
    return has;
}

/// An open, settled window of 1280 x 800 pixels.
class Stage {
public:
    explicit Stage(viewer::ViewerOptions options = {}) : m_headless(options) {
        m_headless.wait_until_open();
        m_headless.settle();
    }
    void play(const std::string& script) {
        m_headless.play(viewer::read_script(script, "test"));
        m_headless.settle();
    }
    [[nodiscard]] app::Session& session() { return m_headless.workbench().session(); }
    [[nodiscard]] viewer::Headless& headless() { return m_headless; }
    [[nodiscard]] viewer::PaneGeometry geometry(std::size_t pane = 0) {
        return {m_headless.workbench().panes().at(pane).box, session().settings().ui_scale, session().shown_camera()};
    }
    [[nodiscard]] model::AreaIndex area(const std::string& name) {
        const auto& names = session().geography().names;
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i] == name) return static_cast<model::AreaIndex>(i);
        return geo::no_area;
    }
    /// "X Y" of a point well inside an area of the shown geography.
    [[nodiscard]] std::string at(const std::string& name, std::size_t pane = 0) {
        const model::AreaIndex index = area(name);
        REQUIRE(index != geo::no_area);
        return at(session().geography().label_points.at(static_cast<std::size_t>(index)), pane);
    }
    [[nodiscard]] std::string at(geo::MapPoint point, std::size_t pane = 0) {
        const viewer::PaneGeometry g = geometry(pane);
        const geo::PixelPoint p = g.pixel_from_page * (g.page_from_map * point);
        return std::to_string(p.x) + " " + std::to_string(p.y);
    }

private:
    viewer::Headless m_headless;
};

}  // namespace needsmap::test

/// Leaves the test when there is no OpenGL here at all.
#define NEEDS_OPENGL() \
    if (!needsmap::test::has_opengl()) return
