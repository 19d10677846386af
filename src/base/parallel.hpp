// Data-parallel loops whose result does not depend on the number of threads.
#pragma once

#include <cstddef>
#include <functional>

namespace needsmap::base {

/// Number of worker threads used by parallel loops: hardware threads, or NEEDSMAP_THREADS when set (1..256).
[[nodiscard]] unsigned thread_count();

/// Calls `body(first, last)` for consecutive ranges that cover [0, count), each at most `grain` long, from several threads.
/// When bodies throw, the exception of the lowest range is rethrown here after all threads have stopped, and ranges not yet begun
/// are left out. Bodies must not overlap in what they write.
void parallel_ranges(std::size_t count, std::size_t grain, const std::function<void(std::size_t first, std::size_t last)>& body);

/// Runs both, on two threads where there are two, and returns when both are done. An exception of `a` goes before one of `b`; when
/// one throws before the other has begun, the other is not run.
void parallel_pair(const std::function<void()>& a, const std::function<void()>& b);

}  // namespace needsmap::base
