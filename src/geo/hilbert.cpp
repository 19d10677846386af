#include "geo/hilbert.hpp"

#include <algorithm>

#include "base/parallel.hpp"

namespace needsmap::geo {

std::vector<std::uint32_t> hilbert_order(std::span<const MapBox> boxes) {
    MapBox all;
    for (const MapBox& b : boxes) all.add(b);
    const double scale_x = all.width() > 0 ? 65535 / all.width() : 0;
    const double scale_y = all.height() > 0 ? 65535 / all.height() : 0;
    std::vector<std::uint64_t> keys(boxes.size());
    base::parallel_ranges(boxes.size(), 1 << 14, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            std::uint32_t position = 0;
            if (!boxes[i].empty()) {
                const MapPoint c = boxes[i].centre();
                position = hilbert_position(static_cast<std::uint32_t>((c.x - all.min_x) * scale_x),
                                            static_cast<std::uint32_t>((c.y - all.min_y) * scale_y));
            }
            keys[i] = std::uint64_t{position} << 32 | i;
        }
    });
    // Two sorted halves on two threads, then merged: the order is the same as that of one sort.
    const auto middle = keys.begin() + static_cast<std::ptrdiff_t>(keys.size() / 2);
    if (keys.size() > 10000) {
        base::parallel_pair([&] { std::sort(keys.begin(), middle); }, [&] { std::sort(middle, keys.end()); });
        std::inplace_merge(keys.begin(), middle, keys.end());
    } else {
        std::sort(keys.begin(), keys.end());
    }
    std::vector<std::uint32_t> order(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) order[i] = static_cast<std::uint32_t>(keys[i]);
    return order;
}

}  // namespace needsmap::geo
