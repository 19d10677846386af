#include "viewer/headless.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>

#include <array>
#include <cfloat>
#include <chrono>
#include <thread>
#include <utility>

#include "base/error.hpp"

namespace needsmap::viewer {

namespace {

constexpr double frame_seconds = 1.0 / 60;
/// Frames of a minute: whatever has not ended by then never will.
constexpr int patience_frames = 60 * 60;
constexpr auto patience = std::chrono::seconds(120);

/// Keys as GLFW numbers them, so that the same map input serves window and script.
void map_keys(ImGuiIO& io) {
    constexpr std::array pairs{std::pair{ImGuiKey_Tab, GLFW_KEY_TAB},
                               std::pair{ImGuiKey_LeftArrow, GLFW_KEY_LEFT},
                               std::pair{ImGuiKey_RightArrow, GLFW_KEY_RIGHT},
                               std::pair{ImGuiKey_UpArrow, GLFW_KEY_UP},
                               std::pair{ImGuiKey_DownArrow, GLFW_KEY_DOWN},
                               std::pair{ImGuiKey_PageUp, GLFW_KEY_PAGE_UP},
                               std::pair{ImGuiKey_PageDown, GLFW_KEY_PAGE_DOWN},
                               std::pair{ImGuiKey_Home, GLFW_KEY_HOME},
                               std::pair{ImGuiKey_End, GLFW_KEY_END},
                               std::pair{ImGuiKey_Insert, GLFW_KEY_INSERT},
                               std::pair{ImGuiKey_Delete, GLFW_KEY_DELETE},
                               std::pair{ImGuiKey_Backspace, GLFW_KEY_BACKSPACE},
                               std::pair{ImGuiKey_Space, GLFW_KEY_SPACE},
                               std::pair{ImGuiKey_Enter, GLFW_KEY_ENTER},
                               std::pair{ImGuiKey_Escape, GLFW_KEY_ESCAPE},
                               std::pair{ImGuiKey_KeyPadEnter, GLFW_KEY_KP_ENTER},
                               std::pair{ImGuiKey_A, GLFW_KEY_A},
                               std::pair{ImGuiKey_C, GLFW_KEY_C},
                               std::pair{ImGuiKey_V, GLFW_KEY_V},
                               std::pair{ImGuiKey_X, GLFW_KEY_X},
                               std::pair{ImGuiKey_Y, GLFW_KEY_Y},
                               std::pair{ImGuiKey_Z, GLFW_KEY_Z}};
    for (const auto& [imgui, glfw] : pairs) io.KeyMap[imgui] = glfw;
}

}  // namespace

ExpectedMap expected_map(int width, int height, double ui_scale) {
    // The default widths of the rails, and the heights of toolbar, folded drawer and status line (app/session.hpp, panels/interface.cpp).
    const app::Settings settings;
    const double scale = pixels_per_mm(ui_scale), bars = 52 + 34 + 27;
    return {std::max(60.0, (width - (settings.left_width + settings.right_width) * ui_scale) / scale),
            std::max(60.0, (height - bars * ui_scale) / scale), scale};
}

Headless::Headless(const ViewerOptions& options) : m_width(options.width), m_height(options.height) {
    const double ui_scale = options.ui_scale > 0 ? options.ui_scale : 1;
    const auto meshes = std::make_shared<screen::MeshStore>();
    // Reading the workspace and starting OpenGL take about as long: they run side by side.
    auto opening = std::make_unique<Opening>(options.workspace, std::nullopt, meshes, expected_map(m_width, m_height, ui_scale));
    m_context = std::make_unique<screen::OffscreenContext>();
    m_target = std::make_unique<screen::RenderTarget>(m_width, m_height);
    m_workbench = std::make_unique<Workbench>(meshes, ui_scale);
    m_workbench->await(std::move(opening));
    ImGuiIO& io = ImGui::GetIO();
    map_keys(io);
    io.DisplaySize = {static_cast<float>(m_width), static_cast<float>(m_height)};
    io.MousePos = {-FLT_MAX, -FLT_MAX};
}

Headless::~Headless() = default;

void Headless::frame() {
    ImGuiIO& io = ImGui::GetIO();
    io.DeltaTime = static_cast<float>(frame_seconds);
    m_target->bind();
    m_workbench->frame(m_width, m_height, frame_seconds);
    m_target->finish();  // as a window waits for its display: frames must not queue up in memory
    io.MouseWheel = 0;
}

void Headless::wait_until_open() {
    if (m_workbench->is_opening()) {
        frame();
        m_workbench->warm_up();
    }
    m_workbench->wait_until_opened();
    if (m_workbench->opening_error()) throw base::Error(*m_workbench->opening_error());
    frame();
}

void Headless::settle() {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    int calm = 0;
    for (int frames = 0; calm < 3; ++frames) {
        frame();
        const bool working = m_workbench->is_working(), animating = m_workbench->is_animating();
        calm = working || animating ? 0 : calm + 1;
        if (working && !animating) {
            --frames;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        if (frames > patience_frames || std::chrono::steady_clock::now() > deadline)
            throw base::Error("The interface does not come to rest.", "A job may be stuck; run the same without --play to see.");
    }
}

void Headless::play(std::span<const ScriptStep> steps) {
    for (const ScriptStep& step : steps) std::visit([this](const auto& s) { perform(s); }, step);
}

void Headless::perform(const app::Action& action) {
    m_workbench->apply(action);
    frame();
}

void Headless::point_at(double x, double y) {
    ImGui::GetIO().MousePos = {static_cast<float>(x), static_cast<float>(y)};
    frame();
}

void Headless::press(bool down) {
    ImGui::GetIO().MouseDown[0] = down;
    frame();
}

void Headless::perform(const PointerMove& step) { point_at(step.x, step.y); }

void Headless::perform(const PointerClick& step) {
    ImGuiIO& io = ImGui::GetIO();
    point_at(step.x, step.y);
    io.KeyCtrl = step.modifiers == "ctrl", io.KeyShift = step.modifiers == "shift";
    for (int i = 0; i < (step.twice ? 2 : 1); ++i) press(true), press(false);
    io.KeyCtrl = io.KeyShift = false;
    frame();
}

void Headless::perform(const PointerDrag& step) {
    constexpr int steps = 8;
    point_at(step.x0, step.y0);
    press(true);
    for (int i = 1; i <= steps; ++i) point_at(step.x0 + (step.x1 - step.x0) * i / steps, step.y0 + (step.y1 - step.y0) * i / steps);
    press(false);
}

void Headless::perform(const WheelTurn& step) {
    ImGui::GetIO().MouseWheel = static_cast<float>(step.notches);
    frame();
}

void Headless::perform(const KeyPress& step) {
    ImGuiIO& io = ImGui::GetIO();
    io.KeyCtrl = step.ctrl, io.KeyShift = step.shift, io.KeyAlt = step.alt;
    io.KeyMods =
        (step.ctrl ? ImGuiKeyModFlags_Ctrl : 0) | (step.shift ? ImGuiKeyModFlags_Shift : 0) | (step.alt ? ImGuiKeyModFlags_Alt : 0);
    io.KeysDown[step.key] = true;
    if (step.character != 0) io.AddInputCharacter(step.character);
    frame();
    io.KeysDown[step.key] = false;
    io.KeyCtrl = io.KeyShift = io.KeyAlt = false;
    io.KeyMods = ImGuiKeyModFlags_None;
    frame();
}

void Headless::perform(const TypeText& step) {
    ImGui::GetIO().AddInputCharactersUTF8(step.text.c_str());
    frame();
    frame();
}

void Headless::perform(const WaitUntilIdle&) { settle(); }

void Headless::perform(const LetFramesPass& step) {
    for (int i = 0; i < step.count; ++i) frame();
}

}  // namespace needsmap::viewer
