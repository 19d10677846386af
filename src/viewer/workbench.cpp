#include "viewer/workbench.hpp"

#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <cmath>
#include <utility>

#include "app/operation.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "screen/warm_up.hpp"

namespace needsmap::viewer {

namespace {

constexpr int pane_count = 2;

std::filesystem::path shader_dir() { return base::data_dir() / "shaders"; }

app::Params params_of(const app::RunOperation& request) {
    app::Params params;
    for (const auto& [name, value] : request.parameters) params.add(name, value);
    return params;
}

}  // namespace

struct Workbench::ImGuiContextOwner {
    ImGuiContextOwner() {
        IMGUI_CHECKVERSION();
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;               // the session remembers, nobody else
        io.ConfigInputTextCursorBlink = false;  // nothing blinks, and an idle window draws nothing
        io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    }
    ~ImGuiContextOwner() {
        if (has_renderer) ImGui_ImplOpenGL3_Shutdown();
        ImGui::DestroyContext();
    }
    ImGuiContextOwner(const ImGuiContextOwner&) = delete;
    ImGuiContextOwner& operator=(const ImGuiContextOwner&) = delete;

    bool has_renderer = false;
};

Workbench::Workbench(std::shared_ptr<screen::MeshStore> meshes, std::optional<double> ui_scale)
    : m_imgui(std::make_unique<ImGuiContextOwner>()),
      m_meshes(std::move(meshes)),
      m_painter(std::make_unique<screen::Painter>(shader_dir(), m_meshes)),
      m_session(std::make_unique<app::Session>()),
      m_interface(std::make_unique<panels::Interface>()),
      m_wanted_ui_scale(ui_scale) {
    for (int i = 0; i < pane_count; ++i) m_views.push_back(std::make_unique<MapView>(*m_painter));
    if (m_wanted_ui_scale) m_session->apply(app::SetUiScale{*m_wanted_ui_scale});
    apply_theme();
    if (!ImGui_ImplOpenGL3_Init("#version 330 core")) throw base::Error("The interface cannot be drawn: OpenGL 3.3 is missing.");
    m_imgui->has_renderer = true;
}

Workbench::~Workbench() = default;

void Workbench::await(std::unique_ptr<Opening> opening) {
    m_opening = std::move(opening);
    m_opening_error.reset();
}

void Workbench::take_opened() {
    if (!m_opening || !m_opening->is_done()) return;
    const std::unique_ptr<Opening> opening = std::move(m_opening);
    try {
        use(opening->take());
    } catch (const base::Cancelled&) {
        m_session->notify("Opening was cancelled.", false);
    } catch (const base::Error& error) {
        m_opening_error = error.full_text();
        m_session->notify(*m_opening_error, true);
    }
}

void Workbench::warm_up() { screen::warm_up(*m_painter); }

void Workbench::wait_until_opened() {
    if (m_opening) m_opening->wait();
    take_opened();
}

void Workbench::use(std::unique_ptr<app::Session> session) {
    m_session = std::move(session);
    m_interface = std::make_unique<panels::Interface>();  // what it remembered was about the other workspace
    m_panes.clear();
    m_focus_map = true;
    m_no_journeys = false;
    for (const auto& view : m_views) view->reset();
    m_painter->forget_unused();
    if (m_wanted_ui_scale) m_session->apply(app::SetUiScale{*m_wanted_ui_scale});
}

void Workbench::apply_theme() {
    const std::pair now{m_session->settings().theme, m_session->settings().ui_scale};
    if (m_applied_theme == now) return;
    const bool new_scale = !m_applied_theme || m_applied_theme->second != now.second;
    panels::apply_theme(now.first, now.second);
    if (new_scale && m_imgui->has_renderer) {
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        ImGui_ImplOpenGL3_CreateFontsTexture();
    }
    m_applied_theme = now;
}

void Workbench::apply(const app::Action& action) {
    if (std::holds_alternative<app::SetUiScale>(action)) m_wanted_ui_scale.reset();
    m_session->apply(action);
    take_requests();
}

void Workbench::take_requests() {
    for (const app::Action& request : m_session->take_requests()) {
        if (const auto* run = std::get_if<app::RunOperation>(&request)) start_job(*run);
        if (const auto* search = std::get_if<app::SearchPlan>(&request)) start_search(*search);
        if (std::holds_alternative<app::CancelJob>(request)) {
            m_jobs.cancel();
            if (m_opening) m_opening->cancel();
        }
        if (const auto* open = std::get_if<app::OpenWorkspace>(&request)) {
            const geo::PixelBox box = m_panes.empty() ? geo::PixelBox{0, 0, 800, 600} : m_panes.front().box;
            const double scale = pixels_per_mm(m_session->settings().ui_scale);
            await(std::make_unique<Opening>(open->file, m_session->is_open() ? std::optional(m_session->save()) : std::nullopt, m_meshes,
                                            ExpectedMap{box.width() / scale, box.height() / scale, scale}));
        }
    }
}

void Workbench::start_job(const app::RunOperation& request) {
    const app::Operation* operation = app::find_operation(request.operation);
    if (operation == nullptr) return m_session->notify("There is no operation “" + request.operation + "”.", true);
    try {
        const app::Params params = app::checked(*operation, params_of(request));
        m_jobs.start(operation->title, [operation, params, workspace = m_session->workspace()](base::JobContext& job) {
            return operation->run(workspace, params, job);
        });
    } catch (const base::Error& error) {
        m_session->notify(error.full_text(), true);
    }
}

void Workbench::start_search(const app::SearchPlan& request) {
    try {
        m_jobs.start(panels::search_job_title, m_session->search_job(request.question));
    } catch (const base::Error& error) {
        m_session->notify(error.full_text(), true);
    }
}

void Workbench::work_out_journeys() {
    if (const auto outcome = m_journeys.poll()) {
        if (outcome->follow_up) {
            outcome->follow_up(*m_session);
        } else {
            m_no_journeys = true;
            m_session->notify(outcome->summary, true);
        }
    }
    if (m_journeys.running() || m_no_journeys || !m_session->is_open()) return;
    if (auto job = m_session->journeys_job()) m_journeys.start("Journeys", std::move(job));
}

/// A site that moves on makes what is being worked out worthless.
void Workbench::work_out_isochrones() {
    const auto outcome = m_isochrones.poll();
    if (!m_session->is_open()) return;
    if (outcome && outcome->follow_up) outcome->follow_up(*m_session);
    if (outcome && outcome->code == base::ExitCode::failed) {
        m_session->apply(app::ShowIsochrones{false});  // or it would fail again and again
        m_session->notify(outcome->summary, true);
    }
    const auto wanted = m_session->isochrones_wanted();
    if (m_isochrones.running()) {
        if (wanted != m_isochrones_of) m_isochrones.cancel();
        return;
    }
    if (auto job = m_session->isochrones_job()) {
        m_isochrones_of = wanted;
        m_isochrones.start("Isochrones", std::move(job));
    }
}

void Workbench::poll_job() {
    const std::optional<app::Outcome> outcome = m_jobs.poll();
    if (!outcome) return;
    const bool is_problem = outcome->code != base::ExitCode::done && outcome->code != base::ExitCode::cancelled;
    m_session->add_results(outcome->results);
    if (outcome->follow_up) outcome->follow_up(*m_session);
    const bool was_refused = !outcome->results.empty() && m_session->notice() && m_session->notice()->is_problem;
    if (!was_refused) m_session->notify(outcome->summary, is_problem);
}

void Workbench::tell_pane_size() {
    if (m_panes.empty()) return;
    const double scale = pixels_per_mm(m_session->settings().ui_scale);
    const geo::PixelBox& box = m_panes.front().box;
    m_session->set_pane_size(std::round(box.width()) / scale, std::round(box.height()) / scale);
}

void Workbench::update_map(double seconds) {
    if (!m_session->is_open()) return;
    const MapInput::Surroundings around{m_panes, m_keyboard_free};
    m_input.update_hover(*m_session, around);
    for (const app::Action& action : m_input.actions(*m_session, around)) apply(action);
    if (m_input.take_search_wish()) m_interface->focus_search();
    m_session->advance(seconds);
    m_moving = m_session->is_moving() || m_input.is_dragging() || m_session->shown_camera() != m_last_camera;
    m_last_camera = m_session->shown_camera();
    m_input.update_hover(*m_session, around);  // the map may have moved under the pointer
}

void Workbench::frame(int width, int height, double seconds) {
    take_opened();
    poll_job();
    work_out_journeys();
    work_out_isochrones();
    m_painter->take_finished();
    apply_theme();

    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    update_map(seconds);
    panels::FrameView view{*m_session, std::nullopt, {}, static_cast<double>(width), static_cast<double>(height)};
    if (m_jobs.running()) view.job = m_jobs.progress();
    if (m_opening) {
        view.loading = m_opening->title();
        if (!view.job) view.job = m_opening->progress();
    }
    panels::FrameResult result = m_interface->draw(view);
    // New panels take the keyboard; it begins with the map.
    if (std::exchange(m_focus_map, false)) ImGui::SetWindowFocus(nullptr);
    ImGui::Render();
    m_panes = std::move(result.panes);
    m_keyboard_free = result.keyboard_free;
    if (result.pointed_area != geo::no_area) m_session->set_hover(result.pointed_area, std::nullopt);
    tell_pane_size();
    paint(height);
    for (const app::Action& action : result.actions) apply(action);
}

void Workbench::paint(int height) {
    const auto width = static_cast<double>(ImGui::GetIO().DisplaySize.x);
    screen::View window;
    window.viewport = {0, 0, width, static_cast<double>(height)};
    window.framebuffer_height = height;
    m_painter->clear(map_theme(m_session->settings().theme).page, window);
    if (m_session->is_open())
        for (const panels::MapPane& pane : m_panes)
            m_views[static_cast<std::size_t>(pane.pane)]->draw(
                *m_session, pane.pane, PaneGeometry(pane.box, m_session->settings().ui_scale, m_session->shown_camera()), height, m_moving);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

bool Workbench::is_animating() const {
    if (m_moving || m_painter->refining()) return true;
    for (const panels::MapPane& pane : m_panes)
        if (m_views[static_cast<std::size_t>(pane.pane)]->unfinished()) return true;
    return false;
}

bool Workbench::is_working() const {
    const bool waits = m_journeys.running() || (!m_no_journeys && m_session->is_open() && m_session->lacks_journeys());
    const bool draws = m_isochrones.running() || (m_session->isochrones_wanted() && m_session->isochrones() == nullptr);
    return m_opening != nullptr || m_jobs.running() || waits || draws;
}

}  // namespace needsmap::viewer
