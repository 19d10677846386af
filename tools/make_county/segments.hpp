// Finds line segments near a place without looking at all of them.
#pragma once

#include "geometry.hpp"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace needsmap::county {

class SegmentIndex {
public:
    /// Adds every segment of a line under the caller's number for it.
    void add(const Polyline& line, int number, bool closed);

    /// Numbers of the lines that cross the segment a-b, each once, ascending.
    std::vector<int> lines_crossing(Point a, Point b) const;

    /// Distance in metres from a point to the nearest segment, or `limit_m` when none is nearer.
    double distance_to(Point p, double limit_m) const;

private:
    struct Segment {
        Point a, b;
        int number;
    };

    template <class Visit>
    void visit(Point low, Point high, Visit&& visit) const;

    std::vector<Segment> m_segments;
    std::unordered_map<std::int64_t, std::vector<int>> m_cells;
};

}  // namespace needsmap::county
