#include "paper/raster_page.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "paper/band_painter.hpp"

namespace needsmap::paper {

namespace {

constexpr int largest_side_px = 60'000;
/// About four megabytes of colour sums: small enough for a core's cache, large enough that items cut by two bands are few.
constexpr int pixels_per_band = 1 << 18;

/// Collects what can be prepared once for all bands.
class Preparer {
public:
    Preparer(ArcLibrary& library, double px_per_mm, const Bands& bands) : m_library(library), m_px_per_mm(px_per_mm), m_bands(bands) {}
    void begin(const Group&) {}
    void end(const Group&) {}
    template <class Item>
    void paint(const Item&) {}
    template <class Item, class Where>
    void paint(const Item& item, const Where& page_from_map) {
        if constexpr (std::is_same_v<Item, scene::CoverageFill>) add(*item.coverage, page_from_map, 0);
        if constexpr (std::is_same_v<Item, scene::CoverageStroke>) add(*item.coverage, page_from_map, item.stroke.width_mm);
    }

private:
    /// Fills and borders share their arcs, so all get the reach of a wide border.
    void add(const geo::CoverageLevels& levels, const geo::PageFromMap& page_from_map, double width_mm) {
        const double widest_mm = std::max(3.0, width_mm);
        m_library.add(levels, page_from_map, {m_px_per_mm, 0, 0, 1}, m_bands, widest_mm * m_px_per_mm);
    }
    ArcLibrary& m_library;
    double m_px_per_mm;
    const Bands& m_bands;
};

int pixels(double mm, double px_per_mm) {
    const double px = std::round(mm * px_per_mm);
    if (!(px >= 1))
        throw base::Error("The picture would be smaller than one pixel.", "Use a larger paper or a higher --dpi.", base::ErrorKind::usage);
    if (px > largest_side_px)
        throw base::Error("The picture would be " + std::to_string(static_cast<long long>(px)) + " pixels long; the most is " +
                              std::to_string(largest_side_px) + ".",
                          "Use a smaller paper or a lower --dpi, or export a PDF.", base::ErrorKind::usage);
    return static_cast<int>(px);
}

}  // namespace

struct RasterPage::Prepared {
    ArcLibrary arcs;
};

struct RasterPage::Scratch {
    Surface surface;
    Accumulators accumulators;
};

RasterPage::RasterPage(const DisplayList& list, double dpi)
    : m_list(list), m_px_per_mm(dpi / 25.4), m_prepared(std::make_unique<Prepared>()) {
    m_bands.width = pixels(list.width_mm, m_px_per_mm);
    m_bands.height = pixels(list.height_mm, m_px_per_mm);
    m_bands.rows = std::clamp(pixels_per_band / m_bands.width, 16, 256);
    Preparer preparer(m_prepared->arcs, m_px_per_mm, m_bands);
    walk(list.root, std::nullopt, preparer);
}

RasterPage::~RasterPage() = default;

std::shared_ptr<RasterPage::Scratch> RasterPage::make_scratch() { return std::make_shared<Scratch>(); }

RasterPage::Pixels RasterPage::paint_band(int band, Scratch& scratch) const {
    const int top = m_bands.top(band), bottom = m_bands.bottom(band);
    if (!scratch.surface) {
        scratch.surface.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, m_bands.width, m_bands.rows));
        check(cairo_surface_status(scratch.surface.get()), "the picture");
    }
    cairo_surface_t* surface = scratch.surface.get();
    {
        const Context context(cairo_create(surface));
        cairo_set_source_rgb(context.get(), 1, 1, 1);
        cairo_paint(context.get());
        set_colour(context.get(), m_list.background);
        cairo_paint(context.get());
        cairo_translate(context.get(), 0, -top);
        cairo_scale(context.get(), m_px_per_mm, m_px_per_mm);
        BandPainter painter(surface, context.get(), {0, top, m_bands.width, bottom}, m_px_per_mm, band, m_prepared->arcs,
                            scratch.accumulators);
        walk(m_list.root, std::nullopt, painter);
        check(cairo_status(context.get()), "the picture");
    }
    cairo_surface_flush(surface);
    return {reinterpret_cast<const std::uint32_t*>(cairo_image_surface_get_data(surface)),
            static_cast<std::size_t>(cairo_image_surface_get_stride(surface)) / 4};
}

}  // namespace needsmap::paper
