// Leaves out the points of a line that nobody would miss.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "paper/grid.hpp"

namespace needsmap::paper {

/// Ramer's and Douglas and Peucker's line simplification (CGIP 1, 1972; Cartographica 10, 1973): keep the farthest point while it
/// is farther than the tolerance from the chord. The chord is a segment here, so that spikes beyond its ends count. The ends stay.
class Thinner {
public:
    /// `tolerance` in grid steps.
    explicit Thinner(double tolerance) : m_square(tolerance * tolerance) {}
    /// Appends what is kept of `line` (at least one point) to `out`.
    void append(const std::vector<GridPoint>& line, std::vector<GridPoint>& out);

private:
    double m_square;
    std::vector<bool> m_keep;
    std::vector<std::pair<std::size_t, std::size_t>> m_spans;
};

}  // namespace needsmap::paper
