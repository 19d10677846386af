// Everything a frame needs apart from a window: session, panels, painter, jobs. The window and the headless runs both drive it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/job_runner.hpp"
#include "app/session.hpp"
#include "panels/frame.hpp"
#include "screen/painter.hpp"
#include "viewer/map_input.hpp"
#include "viewer/map_view.hpp"
#include "viewer/opening.hpp"

namespace needsmap::viewer {

/// Needs a current OpenGL context; use from that thread only. Owns the Dear ImGui context: one workbench at a time.
class Workbench {
public:
    /// `meshes` may be at work already (opening a workspace begins before there is a context).
    Workbench(std::shared_ptr<screen::MeshStore> meshes, std::optional<double> ui_scale);
    ~Workbench();
    Workbench(const Workbench&) = delete;
    Workbench& operator=(const Workbench&) = delete;

    /// Takes over a workspace that is being opened, once it is there.
    void await(std::unique_ptr<Opening> opening);
    /// Uses time spent waiting to make the driver ready for a map. Afterwards the default framebuffer is bound.
    void warm_up();
    [[nodiscard]] bool is_opening() const { return m_opening && !m_opening->is_done(); }
    /// Blocks until that workspace is there or has failed (see opening_error).
    void wait_until_opened();
    /// Applies an action as if a panel had emitted it.
    void apply(const app::Action& action);
    /// One frame into the bound framebuffer. Input is what Dear ImGui's io says; `seconds` since the last frame.
    void frame(int width, int height, double seconds);

    /// True while something moves by itself, or would look better in another frame.
    [[nodiscard]] bool is_animating() const;
    /// True while a workspace is being opened or a job runs.
    [[nodiscard]] bool is_working() const;
    /// Why the last workspace could not be opened, until another one is.
    [[nodiscard]] const std::optional<std::string>& opening_error() const { return m_opening_error; }

    [[nodiscard]] app::Session& session() { return *m_session; }
    [[nodiscard]] screen::Painter& painter() { return *m_painter; }
    [[nodiscard]] const std::vector<panels::MapPane>& panes() const { return m_panes; }

private:
    struct ImGuiContextOwner;

    void take_opened();
    void use(std::unique_ptr<app::Session> session);
    void apply_theme();
    void take_requests();
    void start_job(const app::RunOperation& request);
    void start_search(const app::SearchPlan& request);
    void poll_job();
    void work_out_journeys();
    void work_out_isochrones();
    void update_map(double seconds);
    void tell_pane_size();
    void paint(int height);

    std::unique_ptr<ImGuiContextOwner> m_imgui;
    std::shared_ptr<screen::MeshStore> m_meshes;
    std::unique_ptr<screen::Painter> m_painter;
    std::unique_ptr<app::Session> m_session;
    std::unique_ptr<panels::Interface> m_interface;
    MapInput m_input;
    std::vector<std::unique_ptr<MapView>> m_views;  ///< by pane
    std::vector<panels::MapPane> m_panes;
    bool m_keyboard_free = true;
    std::unique_ptr<Opening> m_opening;
    std::optional<std::string> m_opening_error;
    app::JobRunner m_jobs;
    app::JobRunner m_journeys;                             ///< of the plan; runs beside the user's own job
    app::JobRunner m_isochrones;                           ///< of its selected site
    std::optional<app::IsochronesWanted> m_isochrones_of;  ///< what is being worked out
    bool m_no_journeys = false;                            ///< they failed for a reason that the plan cannot tell
    std::optional<double> m_wanted_ui_scale;
    std::optional<std::pair<app::Theme, double>> m_applied_theme;
    app::Camera m_last_camera;
    bool m_moving = false;
    bool m_focus_map = false;  ///< after the next frame of panels
};

}  // namespace needsmap::viewer
