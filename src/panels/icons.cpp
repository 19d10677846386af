// Line icons and symbols, drawn rather than shipped: they follow colour and scale.
#include <algorithm>
#include <cmath>
#include <vector>

#include "panels/widgets.hpp"
#include "scene/marker_clusters.hpp"

namespace needsmap::panels {

namespace {

/// Pen on a 16 x 16 grid.
struct Pen {
    ImDrawList& draw;
    ImVec2 corner;
    float unit;
    ImU32 colour;
    float width;

    [[nodiscard]] ImVec2 at(float x, float y) const { return {corner.x + x * unit, corner.y + y * unit}; }
    void line(std::initializer_list<ImVec2> points, bool closed = false) const {
        for (const ImVec2& p : points) draw.PathLineTo(at(p.x, p.y));
        draw.PathStroke(colour, closed ? ImDrawFlags_Closed : 0, width);
    }
    void arc(float x, float y, float radius, float from_turn, float to_turn) const {
        draw.PathArcTo(at(x, y), radius * unit, from_turn * 6.2831853F, to_turn * 6.2831853F, 24);
        draw.PathStroke(colour, 0, width);
    }
};

void draw_turn(const Pen& pen, bool mirrored) {
    const auto x = [&](float v) { return mirrored ? 16 - v : v; };
    pen.line({{x(6), 3}, {x(2.5F), 6.5F}, {x(6), 10}});
    pen.line({{x(2.5F), 6.5F}, {x(9.5F), 6.5F}});
    if (mirrored)
        pen.arc(6.5F, 9.75F, 3.25F, 0.25F, 0.75F);
    else
        pen.arc(9.5F, 9.75F, 3.25F, -0.25F, 0.25F);
    pen.line({{x(9.5F), 13}, {x(6), 13}});
}

void draw_sun(const Pen& pen) {
    pen.arc(8, 8, 3, 0, 1);
    for (int i = 0; i < 8; ++i) {
        const float a = static_cast<float>(i) * 0.7853982F, c = std::cos(a), s = std::sin(a);
        pen.line({{8 + 5 * c, 8 + 5 * s}, {8 + 6.8F * c, 8 + 6.8F * s}});
    }
}

void draw_moon(const Pen& pen) {
    pen.draw.PathArcTo(pen.at(8, 8), 6 * pen.unit, 0.02F * 6.2831853F, 0.73F * 6.2831853F, 32);
    pen.draw.PathArcTo(pen.at(11.2F, 4.8F), 4.6F * pen.unit, 0.60F * 6.2831853F, 0.15F * 6.2831853F, 24);
    pen.draw.PathStroke(pen.colour, ImDrawFlags_Closed, pen.width);
}

}  // namespace

void draw_icon(ImDrawList& draw, Icon icon, ImVec2 corner, float size, ImU32 colour) {
    const Pen pen{draw, corner, size / 16, colour, std::max(1.2F, size / 16 * 1.5F)};
    switch (icon) {
        case Icon::undo: draw_turn(pen, false); break;
        case Icon::redo: draw_turn(pen, true); break;
        case Icon::search:
            pen.arc(7, 7, 4.5F, 0, 1);
            pen.line({{10.3F, 10.3F}, {14, 14}});
            break;
        case Icon::compare:
            pen.line({{2, 3}, {14, 3}, {14, 13}, {2, 13}}, true);
            pen.line({{8, 3}, {8, 13}});
            break;
        case Icon::export_:
            pen.line({{8, 2}, {8, 10}});
            pen.line({{4.8F, 5.2F}, {8, 2}, {11.2F, 5.2F}});
            pen.line({{2.5F, 9.5F}, {2.5F, 14}, {13.5F, 14}, {13.5F, 9.5F}});
            break;
        case Icon::sun: draw_sun(pen); break;
        case Icon::moon: draw_moon(pen); break;
        case Icon::help:
            pen.arc(8, 8, 6.5F, 0, 1);
            pen.arc(8, 6.4F, 1.9F, 0.5F, 1.15F);
            pen.line({{9.2F, 7.9F}, {8, 8.9F}, {8, 9.8F}});
            draw.AddCircleFilled(pen.at(8, 11.8F), 0.95F * pen.unit, colour);
            break;
        case Icon::chevron_left: pen.line({{10, 3}, {5, 8}, {10, 13}}); break;
        case Icon::chevron_right: pen.line({{6, 3}, {11, 8}, {6, 13}}); break;
        case Icon::chevron_down: pen.line({{3, 6}, {8, 11}, {13, 6}}); break;
        case Icon::chevron_up: pen.line({{3, 10}, {8, 5}, {13, 10}}); break;
        case Icon::close:
            pen.line({{3.5F, 3.5F}, {12.5F, 12.5F}});
            pen.line({{12.5F, 3.5F}, {3.5F, 12.5F}});
            break;
        case Icon::home:
            pen.line({{2, 8}, {8, 2.5F}, {14, 8}});
            pen.line({{4, 7}, {4, 13.5F}, {12, 13.5F}, {12, 7}});
            break;
        case Icon::plus:
            pen.line({{8, 3}, {8, 13}});
            pen.line({{3, 8}, {13, 8}});
            break;
        case Icon::minus: pen.line({{3, 8}, {13, 8}}); break;
        case Icon::warning:
            pen.line({{8, 2}, {14.5F, 13.5F}, {1.5F, 13.5F}}, true);
            pen.line({{8, 6}, {8, 9.5F}});
            draw.AddCircleFilled(pen.at(8, 11.6F), 0.9F * pen.unit, colour);
            break;
        case Icon::table:
            pen.line({{2, 3}, {14, 3}, {14, 13}, {2, 13}}, true);
            pen.line({{2, 6.5F}, {14, 6.5F}});
            pen.line({{6.5F, 6.5F}, {6.5F, 13}});
            break;
    }
}

void swatch(ImDrawList& draw, ImVec2 min, ImVec2 max, const scene::FillStyle& fill) {
    const Style& s = style();
    draw.AddRectFilled(min, max, packed(fill.colour), s.px(2));
    if (fill.pattern != scene::Pattern::none) {
        const scene::PatternGeometry geometry = scene::pattern_geometry(fill.pattern);
        const float px_per_mm = 96 / 25.4F * s.scale;
        const float step = std::max(3.0F, static_cast<float>(geometry.spacing_mm) * px_per_mm);
        const float thick = std::max(1.0F, static_cast<float>(geometry.thickness_mm) * px_per_mm);
        const ImU32 ink = packed(fill.pattern_colour);
        draw.PushClipRect(min, max, true);
        const float height = max.y - min.y;
        if (fill.pattern == scene::Pattern::dots) {
            for (float y = min.y + step / 2; y < max.y; y += step)
                for (float x = min.x + step / 2; x < max.x; x += step) draw.AddCircleFilled({x, y}, thick / 2, ink, 8);
        } else {
            const float along = step * 1.41421356F;
            for (float x = min.x - height; x < max.x; x += along) {
                draw.AddLine({x, max.y}, {x + height, min.y}, ink, thick);
                if (fill.pattern == scene::Pattern::cross_hatch) draw.AddLine({x, min.y}, {x + height, max.y}, ink, thick);
            }
        }
        draw.PopClipRect();
    }
    draw.AddRect(min, max, packed(s.colours.text, 0.25), s.px(2));
}

void marker(ImDrawList& draw, ImVec2 centre, float size, model::MarkerShape shape, scene::Rgba colour, scene::Rgba rim) {
    const auto outline = scene::marker_outline(shape);
    std::vector<ImVec2> points;
    points.reserve(outline.size());
    for (const geo::PagePoint& p : outline)
        points.push_back({centre.x + static_cast<float>(p.x) * size, centre.y + static_cast<float>(p.y) * size});
    const int count = static_cast<int>(points.size());
    draw.AddPolyline(points.data(), count, packed(rim), ImDrawFlags_Closed, std::max(2.0F, size * 0.25F));
    if (shape != model::MarkerShape::star && shape != model::MarkerShape::cross) {
        draw.AddConvexPolyFilled(points.data(), count, packed(colour));
        return;
    }
    // Concave shapes are filled as a fan from the centre, which sees every corner; without smoothing, or its seams would show.
    const ImDrawListFlags flags = draw.Flags;
    draw.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    for (int i = 0; i < count; ++i)
        draw.AddTriangleFilled(centre, points[static_cast<std::size_t>(i)], points[static_cast<std::size_t>((i + 1) % count)],
                               packed(colour));
    draw.Flags = flags;
    draw.AddPolyline(points.data(), count, packed(colour), ImDrawFlags_Closed, 1.0F);
}

void marker(ImDrawList& draw, ImVec2 centre, float size, const scene::PlaceSymbol& symbol, scene::Rgba rim) {
    const auto pixels = [&](double mm) { return size * static_cast<float>(mm / scene::marker_size_mm); };
    marker(draw, centre, pixels(symbol.size_mm), symbol.shape, symbol.colour, rim);
    if (symbol.middle_mm > 0) marker(draw, centre, pixels(symbol.middle_mm), symbol.shape, symbol.middle, {0, 0, 0, 0});
}

}  // namespace needsmap::panels
