#include "paper/band_painter.hpp"

#include <algorithm>
#include <cmath>

#include "paper/handles.hpp"
#include "paper/patterns.hpp"

namespace needsmap::paper {

namespace {

using scene::Rgba;
using Colour = AreaAccumulator<4>::Weight;

Colour premultiplied(Rgba c) {
    const float a = static_cast<float>(c.a) / 255;
    return {static_cast<float>(c.r) * a, static_cast<float>(c.g) * a, static_cast<float>(c.b) * a, static_cast<float>(c.a)};
}

std::uint32_t byte_of(float value) { return static_cast<std::uint32_t>(std::clamp(value + 0.5F, 0.0F, 255.0F)); }

std::uint32_t packed(float r, float g, float b) { return byte_of(r) << 16 | byte_of(g) << 8 | byte_of(b); }

/// `colour` (premultiplied) over the `count` pixels at `pixels`.
void blend(std::uint32_t* pixels, int count, const Colour& colour) {
    const float alpha = colour[3];
    if (alpha > 254.5F) {
        std::fill_n(pixels, count, packed(colour[0], colour[1], colour[2]));
        return;
    }
    const float keep = 1 - std::clamp(alpha / 255, 0.0F, 1.0F);
    std::uint32_t before = 0, after = 0;
    for (int i = 0; i < count; ++i) {
        if (i == 0 || pixels[i] != before) {
            before = pixels[i];
            after = packed(colour[0] + keep * static_cast<float>(before >> 16 & 255),
                           colour[1] + keep * static_cast<float>(before >> 8 & 255), colour[2] + keep * static_cast<float>(before & 255));
        }
        pixels[i] = after;
    }
}

Colour faded(const Colour& colour, float share) { return {colour[0] * share, colour[1] * share, colour[2] * share, colour[3] * share}; }

/// Overlapping source areas would add up to more than a full coat.
Colour limited(const Colour& sum) { return sum[3] > 255 ? faded(sum, 255 / sum[3]) : sum; }

/// Pixels of the window relative to its corner.
PixelVertex in(const PixelRect& window, PixelVertex p) {
    return {p.x - static_cast<float>(window.left), p.y - static_cast<float>(window.top)};
}

std::size_t style_of(const scene::CoverageFill& fill, geo::AreaIndex area) {
    if (area == geo::no_area || static_cast<std::size_t>(area) >= fill.class_of_area->size()) return SIZE_MAX;
    return (*fill.class_of_area)[static_cast<std::size_t>(area)];
}

}  // namespace

void ArcLibrary::add(const geo::CoverageLevels& levels, const geo::PageFromMap& page_from_map, const geo::PixelFromPage& pixel_from_page,
                     const Bands& bands, double reach_px) {
    for (const Entry& entry : m_entries)
        if (entry.levels == &levels && entry.page_from_map == page_from_map) return;
    // Never coarser than a pixel, which matters from about 320 dpi upwards.
    const double pixel_m = 1 / (pixel_from_page.scale * page_from_map.scale);
    const std::size_t level = levels.level_for(std::min(scene::drawing_tolerance_m(page_from_map), pixel_m));
    m_entries.push_back(
        {&levels, page_from_map,
         PixelArcs(*levels.levels()[level].coverage, pixel_from_page * page_from_map, bands, static_cast<float>(reach_px))});
}

const PixelArcs& ArcLibrary::find(const geo::CoverageLevels& levels, const geo::PageFromMap& page_from_map) const {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& e) { return e.levels == &levels && e.page_from_map == page_from_map; });
    if (found == m_entries.end()) throw base::Error("A map was not prepared for drawing.");
    return found->arcs;
}

BandPainter::BandPainter(cairo_surface_t* surface, cairo_t* context, const PixelRect& band, double px_per_mm, int band_index,
                         const ArcLibrary& arcs, Accumulators& accumulators)
    : CairoPainter(context, {band.left / px_per_mm, band.top / px_per_mm, band.right / px_per_mm, band.bottom / px_per_mm},
                   0.25 / px_per_mm),
      m_surface(surface),
      m_pixels(reinterpret_cast<std::uint32_t*>(cairo_image_surface_get_data(surface))),
      m_stride(cairo_image_surface_get_stride(surface) / 4),
      m_band(band),
      m_px_per_mm(px_per_mm),
      m_band_index(band_index),
      m_arcs(arcs),
      m_accumulators(accumulators),
      m_clips{band} {}

PixelRect BandPainter::snapped(const geo::PageBox& box) const {
    const auto px = [&](double mm) { return static_cast<int>(std::lround(std::clamp(mm * m_px_per_mm, -1e6, 1e6))); };
    return {px(box.min_x), px(box.min_y), px(box.max_x), px(box.max_y)};
}

