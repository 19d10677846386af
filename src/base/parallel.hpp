// Data-parallel loops whose result does not depend on the number of threads.
#pragma once

#include <cstddef>
#include <functional>

namespace needsmap::base {

/// Number of worker threads used by parallel loops: hardware threads, or NEEDSMAP_THREADS when set (1..256).
[[nodiscard]] unsigned thread_count();

/// Calls `body(first, last)` for consecutive ranges that cover [0, count), each at most `grain` long, from several threads.
/// The first exception thrown by a body is rethrown here after all threads have stopped. Bodies must not overlap in what they write.
void parallel_ranges(std::size_t count, std::size_t grain, const std::function<void(std::size_t first, std::size_t last)>& body);

/// Runs both on two threads and returns when both are done; the first exception is rethrown.
void parallel_pair(const std::function<void()>& a, const std::function<void()>& b);

}  // namespace needsmap::base
