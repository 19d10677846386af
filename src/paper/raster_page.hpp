// A display list as pixels, band by band. Coverages, their borders and text are painted by exact area (area_accumulator.hpp), which
// is several times faster than Cairo for tens of thousands of areas and leaves no seams; everything else by Cairo on the same pixels.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "paper/handles.hpp"
#include "paper/pixel_arcs.hpp"
#include "paper/walk.hpp"

namespace needsmap::paper {

/// Everything bands share. Immutable once made; paint_band() may be called from several threads at once.
class RasterPage {
public:
    /// Keeps a reference to `list`. Throws base::Error when a side would be more than 60,000 pixels, or none.
    RasterPage(const DisplayList& list, double dpi);
    ~RasterPage();

    [[nodiscard]] const Bands& bands() const { return m_bands; }

    /// Working memory of one thread, reused from band to band.
    struct Scratch;
    [[nodiscard]] static std::shared_ptr<Scratch> make_scratch();
    /// Paints band `band` and calls nothing else; pixel (x, y) of it is in row y as 0x00RRGGBB at `pixels[y * stride_px + x]`.
    struct Pixels {
        const std::uint32_t* first = nullptr;
        std::size_t stride_px = 0;
    };
    /// The pixels live in `scratch` until the next band painted with it.
    Pixels paint_band(int band, Scratch& scratch) const;

    struct Prepared;

private:
    const DisplayList& m_list;
    double m_px_per_mm;
    Bands m_bands;
    std::unique_ptr<Prepared> m_prepared;
};

}  // namespace needsmap::paper