void BandPainter::begin(const Group& group) {
    cairo_save(context());
    m_clips.push_back(group.clip ? m_clips.back().meet(snapped(*group.clip)) : m_clips.back());
    if (!group.clip) return;
    const PixelRect clip = m_clips.back();
    cairo_matrix_t page;
    cairo_get_matrix(context(), &page);
    cairo_identity_matrix(context());
    cairo_rectangle(context(), clip.left, clip.top - m_band.top, std::max(0, clip.right - clip.left), std::max(0, clip.bottom - clip.top));
    cairo_set_matrix(context(), &page);
    cairo_clip(context());
}

void BandPainter::end(const Group&) {
    m_clips.pop_back();
    cairo_restore(context());
}

void BandPainter::paint(const scene::CoverageFill& fill, const geo::PageFromMap& page_from_map) {
    const PixelRect window = m_clips.back();
    if (window.empty()) return;
    const PixelArcs& arcs = m_arcs.find(*fill.coverage, page_from_map);
    // Forward arcs have their left area on the right of a downward edge when y is flipped between map and page.
    const float orientation = page_from_map.y_sign < 0 ? 1.0F : -1.0F;
    std::vector<Colour> colours;
    for (const scene::FillStyle& style : fill.styles) colours.push_back(premultiplied(style.colour));
    const auto colour_of = [&](std::size_t style) { return style < colours.size() ? colours[style] : Colour{}; };

    cairo_surface_flush(m_surface);
    AreaAccumulator<4>& sums = m_accumulators.colour;
    sums.reset(window.right - window.left, window.bottom - window.top);
    for (const std::uint32_t i : arcs.in_band(m_band_index)) {
        const PixelArcs::Arc& arc = arcs.arc(i);
        const Colour left = colour_of(style_of(fill, arc.left)), right = colour_of(style_of(fill, arc.right));
        if (left == right || arc.min_x >= static_cast<float>(window.right)) continue;
        Colour difference{};
        for (std::size_t c = 0; c < 4; ++c) difference[c] = orientation * (left[c] - right[c]);
        const auto points = arcs.points(arc);
        PixelVertex a = in(window, points[0]);
        for (const PixelVertex& p : points.subspan(1)) {
            const PixelVertex b = in(window, p);
            sums.add_edge(a.x, a.y, b.x, b.y, difference);
            a = b;
        }
    }
    sums.sweep([&](int y, int x_begin, int x_end, const Colour& sum) {
        blend(row(window.top + y) + window.left + x_begin, x_end - x_begin, limited(sum));
    });
    for (std::size_t style = 0; style < fill.styles.size(); ++style)
        if (fill.styles[style].pattern != scene::Pattern::none && fill.styles[style].pattern_colour.a > 0)
            fill_pattern(arcs, fill, style, orientation);
    cairo_surface_mark_dirty(m_surface);
}

void BandPainter::fill_pattern(const PixelArcs& arcs, const scene::CoverageFill& fill, std::size_t style, float orientation) {
    const PixelRect window = m_clips.back();
    AreaAccumulator<1>& sums = m_accumulators.shape;
    sums.reset(window.right - window.left, window.bottom - window.top);
    for (const std::uint32_t i : arcs.in_band(m_band_index)) {
        const PixelArcs::Arc& arc = arcs.arc(i);
        const bool left = style_of(fill, arc.left) == style, right = style_of(fill, arc.right) == style;
        if (left == right) continue;
        const AreaAccumulator<1>::Weight weight{left ? orientation : -orientation};
        const auto points = arcs.points(arc);
        for (std::size_t p = 1; p < points.size(); ++p) {
            const PixelVertex a = in(window, points[p - 1]), b = in(window, points[p]);
            sums.add_edge(a.x, a.y, b.x, b.y, weight);
        }
    }
    const scene::FillStyle& look = fill.styles[style];
    const Colour colour = premultiplied(look.pattern_colour);
    sums.sweep([&](int y, int x_begin, int x_end, const AreaAccumulator<1>::Weight& sum) {
        const float share = std::min(sum[0], 1.0F);
        for (int x = x_begin; x < x_end; ++x) {
            const geo::PagePoint middle{(window.left + x + 0.5) / m_px_per_mm, (window.top + y + 0.5) / m_px_per_mm};
            const float marks = pattern_coverage(look.pattern, middle, 1 / m_px_per_mm);
            if (marks > 0 && share > 0) blend(row(window.top + y) + window.left + x, 1, faded(colour, share * marks));
        }
    });
}

/// Paints the union of shapes whose edges emit(add) hands over, in `colour`.
template <class Emit>
void BandPainter::fill_shape(const PixelRect& window, Rgba colour, Emit&& emit) {
    AreaAccumulator<1>& sums = m_accumulators.shape;
    sums.reset(window.right - window.left, window.bottom - window.top);
    const AreaAccumulator<1>::Weight one{1};
    emit([&](PixelVertex a, PixelVertex b) {
        const PixelVertex p = in(window, a), q = in(window, b);
        sums.add_edge(p.x, p.y, q.x, q.y, one);
    });
    const Colour full = premultiplied(colour);
    sums.sweep([&](int y, int x_begin, int x_end, const AreaAccumulator<1>::Weight& sum) {
        blend(row(window.top + y) + window.left + x_begin, x_end - x_begin, faded(full, std::min(std::abs(sum[0]), 1.0F)));
    });
}

