// The arcs of a coverage in pixels of one picture, sorted into bands of rows: prepared once, then read by all bands at once.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/coverage.hpp"
#include "paper/stroke_edges.hpp"

namespace needsmap::paper {

/// How a picture is cut into bands of rows for painting in parallel with bounded memory.
struct Bands {
    int width = 0;  ///< pixels
    int height = 0;
    int rows = 1;  ///< of each band but the last
    [[nodiscard]] int count() const { return (height + rows - 1) / rows; }
    [[nodiscard]] int top(int band) const { return band * rows; }
    [[nodiscard]] int bottom(int band) const { return std::min(height, (band + 1) * rows); }
};

class PixelArcs {
public:
    /// Arcs that cannot change a pixel are left out: those above, below and right of the picture by more than `reach_px`, and any
    /// that fell on a single point. Points nearer than a third of a pixel to the one before are dropped, never an arc's ends.
    PixelArcs(const geo::Coverage& coverage, const geo::PixelFromMap& pixel_from_map, const Bands& bands, float reach_px);

    struct Arc {
        std::uint32_t begin = 0, end = 0;  ///< in points
        geo::AreaIndex left = geo::no_area, right = geo::no_area;
        float min_x = 0, max_x = 0;
    };
    [[nodiscard]] std::span<const std::uint32_t> in_band(int band) const {
        return {m_in_band.data() + m_band_begin[static_cast<std::size_t>(band)],
                m_in_band.data() + m_band_begin[static_cast<std::size_t>(band) + 1]};
    }
    [[nodiscard]] const Arc& arc(std::uint32_t i) const { return m_arcs[i]; }
    [[nodiscard]] std::span<const PixelVertex> points(const Arc& arc) const {
        return {m_points.data() + arc.begin, m_points.data() + arc.end};
    }

private:
    std::vector<PixelVertex> m_points;
    std::vector<Arc> m_arcs;
    std::vector<std::uint32_t> m_band_begin, m_in_band;
};

}  // namespace needsmap::paper
