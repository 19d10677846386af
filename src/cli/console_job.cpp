#include "cli/console_job.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>

namespace needsmap::cli {

namespace {

constexpr auto quiet_time = std::chrono::milliseconds(200);
constexpr auto between_updates = std::chrono::milliseconds(80);

volatile std::sig_atomic_t interrupt_count = 0;

extern "C" void on_interrupt(int) { interrupt_count = interrupt_count + 1; }

}  // namespace

ConsoleJob::ConsoleJob() : m_is_terminal(::isatty(STDERR_FILENO) == 1) {}

ConsoleJob::~ConsoleJob() {
    if (m_is_shown) std::fputs("\r\033[K", stderr);
}

void ConsoleJob::progress(double fraction, std::string_view what) {
    if (!m_is_terminal) return;
    const std::lock_guard lock(m_mutex);
    const Clock::time_point now = Clock::now();
    if (now - m_started < quiet_time || (m_is_shown && now - m_last_shown < between_updates)) return;
    const int percent = static_cast<int>(100 * std::clamp(fraction, 0.0, 1.0));
    std::fprintf(stderr, "\r\033[K%3d %%  %.*s", percent, static_cast<int>(what.size()), what.data());
    std::fflush(stderr);
    m_is_shown = true;
    m_last_shown = now;
}

bool ConsoleJob::cancelled() const { return InterruptGuard::interrupted(); }

InterruptGuard::InterruptGuard() {
    interrupt_count = 0;
    struct sigaction action {};
    action.sa_handler = on_interrupt;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);  // the second Ctrl+C has its usual effect
    ::sigaction(SIGINT, &action, nullptr);
}

InterruptGuard::~InterruptGuard() { std::signal(SIGINT, SIG_DFL); }

bool InterruptGuard::interrupted() { return interrupt_count > 0; }

}  // namespace needsmap::cli
