#include "viewer/opening.hpp"

#include <chrono>
#include <thread>
#include <utility>

#include "app/open_workspace.hpp"
#include "base/error.hpp"
#include "scene/map_scene.hpp"
#include "screen/level_of_detail.hpp"

namespace needsmap::viewer {

Opening::Opening(std::filesystem::path file, std::optional<std::string> restored_json, std::shared_ptr<screen::MeshStore> meshes,
                 const ExpectedMap& expected)
    : m_file(std::move(file)), m_session(std::make_shared<std::unique_ptr<app::Session>>()) {
    m_runner.start("Opening " + title(), [path = m_file, restored = std::move(restored_json), meshes = std::move(meshes), expected,
                                          out = m_session](base::JobContext& job) {
        const auto workspace = app::open_workspace(path, true, job);
        auto session = std::make_unique<app::Session>();
        session->set_pane_size(expected.width_mm, expected.height_mm);
        session->open(workspace, restored);
        const geo::PageFromMap placement = session->shown_camera().page_from_map({0, 0, expected.width_mm, expected.height_mm});
        screen::request_meshes(scene::compile_map(session->map(0), scene::light_map_theme(), 1), {placement, expected.pixels_per_mm},
                               *meshes);
        *out = std::move(session);
        return app::Outcome{};
    });
}

std::string Opening::title() const { return m_file.empty() ? "the county" : m_file.filename().string(); }

void Opening::wait() const {
    while (m_runner.running()) std::this_thread::sleep_for(std::chrono::microseconds(200));
}

std::unique_ptr<app::Session> Opening::take() {
    wait();
    const std::optional<app::Outcome> outcome = m_runner.poll();
    if (!outcome || outcome->code == base::ExitCode::cancelled) throw base::Cancelled();
    if (outcome->code != base::ExitCode::done || !*m_session) throw base::Error(outcome->summary);
    return std::exchange(*m_session, nullptr);
}

}  // namespace needsmap::viewer
