#include "viewer/opening.hpp"

#include <chrono>
#include <thread>
#include <utility>

#include "app/open_workspace.hpp"
#include "base/error.hpp"
#include "scene/map_scene.hpp"

namespace needsmap::viewer {

namespace {

/// Begins the meshes that the first frame will ask for.
void request_meshes(const scene::Group& group, const geo::PageFromMap& page_from_map, screen::MeshStore& meshes) {
    const double tolerance = scene::drawing_tolerance_m(page_from_map);
    const auto level = [&](const geo::CoverageLevels& levels) { return levels.levels()[levels.level_for(tolerance)].coverage; };
    for (const scene::Item& item : group.items) {
        if (const auto* fill = std::get_if<scene::CoverageFill>(&item); fill != nullptr && fill->coverage)
            meshes.request(level(*fill->coverage), screen::MeshKind::fill);
        if (const auto* stroke = std::get_if<scene::CoverageStroke>(&item); stroke != nullptr && stroke->coverage && stroke->shows_at(page_from_map))
            meshes.request(level(*stroke->coverage), stroke->outline_only ? screen::MeshKind::outline : screen::MeshKind::borders);
    }
}

}  // namespace

Opening::Opening(std::filesystem::path file, std::optional<std::string> restored_json, std::shared_ptr<screen::MeshStore> meshes, double width_mm,
                 double height_mm)
    : m_file(std::move(file)), m_session(std::make_shared<std::unique_ptr<app::Session>>()) {
    m_runner.start("Opening " + title(), [path = m_file, restored = std::move(restored_json), meshes = std::move(meshes), width_mm, height_mm,
                                          out = m_session](base::JobContext& job) {
        const auto workspace = app::open_workspace(path, true, job);
        auto session = std::make_unique<app::Session>();
        session->set_pane_size(width_mm, height_mm);
        session->open(workspace, restored);
        const geo::PageFromMap placement = session->shown_camera().page_from_map({0, 0, width_mm, height_mm});
        request_meshes(scene::compile_map(session->map(0), scene::light_map_theme(), 1), placement, *meshes);
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
