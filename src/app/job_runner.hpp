// Long work off the main thread: one job at a time, watched and cancelled from the interface.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/error.hpp"
#include "base/job.hpp"
#include "model/result.hpp"

namespace needsmap::app {

class Session;

/// What an operation gives back.
struct Outcome {
    std::string summary;                                             ///< one sentence: "Wrote map.pdf (A4, 136 wards)."
    std::string output;                                              ///< text for standard output (layers, check); may be empty
    std::vector<std::string> files;                                  ///< written files
    std::vector<std::shared_ptr<const model::Result>> results = {};  ///< for the session to keep; the first one is shown
    base::Diagnostics diagnostics;
    base::ExitCode code = base::ExitCode::done;
    std::function<void(Session&)> follow_up = {};  ///< what the session takes over, on the main thread; may be empty
};

class JobRunner {
public:
    JobRunner();
    ~JobRunner();  ///< cancels and joins
    /// Starts `work` on its own thread; throws base::Error when one is running.
    void start(std::string title, std::function<Outcome(base::JobContext&)> work);
    void cancel();
    [[nodiscard]] bool running() const;
    struct Progress {
        std::string title, what;
        double fraction = 0;
        double seconds = 0;
    };
    [[nodiscard]] Progress progress() const;
    /// The result of a job that has ended, once; an error is an Outcome with code failed, a cancelled job yields code cancelled.
    [[nodiscard]] std::optional<Outcome> poll();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace needsmap::app
