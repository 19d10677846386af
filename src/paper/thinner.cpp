#include "paper/thinner.hpp"

#include <algorithm>

namespace needsmap::paper {

namespace {

double square_distance(GridPoint p, GridPoint a, GridPoint b) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    double px = p.x - a.x, py = p.y - a.y;
    const double square = dx * dx + dy * dy;
    const double along = square > 0 ? std::clamp((px * dx + py * dy) / square, 0.0, 1.0) : 0.0;
    px -= along * dx, py -= along * dy;
    return px * px + py * py;
}

}  // namespace

void Thinner::append(const std::vector<GridPoint>& line, std::vector<GridPoint>& out) {
    m_keep.assign(line.size(), false);
    m_keep.front() = m_keep.back() = true;
    m_spans.assign(1, {0, line.size() - 1});
    while (!m_spans.empty()) {
        const auto [first, last] = m_spans.back();
        m_spans.pop_back();
        double farthest = m_square;
        std::size_t at = 0;
        for (std::size_t i = first + 1; i < last; ++i)
            if (const double d = square_distance(line[i], line[first], line[last]); d > farthest) farthest = d, at = i;
        if (at == 0) continue;
        m_keep[at] = true;
        m_spans.emplace_back(first, at);
        m_spans.emplace_back(at, last);
    }
    for (std::size_t i = 0; i < line.size(); ++i)
        if (m_keep[i]) out.push_back(line[i]);
}

}  // namespace needsmap::paper
