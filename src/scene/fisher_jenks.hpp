// Natural breaks: the partition of sorted values into classes with the least squared deviation from class means, exactly.
#pragma once

#include <span>
#include <vector>

namespace needsmap::scene {

/// Inner bounds of the optimal partition into at most `count` classes (fewer when there are fewer distinct values), each midway
/// between the neighbouring values, as classInt's "fisher". `sorted` ascending and finite. Equal values never part.
/// Of several optimal partitions the one whose upper classes begin lowest is taken. O(count n log n) time, O(count n) memory.
[[nodiscard]] std::vector<double> natural_breaks(std::span<const double> sorted, int count);

}  // namespace needsmap::scene
