#include "paper/pixel_arcs.hpp"

#include <algorithm>
#include <cmath>

namespace needsmap::paper {

namespace {

constexpr float step_px = 1.0F / 3;

struct RowRange {
    float min_y = 0, max_y = 0;
};

}  // namespace

PixelArcs::PixelArcs(const geo::Coverage& coverage, const geo::PixelFromMap& pixel_from_map, const Bands& bands, float reach_px) {
    std::vector<RowRange> rows;
    const auto right = static_cast<float>(bands.width) + reach_px, bottom = static_cast<float>(bands.height) + reach_px;
    for (std::uint32_t i = 0; i < coverage.arc_count(); ++i) {
        Arc arc{static_cast<std::uint32_t>(m_points.size()), 0, coverage.arc_left(i), coverage.arc_right(i), 0, 0};
        const std::span<const geo::MapPoint> points = coverage.arc_points(i);
        PixelVertex low{INFINITY, INFINITY}, high{-INFINITY, -INFINITY};
        const geo::MapPoint* last = &points.back();
        for (const geo::MapPoint& p : points) {
            const geo::PixelPoint q = pixel_from_map * p;
            const PixelVertex v{static_cast<float>(q.x), static_cast<float>(q.y)};
            low = {std::min(low.x, v.x), std::min(low.y, v.y)}, high = {std::max(high.x, v.x), std::max(high.y, v.y)};
            if (m_points.size() > arc.begin && &p != last) {
                const PixelVertex d = v - m_points.back();
                if (d.x * d.x + d.y * d.y < step_px * step_px) continue;
            }
            m_points.push_back(v);
        }
        arc.end = static_cast<std::uint32_t>(m_points.size());
        arc.min_x = low.x, arc.max_x = high.x;
        const bool dot = arc.end - arc.begin == 2 && m_points[arc.begin] == m_points.back();
        if (dot || low.x > right || low.y > bottom || high.y < -reach_px || !std::isfinite(low.x + low.y + high.x + high.y)) {
            m_points.resize(arc.begin);
            continue;
        }
        rows.push_back({low.y - reach_px, high.y + reach_px});
        m_arcs.push_back(arc);
    }
    const auto band_of = [&](float y) {
        return std::clamp(static_cast<int>(std::floor(y / static_cast<float>(bands.rows))), 0, bands.count() - 1);
    };
    m_band_begin.assign(static_cast<std::size_t>(bands.count()) + 2, 0);
    for (const RowRange& range : rows)
        for (int b = band_of(range.min_y); b <= band_of(range.max_y); ++b) ++m_band_begin[static_cast<std::size_t>(b) + 2];
    for (std::size_t b = 2; b < m_band_begin.size(); ++b) m_band_begin[b] += m_band_begin[b - 1];
    m_in_band.resize(m_band_begin.back());
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (int b = band_of(rows[i].min_y); b <= band_of(rows[i].max_y); ++b)
            m_in_band[m_band_begin[static_cast<std::size_t>(b) + 1]++] = static_cast<std::uint32_t>(i);
}

}  // namespace needsmap::paper
