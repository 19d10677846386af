// Paints a display list onto one band of pixels.
#pragma once

#include <array>
#include <span>
#include <utility>
#include <vector>

#include "paper/area_accumulator.hpp"
#include "paper/cairo_painter.hpp"
#include "paper/pixel_arcs.hpp"

namespace needsmap::paper {

/// The arcs of every coverage on the page, by coverage and placement.
class ArcLibrary {
public:
    void add(const geo::CoverageLevels& levels, const geo::PageFromMap& page_from_map, const geo::PixelFromPage& pixel_from_page,
             const Bands& bands, double reach_px);
    [[nodiscard]] const PixelArcs& find(const geo::CoverageLevels& levels, const geo::PageFromMap& page_from_map) const;

private:
    struct Entry {
        const geo::CoverageLevels* levels = nullptr;
        geo::PageFromMap page_from_map;
        PixelArcs arcs;
    };
    std::vector<Entry> m_entries;
};

/// Accumulators of one thread.
struct Accumulators {
    AreaAccumulator<4> colour;  ///< premultiplied red, green, blue, alpha, 0..255
    AreaAccumulator<1> shape;   ///< coverage, 0..1
};

/// Whole pixels, in the picture's rows.
struct PixelRect {
    int left = 0, top = 0, right = 0, bottom = 0;
    [[nodiscard]] bool empty() const { return left >= right || top >= bottom; }
    [[nodiscard]] PixelRect meet(const PixelRect& o) const {
        return {std::max(left, o.left), std::max(top, o.top), std::min(right, o.right), std::min(bottom, o.bottom)};
    }
};

class BandPainter : public CairoPainter {
public:
    /// `surface` is an RGB24 image of the picture's rows [band.top, band.bottom); `context` draws on it in page millimetres.
    BandPainter(cairo_surface_t* surface, cairo_t* context, const PixelRect& band, double px_per_mm, int band_index, const ArcLibrary& arcs,
                Accumulators& accumulators);

    using CairoPainter::paint;
    void begin(const Group& group);
    void end(const Group& group);
    void paint(const scene::CoverageFill& fill, const geo::PageFromMap& page_from_map);
    void paint(const scene::CoverageStroke& stroke, const geo::PageFromMap& page_from_map);
    void paint(const scene::TextItem& text, const Placement& page_from_map);

private:
    /// Rounds a box on the page to whole pixels, so that clipped edges are crisp.
    [[nodiscard]] PixelRect snapped(const geo::PageBox& box) const;
    [[nodiscard]] std::uint32_t* row(int y) const { return m_pixels + static_cast<std::ptrdiff_t>(y - m_band.top) * m_stride; }
    void fill_pattern(const PixelArcs& arcs, const scene::CoverageFill& fill, std::size_t style, float orientation);
    template <class Emit>
    void fill_shape(const PixelRect& window, scene::Rgba colour, Emit&& emit);
    void text_edges(const scene::TextItem& text, geo::PagePoint start, const PixelRect& window, bool halo);

    cairo_surface_t* m_surface;
    std::uint32_t* m_pixels;
    std::ptrdiff_t m_stride;
    PixelRect m_band;
    double m_px_per_mm;
    int m_band_index;
    const ArcLibrary& m_arcs;
    Accumulators& m_accumulators;
    std::vector<PixelRect> m_clips;
};

}  // namespace needsmap::paper
