// The whole interface of one frame: toolbar, rails, drawer, dialogs around one or two map panes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/actions.hpp"
#include "app/job_runner.hpp"
#include "app/session.hpp"
#include "geo/spaces.hpp"

namespace needsmap::panels {

/// Title of the job that searches the best plan: its panel tells how it goes.
inline constexpr const char* search_job_title = "Best plan";

/// What panels may see. They read it and emit actions; nothing here changes while a frame is drawn.
struct FrameView {
    const app::Session& session;
    std::optional<app::JobRunner::Progress> job;  ///< the running job, if any
    std::string loading;                          ///< what is being opened while no workspace is there yet
    double width_px = 0, height_px = 0;           ///< framebuffer = window size in pixels
};

/// A map pane's place in the window, for the painter and for pointer input.
struct MapPane {
    app::PaneIndex pane = 0;
    geo::PixelBox box;
};
struct FrameResult {
    std::vector<MapPane> panes;
    std::vector<app::Action> actions;
    bool pointer_over_map = false;                 ///< no panel, popup or splitter is in the way
    bool keyboard_free = false;                    ///< no text field has the keyboard
    model::AreaIndex pointed_area = geo::no_area;  ///< a row or point of a panel under the pointer, to highlight on the map
};

/// Builds fonts and style for a theme and UI scale into the current ImGui context. Call before the first frame and when either changes
/// (then the backend's font texture must be rebuilt).
void apply_theme(app::Theme theme, double ui_scale);

/// The interface with the little state that is only its own: text being typed, a break being dragged, an unfolded section.
class Interface {
public:
    Interface();
    ~Interface();
    Interface(const Interface&) = delete;
    Interface& operator=(const Interface&) = delete;

    /// Emits one frame between ImGui::NewFrame and ImGui::Render.
    [[nodiscard]] FrameResult draw(const FrameView& view);

    /// Puts the keyboard into the place search (the "/" key).
    void focus_search();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace needsmap::panels
