#include "segments.hpp"

#include <algorithm>
#include <cmath>

namespace needsmap::county {
namespace {

constexpr double cell_m = 400.0;

std::int64_t cell(double v) { return static_cast<std::int64_t>(std::floor(v / cell_m)); }
std::int64_t key(std::int64_t i, std::int64_t j) { return i * 100000 + j; }

}  // namespace

void SegmentIndex::add(const Polyline& line, int number, bool closed) {
    for (std::size_t i = 0; i + (closed ? 0 : 1) < line.size(); ++i) {
        const Point a = line[i];
        const Point b = line[(i + 1) % line.size()];
        const int index = static_cast<int>(m_segments.size());
        m_segments.push_back({a, b, number});
        for (std::int64_t x = cell(std::min(a.x, b.x)); x <= cell(std::max(a.x, b.x)); ++x) {
            for (std::int64_t y = cell(std::min(a.y, b.y)); y <= cell(std::max(a.y, b.y)); ++y) {
                m_cells[key(x, y)].push_back(index);
            }
        }
    }
}

template <class Visit>
void SegmentIndex::visit(Point low, Point high, Visit&& visit) const {
    for (std::int64_t x = cell(low.x); x <= cell(high.x); ++x) {
        for (std::int64_t y = cell(low.y); y <= cell(high.y); ++y) {
            const auto found = m_cells.find(key(x, y));
            if (found != m_cells.end()) {
                for (const int i : found->second) {
                    visit(m_segments[i]);
                }
            }
        }
    }
}

std::vector<int> SegmentIndex::lines_crossing(Point a, Point b) const {
    std::vector<int> numbers;
    visit({std::min(a.x, b.x), std::min(a.y, b.y)}, {std::max(a.x, b.x), std::max(a.y, b.y)}, [&](const Segment& s) {
        if (segments_cross(a, b, s.a, s.b)) {
            numbers.push_back(s.number);
        }
    });
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

double SegmentIndex::distance_to(Point p, double limit_m) const {
    double best = limit_m;
    visit({p.x - limit_m, p.y - limit_m}, {p.x + limit_m, p.y + limit_m},
          [&](const Segment& s) { best = std::min(best, distance_to_segment(p, s.a, s.b)); });
    return best;
}

}  // namespace needsmap::county
