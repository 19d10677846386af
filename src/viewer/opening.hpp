// A workspace being opened on a thread of its own: read, shown from its defaults or the saved session, its first meshes begun.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/job_runner.hpp"
#include "app/session.hpp"
#include "screen/mesh_store.hpp"

namespace needsmap::viewer {

class Opening {
public:
    /// Starts at once. `file` empty: the county that ships with the program. `width_mm`, `height_mm`: about how large the map pane will
    /// be, so that meshes for the right level of detail can be begun.
    Opening(std::filesystem::path file, std::optional<std::string> restored_json, std::shared_ptr<screen::MeshStore> meshes, double width_mm,
            double height_mm);

    [[nodiscard]] bool is_done() const { return !m_runner.running(); }
    /// What is being opened, for people.
    [[nodiscard]] std::string title() const;
    [[nodiscard]] app::JobRunner::Progress progress() const { return m_runner.progress(); }
    void cancel() { m_runner.cancel(); }
    /// Blocks until it is done.
    void wait() const;
    /// The opened session, once. Throws base::Error with the reason when there is none, base::Cancelled.
    [[nodiscard]] std::unique_ptr<app::Session> take();

private:
    std::filesystem::path m_file;
    std::shared_ptr<std::unique_ptr<app::Session>> m_session;  ///< written by the job, read after it
    app::JobRunner m_runner;
};

}  // namespace needsmap::viewer
