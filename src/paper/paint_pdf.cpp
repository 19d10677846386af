// PDF by Cairo: coverages as nested coats on a grid, text as glyphs of embedded fonts.
#include <cairo-pdf.h>

#include <cmath>
#include <ctime>

#include "paper/cairo_fonts.hpp"
#include "paper/cairo_painter.hpp"
#include "paper/coats.hpp"
#include "paper/handles.hpp"
#include "paper/metadata_text.hpp"
#include "paper/page_arcs.hpp"
#include "paper/paint.hpp"
#include "paper/thinner.hpp"

namespace needsmap::paper {

namespace {

constexpr double points_per_mm = 72 / 25.4;
/// 1/32 point: the printer's 2300 dpi, exact in Cairo's 24.8 fixed point and short in decimals ("123.40625").
constexpr double grid_per_mm = 32 * points_per_mm;
/// Less than half of what the eye resolves at reading distance (about 0.08 mm), so that some magnifying on screen stays smooth.
constexpr double step_mm = 0.03;

GridPoint on_grid(geo::PagePoint p) {
    return {static_cast<std::int32_t>(std::lround(p.x * grid_per_mm)), static_cast<std::int32_t>(std::lround(p.y * grid_per_mm))};
}

class PdfPainter : public CairoPainter {
public:
    PdfPainter(cairo_t* context, const geo::PageBox& page, base::JobContext& job) : CairoPainter(context, page, step_mm), m_job(job) { m_clips.push_back(page); }

    using CairoPainter::paint;

    void begin(const Group& group) {
        m_job.check_cancelled();
        CairoPainter::begin(group);
        geo::PageBox clip = m_clips.back();
        if (group.clip) {
            clip.min_x = std::max(clip.min_x, group.clip->min_x), clip.max_x = std::min(clip.max_x, group.clip->max_x);
            clip.min_y = std::max(clip.min_y, group.clip->min_y), clip.max_y = std::min(clip.max_y, group.clip->max_y);
        }
        m_clips.push_back(clip);
    }
    void end(const Group& group) {
        m_clips.pop_back();
        CairoPainter::end(group);
    }

    void paint(const scene::CoverageFill& fill, const geo::PageFromMap& page_from_map) {
        const PageArcs& arcs = arcs_of(*fill.coverage, page_from_map);
        for (const Coat& coat : coats(fill)) {
            m_job.check_cancelled();
            add_lines(arcs.outlines(coat.member), true);
            cairo_set_fill_rule(context(), CAIRO_FILL_RULE_EVEN_ODD);
            if (coat.pattern == scene::Pattern::none) {
                set_colour(context(), coat.colour);
                cairo_fill(context());
            } else {
                paint_pattern(coat, *fill.coverage, page_from_map);
            }
        }
    }
    void paint(const scene::CoverageStroke& stroke, const geo::PageFromMap& page_from_map) {
        if (stroke.stroke.width_mm <= 0 || stroke.stroke.colour.a == 0) return;
        add_lines(arcs_of(*stroke.coverage, page_from_map).lines(stroke.outline_only), false);
        set_stroke(stroke.stroke);
        cairo_stroke(context());
    }
    void paint(const scene::TextItem& text, const Placement& page_from_map) {
        const auto at = place(text.anchor, page_from_map);
        if (!at || !text.run.face) return;
        const geo::PagePoint start = *at + text.offset;
        if (text.halo_mm > 0 && text.halo.a > 0) {
            add_halo_path(text.run, start);
            set_stroke({text.halo, 2 * text.halo_mm, {}});
            cairo_stroke(context());
        }
        set_colour(context(), text.colour);
        show_text(context(), text.run, start.x, start.y);
    }

private:
    /// The last one is kept: fills and borders of one coverage follow each other.
    const PageArcs& arcs_of(const geo::CoverageLevels& levels, const geo::PageFromMap& page_from_map) {
        const geo::Coverage* coverage = levels.levels()[levels.level_for(scene::drawing_tolerance_m(page_from_map))].coverage.get();
        if (!m_arcs || m_arcs_coverage != coverage || !(m_arcs_placement == page_from_map) || !(m_arcs_window == m_clips.back())) {
            m_arcs.emplace(*coverage, page_from_map, m_clips.back(), grid_per_mm, step_mm);
            m_arcs_coverage = coverage, m_arcs_placement = page_from_map, m_arcs_window = m_clips.back();
        }
        return *m_arcs;
    }

    void add_lines(const GridLines& lines, bool closed) {
        cairo_new_path(context());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto line = lines[i];
            cairo_move_to(context(), line[0].x / grid_per_mm, line[0].y / grid_per_mm);
            for (const GridPoint p : line.subspan(1)) cairo_line_to(context(), p.x / grid_per_mm, p.y / grid_per_mm);
            if (closed) cairo_close_path(context());
        }
    }