void BandPainter::paint(const scene::CoverageStroke& stroke, const geo::PageFromMap& page_from_map) {
    const PixelRect window = m_clips.back();
    if (window.empty() || stroke.stroke.width_mm <= 0 || stroke.stroke.colour.a == 0) return;
    const PixelArcs& arcs = m_arcs.find(*stroke.coverage, page_from_map);
    const auto half_width = static_cast<float>(stroke.stroke.width_mm * m_px_per_mm / 2);
    // Where three borders meet, square ends leave a notch; below a pixel and a half nobody can see it.
    const LineEnds ends = half_width > 0.75F && stroke.stroke.dash_mm.empty() ? LineEnds::round : LineEnds::butt;
    std::vector<float> dash;
    for (const double mm : stroke.stroke.dash_mm) dash.push_back(static_cast<float>(mm * m_px_per_mm));

    cairo_surface_flush(m_surface);
    fill_shape(window, stroke.stroke.colour, [&](auto&& edge) {
        for (const std::uint32_t i : arcs.in_band(m_band_index)) {
            const PixelArcs::Arc& arc = arcs.arc(i);
            if (stroke.outline_only && arc.left != geo::no_area && arc.right != geo::no_area) continue;
            if (arc.min_x - half_width > static_cast<float>(window.right) || arc.max_x + half_width < static_cast<float>(window.left))
                continue;
            const auto points = arcs.points(arc);
            if (dash.empty()) {
                stroke_edges(points, false, half_width, ends, edge);
            } else {
                dashes(points, false, dash,
                       [&](std::span<const PixelVertex> piece) { stroke_edges(piece, false, half_width, ends, edge); });
            }
        }
    });
    cairo_surface_mark_dirty(m_surface);
}

void BandPainter::text_edges(const scene::TextItem& text, geo::PagePoint start, const PixelRect& window, bool halo) {
    const auto scale = static_cast<float>(text.run.size_mm * m_px_per_mm);
    const auto halo_px = static_cast<float>(text.halo_mm * m_px_per_mm);
    std::vector<PixelVertex> contour;
    fill_shape(window, halo ? text.halo : text.colour, [&](auto&& edge) {
        for (const scene::Glyph& glyph : text.run.glyphs) {
            const PixelVertex origin{static_cast<float>((start.x + glyph.x_mm) * m_px_per_mm),
                                     static_cast<float>((start.y + glyph.y_mm) * m_px_per_mm)};
            if (origin.x - scale - halo_px > static_cast<float>(window.right) ||
                origin.x + 2 * scale + halo_px < static_cast<float>(window.left))
                continue;
            for (const auto& line : text.run.face->outline(glyph.id).contours) {
                contour.clear();
                for (const auto& [x, y] : line) {
                    const PixelVertex p = origin + PixelVertex{x, y} * scale;
                    // A halo is soft to the eye: half-pixel steps do, and spare most of its round joins.
                    const PixelVertex d = contour.empty() ? PixelVertex{9, 9} : p - contour.back();
                    if (!halo || d.x * d.x + d.y * d.y > 0.25F) contour.push_back(p);
                }
                if (contour.size() < 2) continue;
                if (halo) {
                    stroke_edges(contour, true, halo_px, LineEnds::round, edge);
                } else {
                    for (std::size_t i = 0; i < contour.size(); ++i) edge(contour[i], contour[(i + 1) % contour.size()]);
                }
            }
        }
    });
}

void BandPainter::paint(const scene::TextItem& text, const Placement& page_from_map) {
    const auto at = place(text.anchor, page_from_map);
    if (!at || !text.run.face || text.run.glyphs.empty()) return;
    const geo::PagePoint start = *at + text.offset;
    // No glyph of the fonts in use reaches more than an em and a quarter beyond its origin or the run's width.
    const double reach = 1.25 * text.run.size_mm;
    geo::PageBox box;
    box.add(geo::PagePoint{start.x, start.y});
    box.add(geo::PagePoint{start.x + text.run.width_mm, start.y});
    for (const scene::Glyph& glyph : text.run.glyphs) box.add(geo::PagePoint{start.x + glyph.x_mm, start.y + glyph.y_mm});
    const PixelRect window = snapped(box.padded(reach + std::max(0.0, text.halo_mm))).meet(m_clips.back());
    if (window.empty()) return;
    cairo_surface_flush(m_surface);
    if (text.halo_mm > 0 && text.halo.a > 0) text_edges(text, start, window, true);
    if (text.colour.a > 0) text_edges(text, start, window, false);
    cairo_surface_mark_dirty(m_surface);
}

}  // namespace needsmap::paper
