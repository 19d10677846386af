// The interface without a display: input from a script, pictures into memory. Same frames as in the window.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "screen/offscreen.hpp"
#include "viewer/input_script.hpp"
#include "viewer/viewer.hpp"
#include "viewer/workbench.hpp"

namespace needsmap::viewer {

class Headless {
public:
    /// Begins to open options.workspace (empty: the embedded county; a saved session is neither read nor written).
    explicit Headless(const ViewerOptions& options);
    ~Headless();
    Headless(const Headless&) = delete;
    Headless& operator=(const Headless&) = delete;

    /// Draws frames until the workspace is there. Throws base::Error with the reason when it cannot be shown.
    void wait_until_open();
    /// One frame of a sixtieth of a second.
    void frame();
    /// Frames until nothing moves, works or could look better.
    void settle();
    /// Replays steps. Throws base::Error when something never ends.
    void play(std::span<const ScriptStep> steps);
    /// RGBA rows, top down, of the last frame.
    [[nodiscard]] std::vector<std::uint8_t> pixels() const { return m_target->read(); }
    /// Blocks until everything asked for is drawn.
    void finish_drawing() const { m_target->finish(); }

    [[nodiscard]] Workbench& workbench() { return *m_workbench; }
    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] int height() const { return m_height; }

private:
    void perform(const app::Action& action);
    void perform(const PointerMove& step);
    void perform(const PointerClick& step);
    void perform(const PointerDrag& step);
    void perform(const WheelTurn& step);
    void perform(const KeyPress& step);
    void perform(const TypeText& step);
    void perform(const WaitUntilIdle& step);
    void perform(const LetFramesPass& step);
    void point_at(double x, double y);
    void press(bool down);

    int m_width, m_height;
    std::unique_ptr<screen::OffscreenContext> m_context;
    std::unique_ptr<screen::RenderTarget> m_target;
    std::unique_ptr<Workbench> m_workbench;
};

/// About how large the map will be in a window of this size, before panels have said so.
[[nodiscard]] ExpectedMap expected_map(int width, int height, double ui_scale);

}  // namespace needsmap::viewer
