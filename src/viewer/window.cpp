#include "viewer/window.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

#include "app/session_json.hpp"
#include "viewer/headless.hpp"
#include "viewer/session_file.hpp"
#include "viewer/workbench.hpp"

namespace needsmap::viewer {

namespace {

/// Frames drawn after each event: Dear ImGui settles sizes and hovers within three.
constexpr int frames_after_event = 3;
constexpr double seconds_between_looks_at_a_job = 0.05;
constexpr double seconds_between_saves = 20;

std::string last_glfw_error() {
    const char* text = nullptr;
    glfwGetError(&text);
    return text == nullptr ? std::string() : std::string(" (") + text + ")";
}

/// GLFW as a whole.
struct Glfw {
    Glfw() {
        if (glfwInit() != GLFW_TRUE)
            throw base::Error("No window can be opened" + last_glfw_error() + ".",
                              "Without a display use “needsmap export” or “needsmap view --screenshot FILE.png”.");
    }
    ~Glfw() { glfwTerminate(); }
    Glfw(const Glfw&) = delete;
    Glfw& operator=(const Glfw&) = delete;
};

struct CloseWindow {
    void operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }
};
using WindowHandle = std::unique_ptr<GLFWwindow, CloseWindow>;

WindowHandle open_window(int width, int height) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);  // sizes are asked for at 100 %
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "needsmap");
    WindowHandle window(glfwCreateWindow(width, height, "needsmap", nullptr, nullptr));
    if (!window)
        throw base::Error("No window with OpenGL 3.3 can be opened" + last_glfw_error() + ".",
                          "Update the graphics driver, or use “needsmap view --screenshot FILE.png”.");
    glfwMakeContextCurrent(window.get());
    glfwSwapInterval(1);
    return window;
}

/// What the desktop says about the size of things, within what the interface offers.
double scale_of_display(GLFWwindow* window) {
    float x = 1, y = 1;
    glfwGetWindowContentScale(window, &x, &y);
    return std::clamp(static_cast<double>(std::max(x, y)), 1.0, 2.0);
}

/// The platform side of Dear ImGui.
struct GlfwBackend {
    explicit GlfwBackend(GLFWwindow* window) { ImGui_ImplGlfw_InitForOpenGL(window, true); }
    ~GlfwBackend() { ImGui_ImplGlfw_Shutdown(); }
    GlfwBackend(const GlfwBackend&) = delete;
    GlfwBackend& operator=(const GlfwBackend&) = delete;
};

std::optional<int> frames_to_show() {
    const char* text = std::getenv("NEEDSMAP_VIEW_FRAMES");
    if (text == nullptr) return std::nullopt;
    return std::max(1, static_cast<int>(std::strtol(text, nullptr, 10)));
}

class Window {
public:
    /// `restored`: the saved session brings its own UI scale; else the display's counts unless options name one.
    Window(const ViewerOptions& options, const std::shared_ptr<screen::MeshStore>& meshes, bool restored)
        : m_window(open_window(options.width, options.height)),
          m_workbench(meshes, options.ui_scale > 0 ? std::optional(options.ui_scale)
                              : restored           ? std::nullopt
                                                   : std::optional(scale_of_display(m_window.get()))),
          m_backend(m_window.get()) {
        s_current = this;
        glfwSetWindowRefreshCallback(m_window.get(), [](GLFWwindow*) { s_current->draw(); });
    }
    ~Window() { s_current = nullptr; }
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    Workbench& workbench() { return m_workbench; }

    void run() {
        int shown = 0, pending = frames_after_event;
        draw();
        if (m_workbench.is_opening()) m_workbench.warm_up();
        while (glfwWindowShouldClose(m_window.get()) == 0) {
            pending = wait_for_something(pending);
            draw();
            if (m_workbench.session().is_open() && m_limit && ++shown >= *m_limit) break;
            save_now_and_then();
        }
        save();
    }

private:
    /// Returns how many more frames the last event asks for.
    int wait_for_something(int pending) {
        const double before = glfwGetTime();
        if (m_workbench.is_animating() || pending > 0 || (m_limit && m_workbench.session().is_open())) {
            glfwPollEvents();
            pending = std::max(0, pending - 1);
        } else if (m_workbench.is_working()) {
            glfwWaitEventsTimeout(seconds_between_looks_at_a_job);
            return frames_after_event;
        } else {
            glfwWaitEvents();
            // The time spent waiting is not time in which anything moved.
            m_last_frame += glfwGetTime() - before;
            return frames_after_event;
        }
        return std::max(pending, ImGui::IsAnyMouseDown() ? 1 : 0);
    }
    void draw() {
        int width = 0, height = 0;
        glfwGetFramebufferSize(m_window.get(), &width, &height);
        if (width < 1 || height < 1) return;  // iconified
        const double now = glfwGetTime(), seconds = std::clamp(now - m_last_frame, 0.0, 0.1);
        m_last_frame = now;
        ImGui_ImplGlfw_NewFrame();
        to_framebuffer_pixels(width, height);
        m_workbench.frame(width, height, seconds);
        update_title();
        glfwSwapBuffers(m_window.get());
    }
    void update_title() {
        const std::string title = m_workbench.session().is_open() ? m_workbench.session().workspace()->title + " – needsmap" : "needsmap";
        if (title == m_title) return;
        m_title = title;
        glfwSetWindowTitle(m_window.get(), title.c_str());
    }
    /// Where a window is measured in points (Wayland, scaled), panels and map still work in framebuffer pixels.
    void to_framebuffer_pixels(int width, int height) {
        ImGuiIO& io = ImGui::GetIO();
        const float x = static_cast<float>(width) / std::max(1.0F, io.DisplaySize.x),
                    y = static_cast<float>(height) / std::max(1.0F, io.DisplaySize.y);
        if (ImGui::IsMousePosValid(&io.MousePos)) io.MousePos = {io.MousePos.x * x, io.MousePos.y * y};
        io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
        io.DisplayFramebufferScale = {1, 1};
    }
    void save_now_and_then() {
        const double now = glfwGetTime();
        if (now - m_last_save < seconds_between_saves) return;
        m_last_save = now;
        save();
    }
    void save() {
        if (!m_workbench.session().is_open()) return;
        std::string json = m_workbench.session().save();
        if (json == m_saved) return;
        save_session(json);
        m_saved = std::move(json);
    }

    static inline Window* s_current = nullptr;  ///< for GLFW's plain callbacks; there is one window
    WindowHandle m_window;
    Workbench m_workbench;
    GlfwBackend m_backend;
    std::optional<int> m_limit = frames_to_show();
    double m_last_frame = 0, m_last_save = 0;
    std::string m_saved, m_title;
};

}  // namespace

base::ExitCode run_window(const ViewerOptions& options) {
    const std::optional<std::string> saved = load_session();
    std::filesystem::path workspace = options.workspace;
    if (workspace.empty() && saved) workspace = app::workspace_of_session(*saved);
    std::error_code missing;
    if (options.workspace.empty() && !workspace.empty() && !std::filesystem::exists(workspace, missing)) workspace.clear();

    const auto meshes = std::make_shared<screen::MeshStore>();
    auto opening = std::make_unique<Opening>(workspace, saved, meshes,
                                             expected_map(options.width, options.height, options.ui_scale > 0 ? options.ui_scale : 1));
    const Glfw glfw;
    meshes->on_ready([] { glfwPostEmptyEvent(); });
    Window window(options, meshes, saved.has_value());
    window.workbench().await(std::move(opening));
    window.run();
    return base::ExitCode::done;
}

}  // namespace needsmap::viewer
