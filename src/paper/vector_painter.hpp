// What PDF and SVG share: shapes on a grid over the page, coats of colour, clips, patterns. Each format only says how to write them.
#pragma once

#include <optional>
#include <vector>

#include "base/job.hpp"
#include "paper/page_arcs.hpp"
#include "paper/patterns.hpp"
#include "paper/walk.hpp"

namespace needsmap::paper {

/// The grid of vector files: 0.01 mm (2540 dpi), finer than any printer resolves and two decimals of a millimetre.
inline constexpr double grid_per_mm = 100;
[[nodiscard]] GridPoint on_grid(geo::PagePoint point);

/// A visitor for walk().
class VectorPainter {
public:
    VectorPainter(const geo::PageBox& page, base::JobContext& job) : m_job(job), m_clips{page} {}
    virtual ~VectorPainter() = default;
    VectorPainter(const VectorPainter&) = delete;
    VectorPainter& operator=(const VectorPainter&) = delete;

    void begin(const Group& group);
    void end(const Group& group);
    void paint(const scene::CoverageFill& fill, const geo::PageFromMap& page_from_map);
    void paint(const scene::CoverageStroke& stroke, const geo::PageFromMap& page_from_map);
    void paint(const scene::AreaStroke& area, const geo::PageFromMap& page_from_map);
    void paint(const scene::MapPath& path, const geo::PageFromMap& page_from_map);
    void paint(const scene::PagePath& path);
    void paint(const scene::TextItem& text, const Placement& page_from_map);
    void paint(const scene::Markers& markers, const Placement& page_from_map);

protected:
    virtual void open_group(const Group& group) = 0;
    virtual void close_group() = 0;
    /// Lines filled (even-odd) and then stroked; nothing of either is possible, invisible colours are not handed on.
    virtual void write_shape(const GridLines& lines, bool closed, const std::optional<scene::Rgba>& fill,
                             const std::optional<scene::StrokeStyle>& stroke) = 0;
    /// Marks cut to the inside (even-odd) of `ground`.
    virtual void write_marks(const GridLines& ground, const GridLines& marks, const scene::StrokeStyle& stroke) = 0;
    /// `start` is the left end of the baseline.
    virtual void write_text(const scene::TextItem& text, geo::PagePoint start) = 0;
    virtual void write_symbols(const scene::Markers& markers, const std::vector<geo::PagePoint>& places) = 0;

private:
    [[nodiscard]] const geo::PageBox& clip() const { return m_clips.back(); }
    const PageArcs& arcs_of(const geo::CoverageLevels& levels, const geo::PageFromMap& page_from_map);
    [[nodiscard]] GridLines on_page(const std::vector<std::vector<geo::MapPoint>>& parts, const geo::PageFromMap& page_from_map,
                                    bool closed) const;
    void shape(const GridLines& lines, bool closed, const std::optional<scene::FillStyle>& fill,
               const std::optional<scene::StrokeStyle>& stroke);
    void marks(const GridLines& ground, scene::Pattern pattern, scene::Rgba colour, const std::function<bool(geo::PagePoint)>& wanted);

    base::JobContext& m_job;
    std::vector<geo::PageBox> m_clips;
    /// The arcs used last: fills and borders of one coverage follow each other.
    struct Arcs {
        const geo::Coverage* coverage;
        geo::PageFromMap page_from_map;
        geo::PageBox window;
        PageArcs arcs;
    };
    std::optional<Arcs> m_arcs;
};

}  // namespace needsmap::paper
