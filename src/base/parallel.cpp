#include "base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace needsmap::base {

unsigned thread_count() {
    static const unsigned count = [] {
        if (const char* wish = std::getenv("NEEDSMAP_THREADS")) {
            const long n = std::strtol(wish, nullptr, 10);
            if (n >= 1 && n <= 256) return static_cast<unsigned>(n);
        }
        return std::max(1u, std::thread::hardware_concurrency());
    }();
    return count;
}

namespace {

/// Keeps the first exception of several threads.
class FirstException {
public:
    void capture() {
        const std::lock_guard lock(m_mutex);
        if (!m_exception) m_exception = std::current_exception();
        m_failed = true;
    }
    [[nodiscard]] bool failed() const { return m_failed; }
    void rethrow_if_any() const {
        if (m_exception) std::rethrow_exception(m_exception);
    }

private:
    std::mutex m_mutex;
    std::exception_ptr m_exception;
    std::atomic<bool> m_failed = false;
};

}  // namespace

void parallel_ranges(std::size_t count, std::size_t grain, const std::function<void(std::size_t, std::size_t)>& body) {
    grain = std::max<std::size_t>(grain, 1);
    const std::size_t chunks = (count + grain - 1) / grain;
    const std::size_t threads = std::min<std::size_t>(thread_count(), chunks);
    FirstException first_exception;
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        while (!first_exception.failed()) {
            const std::size_t chunk = next++;
            if (chunk >= chunks) return;
            try {
                body(chunk * grain, std::min(count, (chunk + 1) * grain));
            } catch (...) {
                first_exception.capture();
            }
        }
    };
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < threads; ++i) helpers.emplace_back(work);
    work();
    helpers.clear();
    first_exception.rethrow_if_any();
}

void parallel_pair(const std::function<void()>& a, const std::function<void()>& b) {
    FirstException first_exception;
    {
        const std::jthread helper([&] {
            try {
                b();
            } catch (...) {
                first_exception.capture();
            }
        });
        try {
            a();
        } catch (...) {
            first_exception.capture();
        }
    }
    first_exception.rethrow_if_any();
}

}  // namespace needsmap::base
