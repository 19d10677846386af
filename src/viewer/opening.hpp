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

/// About how large the map will be, so that meshes for the right level of detail can be begun.
struct ExpectedMap {
    double width_mm = 0, height_mm = 0;
    double pixels_per_mm = 1;
};

class Opening {
public:
    /// Starts at once. `file` empty: the county that ships with the program.
    Opening(std::filesystem::path file, std::optional<std::string> restored_json, std::shared_ptr<screen::MeshStore> meshes,
            const ExpectedMap& expected);

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
