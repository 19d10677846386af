#include "scene/page_ink.hpp"

#include <utility>

namespace needsmap::scene {

namespace {

/// Below the baseline: enough for g and y.
double descent_mm(const TypeStyle& style) { return 0.24 * style.size_mm; }

}  // namespace

SheetType::SheetType(double type_scale, const MapTheme& theme) : scale(type_scale), rule(theme.hairline) {
    const auto style = [&](Weight weight, double pt, Rgba colour) { return TypeStyle{weight, mm_from_pt(pt) * scale, colour}; };
    title = style(Weight::semibold, 18, theme.text);
    subtitle = style(Weight::regular, 11, theme.text);
    lead = style(Weight::regular, 9, theme.secondary_text);
    heading = style(Weight::semibold, 8.5, theme.text);
    legend = style(Weight::regular, 8.5, theme.text);
    note = style(Weight::regular, 7, theme.secondary_text);
    foot = style(Weight::regular, 6.5, theme.secondary_text);
    tag = style(Weight::semibold, 8, theme.text);
}

void PageInk::line(double x, double baseline, std::string_view text, const TypeStyle& style, Align align) {
    if (text.empty()) return;
    TextItem item;
    item.run = Fonts::shared().shape(text, style.weight, style.size_mm);
    const double left = align == Align::left ? x : align == Align::right ? x - item.run.width_mm : x - item.run.width_mm / 2;
    item.anchor.point = geo::PagePoint{left, baseline};
    item.colour = style.colour;
    m_group.items.emplace_back(std::move(item));
}

double PageInk::paragraph(double x, double top, double width, std::string_view text, const TypeStyle& style) {
    const auto lines = Fonts::shared().wrap(text, style.weight, style.size_mm, width);
    double baseline = top + style.cap_mm();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i > 0) baseline += style.line_mm();
        line(x, baseline, Fonts::shared().elide(lines[i], style.weight, style.size_mm, width), style);
    }
    return lines.empty() ? top : baseline + descent_mm(style);
}

double paragraph_height(double width, std::string_view text, const TypeStyle& style) {
    const auto lines = Fonts::shared().wrap(text, style.weight, style.size_mm, width);
    return lines.empty() ? 0 : style.cap_mm() + static_cast<double>(lines.size() - 1) * style.line_mm() + descent_mm(style);
}

void PageInk::rule(double x0, double y0, double x1, double y1, Rgba colour, double width_mm) {
    m_group.items.emplace_back(PagePath{{{{x0, y0}, {x1, y1}}}, false, std::nullopt, StrokeStyle{colour, width_mm, {}}});
}

void PageInk::box(const geo::PageBox& b, const std::optional<FillStyle>& fill, const std::optional<StrokeStyle>& stroke) {
    m_group.items.emplace_back(
        PagePath{{{{b.min_x, b.min_y}, {b.max_x, b.min_y}, {b.max_x, b.max_y}, {b.min_x, b.max_y}}}, true, fill, stroke});
}

void PageInk::polygon(std::vector<geo::PagePoint> points, Rgba fill) {
    m_group.items.emplace_back(PagePath{{std::move(points)}, true, FillStyle{fill, Pattern::none, {}}, std::nullopt});
}

}  // namespace needsmap::scene