    /// Outlines for a halo: it is soft to the eye, so a hundredth of the letter's size of detail and lines instead of curves do, at
    /// a fraction of the file size of exact letters.
    void add_halo_path(const scene::GlyphRun& run, geo::PagePoint start) {
        Thinner thinner(run.size_mm * grid_per_mm / 100);
        GridLines lines;
        std::vector<GridPoint> line;
        for (const scene::Glyph& glyph : run.glyphs) {
            for (const auto& contour : run.face->outline(glyph.id).contours) {
                line.clear();
                for (const auto& [x, y] : contour) line.push_back(on_grid({start.x + glyph.x_mm + run.size_mm * x, start.y + glyph.y_mm + run.size_mm * y}));
                if (line.empty()) continue;
                thinner.append(line, lines.points);
                lines.finish(3);
            }
        }
        add_lines(lines, true);
    }

    /// The current path is the patterned ground.
    void paint_pattern(const Coat& coat, const geo::CoverageLevels& levels, const geo::PageFromMap& page_from_map) {
        geo::PageBox box;
        std::vector<geo::PageBox> areas;
        for (std::size_t a = 0; a < coat.member.size(); ++a) {
            if (coat.member[a] == 0) continue;
            const geo::PageBox area = page_from_map * levels.full().area_bounds(static_cast<geo::AreaIndex>(a));
            if (area.empty() || !area.intersects(m_clips.back())) continue;
            areas.push_back(area.padded(1));
            box.add(area);
        }
        const geo::PageBox& clip = m_clips.back();
        box.min_x = std::max(box.min_x, clip.min_x), box.max_x = std::min(box.max_x, clip.max_x);
        box.min_y = std::max(box.min_y, clip.min_y), box.max_y = std::min(box.max_y, clip.max_y);
        cairo_save(context());
        cairo_clip(context());
        paint_marks(coat.pattern, coat.colour, box, [&](geo::PagePoint dot) {
            return std::any_of(areas.begin(), areas.end(), [&](const geo::PageBox& area) { return area.contains(dot); });
        });
        cairo_restore(context());
    }

    base::JobContext& m_job;
    std::vector<geo::PageBox> m_clips;
    std::optional<PageArcs> m_arcs;
    const geo::Coverage* m_arcs_coverage = nullptr;
    geo::PageFromMap m_arcs_placement;
    geo::PageBox m_arcs_window;
};

cairo_status_t append(void* to, const unsigned char* bytes, unsigned length) {
    try {
        static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), length);
    } catch (const std::bad_alloc&) {
        return CAIRO_STATUS_NO_MEMORY;  // never throw through C
    }
    return CAIRO_STATUS_SUCCESS;
}

/// Cairo 1.16 has no fields of one's own, so provenance stands in the keywords, where every reader shows it.
void set_metadata(cairo_surface_t* surface, const Metadata& metadata) {
    const auto set = [&](cairo_pdf_metadata_t key, const std::string& text) {
        if (!text.empty()) cairo_pdf_surface_set_metadata(surface, key, valid_utf8(text).c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, metadata.title);
    set(CAIRO_PDF_METADATA_AUTHOR, metadata.author);
    set(CAIRO_PDF_METADATA_SUBJECT, metadata.description);
    set(CAIRO_PDF_METADATA_KEYWORDS, provenance_line(metadata));
    set(CAIRO_PDF_METADATA_CREATOR, program_name());
    // Without this Cairo writes the clock's time.
    set(CAIRO_PDF_METADATA_CREATE_DATE, iso_time(metadata.time));
}

}  // namespace

std::string paint_pdf(const DisplayList& list, const Metadata& metadata, base::JobContext& job) {
    std::string bytes;
    const Surface surface(cairo_pdf_surface_create_for_stream(append, &bytes, list.width_mm * points_per_mm, list.height_mm * points_per_mm));
    check(cairo_surface_status(surface.get()), "the PDF page");
    cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
    set_metadata(surface.get(), metadata);
    {
        const Context context(cairo_create(surface.get()));
        cairo_scale(context.get(), points_per_mm, points_per_mm);
        cairo_font_options_t* options = cairo_font_options_create();
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        cairo_set_font_options(context.get(), options);
        cairo_font_options_destroy(options);
        if (list.background.a > 0) {
            set_colour(context.get(), list.background);
            cairo_rectangle(context.get(), 0, 0, list.width_mm, list.height_mm);
            cairo_fill(context.get());
        }
        geo::PageBox page;
        page.add(geo::PagePoint{0, 0});
        page.add(geo::PagePoint{list.width_mm, list.height_mm});
        PdfPainter painter(context.get(), page, job);
        job.progress(0.1, "drawing the page");
        walk(list.root, std::nullopt, painter);
        check(cairo_status(context.get()), "the PDF page");
        job.progress(0.8, "writing the PDF");
        cairo_show_page(context.get());
    }
    cairo_surface_finish(surface.get());
    check(cairo_surface_status(surface.get()), "the PDF page");
    job.check_cancelled();
    return bytes;
}

}  // namespace needsmap::paper
