// A job watched from a terminal: progress on standard error, cancelled with Ctrl+C.
#pragma once

#include <chrono>
#include <mutex>
#include <string>

#include "base/job.hpp"

namespace needsmap::cli {

/// Shows progress only on a terminal and only when the work takes longer than 200 ms: quick commands stay quiet, and scripts and logs
/// never see it.
class ConsoleJob final : public base::JobContext {
public:
    ConsoleJob();
    ~ConsoleJob() override;  ///< wipes the progress line
    ConsoleJob(const ConsoleJob&) = delete;
    ConsoleJob& operator=(const ConsoleJob&) = delete;

    void progress(double fraction, std::string_view what) override;
    [[nodiscard]] bool cancelled() const override;

private:
    using Clock = std::chrono::steady_clock;
    std::mutex m_mutex;
    Clock::time_point m_started = Clock::now(), m_last_shown = Clock::now();
    bool m_is_terminal = false;
    bool m_is_shown = false;
};

/// While it lives, Ctrl+C asks the running job to stop instead of ending the process. A second Ctrl+C ends it at once.
class InterruptGuard {
public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;
    [[nodiscard]] static bool interrupted();
};

}  // namespace needsmap::cli
