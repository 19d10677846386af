// What PDF pages and pictures paint alike with Cairo: page and map paths, outlines of single areas, symbols, clips.
#pragma once

#include <cairo.h>

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "paper/walk.hpp"

namespace needsmap::paper {

/// User space of `context` is page millimetres. Only what touches `window` is painted.
class CairoPainter {
public:
    /// `step_mm`: points of map paths nearer than this to the one before are left out.
    CairoPainter(cairo_t* context, const geo::PageBox& window, double step_mm) : m_context(context), m_window(window), m_step_mm(step_mm) {}

    void begin(const Group& group);
    void end(const Group& group);
    void paint(const scene::PagePath& path);
    void paint(const scene::MapPath& path, const geo::PageFromMap& page_from_map);
    void paint(const scene::AreaStroke& area, const geo::PageFromMap& page_from_map);
    void paint(const scene::Markers& markers, const Placement& page_from_map);

protected:
    [[nodiscard]] cairo_t* context() const { return m_context; }
    [[nodiscard]] const geo::PageBox& window() const { return m_window; }
    void set_stroke(const scene::StrokeStyle& stroke);
    /// Paints the marks of a pattern within the current clip.
    void paint_marks(scene::Pattern pattern, scene::Rgba colour, const geo::PageBox& box,
                     const std::function<bool(geo::PagePoint)>& wanted = {});

private:
    struct Lines {
        std::vector<std::vector<geo::PagePoint>> parts;
        geo::PageBox box;
    };
    [[nodiscard]] Lines on_page(std::span<const std::vector<geo::MapPoint>> parts, const geo::PageFromMap& page_from_map,
                                double reach_mm) const;
    void paint_lines(const std::vector<std::vector<geo::PagePoint>>& parts, const geo::PageBox& box, bool closed,
                     const std::optional<scene::FillStyle>& fill, const std::optional<scene::StrokeStyle>& stroke);

    cairo_t* m_context;
    geo::PageBox m_window;
    double m_step_mm;
};

}  // namespace needsmap::paper
