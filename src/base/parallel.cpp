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

/// Keeps the exception of the lowest-numbered piece of work. Pieces are handed out in order and every piece that was handed out
/// runs to its end, so the exception kept is the one a single thread would have met: errors do not depend on threads either.
class LowestException {
public:
    void capture(std::size_t piece) {
        const std::lock_guard lock(m_mutex);
        if (!m_exception || piece < m_piece) {
            m_exception = std::current_exception();
            m_piece = piece;
        }
        m_failed = true;
    }
    [[nodiscard]] bool failed() const { return m_failed; }
    void rethrow_if_any() const {
        if (m_exception) std::rethrow_exception(m_exception);
    }

private:
    std::mutex m_mutex;
    std::exception_ptr m_exception;
    std::size_t m_piece = 0;
    std::atomic<bool> m_failed = false;
};

}  // namespace

void parallel_ranges(std::size_t count, std::size_t grain, const std::function<void(std::size_t, std::size_t)>& body) {
    grain = std::max<std::size_t>(grain, 1);
    const std::size_t chunks = count / grain + (count % grain != 0 ? 1 : 0);
    const std::size_t threads = std::min<std::size_t>(thread_count(), chunks);
    LowestException exception;
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        while (!exception.failed()) {
            const std::size_t chunk = next++;
            if (chunk >= chunks) return;
            const std::size_t first = chunk * grain;
            try {
                body(first, first + std::min(grain, count - first));
            } catch (...) {
                exception.capture(chunk);
            }
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < threads; ++i) helpers.emplace_back(work);
        work();
    }
    exception.rethrow_if_any();
}

void parallel_pair(const std::function<void()>& a, const std::function<void()>& b) {
    parallel_ranges(2, 1, [&](std::size_t first, std::size_t) { (first == 0 ? a : b)(); });
}

}  // namespace needsmap::base
