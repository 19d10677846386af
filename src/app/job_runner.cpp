#include "app/job_runner.hpp"

#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <new>
#include <thread>
#include <utility>

namespace needsmap::app {

namespace {

using Clock = std::chrono::steady_clock;

/// What the job's thread and the main thread both touch.
class WatchedJob final : public base::JobContext {
public:
    void progress(double fraction, std::string_view what) override {
        const std::lock_guard lock(m_mutex);
        m_fraction = fraction;
        m_what = what;
    }
    [[nodiscard]] bool cancelled() const override { return m_cancelled.load(std::memory_order_relaxed); }

    void cancel() { m_cancelled.store(true, std::memory_order_relaxed); }
    [[nodiscard]] std::pair<double, std::string> state() const {
        const std::lock_guard lock(m_mutex);
        return {m_fraction, m_what};
    }

private:
    mutable std::mutex m_mutex;
    double m_fraction = 0;
    std::string m_what;
    std::atomic<bool> m_cancelled = false;
};

Outcome failure(std::string summary, base::ExitCode code = base::ExitCode::failed) {
    Outcome outcome;
    outcome.summary = std::move(summary);
    outcome.code = code;
    return outcome;
}

/// Runs the work and turns whatever it throws into an outcome: the job runner's only catch.
Outcome guarded(const std::function<Outcome(base::JobContext&)>& work, WatchedJob& job) {
    try {
        return work(job);  // work that was done before it saw the cancellation is done
    } catch (const base::Cancelled&) {
        return failure("Cancelled.", base::ExitCode::cancelled);
    } catch (const base::Error& error) {
        return failure(error.full_text(), error.kind() == base::ErrorKind::usage ? base::ExitCode::usage : base::ExitCode::failed);
    } catch (const std::bad_alloc&) {
        return failure("There is not enough memory for this.");
    } catch (const std::exception& error) {
        return failure(std::string("Something unexpected went wrong: ") + error.what() + ".");
    }
}

}  // namespace

struct JobRunner::Impl {
    std::thread thread;
    std::unique_ptr<WatchedJob> job;
    std::string title;
    Clock::time_point started;
    Outcome outcome;  ///< written by the thread before `ended`, read after
    std::atomic<bool> ended = false;

    [[nodiscard]] bool has_job() const { return thread.joinable(); }
};

JobRunner::JobRunner() : m_impl(std::make_unique<Impl>()) {}

JobRunner::~JobRunner() {
    cancel();
    if (m_impl->has_job()) m_impl->thread.join();
}

void JobRunner::start(std::string title, std::function<Outcome(base::JobContext&)> work) {
    if (running()) throw base::Error("“" + m_impl->title + "” is still running.", "Wait for it or cancel it first.");
    if (m_impl->has_job()) m_impl->thread.join();  // ended, but nobody asked for its result
    m_impl->job = std::make_unique<WatchedJob>();
    m_impl->title = std::move(title);
    m_impl->started = Clock::now();
    m_impl->ended = false;
    m_impl->thread = std::thread([impl = m_impl.get(), work = std::move(work)] {
        impl->outcome = guarded(work, *impl->job);
        impl->ended.store(true, std::memory_order_release);
    });
}

void JobRunner::cancel() {
    if (m_impl->has_job()) m_impl->job->cancel();
}

bool JobRunner::running() const { return m_impl->has_job() && !m_impl->ended.load(std::memory_order_acquire); }

JobRunner::Progress JobRunner::progress() const {
    if (!m_impl->has_job()) return {};
    auto [fraction, what] = m_impl->job->state();
    const double seconds = std::chrono::duration<double>(Clock::now() - m_impl->started).count();
    return {m_impl->title, std::move(what), fraction, seconds};
}

std::optional<Outcome> JobRunner::poll() {
    if (!m_impl->has_job() || running()) return std::nullopt;
    m_impl->thread.join();
    return std::exchange(m_impl->outcome, Outcome{});
}

}  // namespace needsmap::app
