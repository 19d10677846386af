// The Hilbert curve: orders places so that what is near in the order is near on the map.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/spaces.hpp"

namespace needsmap::geo {

/// Position along the Hilbert curve of order 16 of the cell (x, y), 0..65535 each. Turning and flipping the square from the largest
/// bit to the smallest: D. Hilbert (1891); the loop form is textbook (H. S. Warren, Hacker's Delight, chapter 16).
[[nodiscard]] constexpr std::uint32_t hilbert_position(std::uint32_t x, std::uint32_t y) {
    std::uint32_t position = 0;
    for (std::uint32_t side = 1u << 15; side > 0; side >>= 1) {
        const std::uint32_t right = (x & side) ? 1 : 0;
        const std::uint32_t upper = (y & side) ? 1 : 0;
        position = position << 2 | ((3 * right) ^ upper);
        if (!upper) {
            if (right) x = ~x, y = ~y;
            const std::uint32_t t = x;
            x = y, y = t;
        }
    }
    return position;
}

/// Indices of the boxes along the curve through their centres, equal places by index; empty boxes first.
[[nodiscard]] std::vector<std::uint32_t> hilbert_order(std::span<const MapBox> boxes);

}  // namespace needsmap::geo
