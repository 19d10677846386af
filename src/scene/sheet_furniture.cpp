#include "scene/sheet_furniture.hpp"

#include "scene/map_scene.hpp"

namespace needsmap::scene {

namespace {

constexpr double longest_bar_mm = 34;
constexpr double arrow_mm = 4.2;  ///< width kept for the north arrow

/// An open bar with a tick at each end and in the middle, its length written above the right end.
void draw_bar(PageInk& page, double x, double bottom, const ScaleBar& bar, const TypeStyle& style, Rgba colour) {
    const double tick = 1.3;
    page.rule(x, bottom, x + bar.length_mm, bottom, colour, 0.3);
    for (const double share : {0.0, 0.5, 1.0})
        page.rule(x + share * bar.length_mm, bottom + 0.15, x + share * bar.length_mm, bottom - (share == 0.5 ? 0.6 * tick : tick), colour,
                  0.3);
    page.line(x, bottom - tick - 0.7, "0", style, Align::left);
    page.line(x + bar.length_mm, bottom - tick - 0.7, bar.label, style, Align::right);
}

}  // namespace

FurnitureSize furniture_size(const geo::PageFromMap& page_from_map, const SheetType& type) {
    const double k = type.scale;
    return {arrow_mm * k + 3 * k + scale_bar(page_from_map, longest_bar_mm * k).length_mm, 7 * k};
}

void draw_furniture(Group& group, double x, double bottom, const geo::PageFromMap& page_from_map, const SheetType& type,
                    const MapTheme& theme) {
    PageInk page(group);
    const double k = type.scale, middle = x + 1.6 * k;
    page.polygon(
        {{middle, bottom - 7 * k}, {middle + 1.5 * k, bottom - 2.6 * k}, {middle, bottom - 3.5 * k}, {middle - 1.5 * k, bottom - 2.6 * k}},
        theme.text);
    page.line(middle, bottom + 0.1, "N", {Weight::semibold, type.foot.size_mm, theme.text}, Align::centre);
    TypeStyle style = type.foot;
    style.colour = theme.text;
    draw_bar(page, x + (arrow_mm + 3) * k, bottom - 0.15, scale_bar(page_from_map, longest_bar_mm * k), style, theme.text);
}

void draw_small_scale_bar(Group& group, double x, double bottom, const geo::PageFromMap& page_from_map, const SheetType& type,
                          const MapTheme& theme, double max_mm) {
    PageInk page(group);
    TypeStyle style = type.foot;
    style.colour = theme.text;
    const ScaleBar bar = scale_bar(page_from_map, max_mm);
    page.rule(x, bottom, x + bar.length_mm, bottom, theme.text, 0.3);
    for (const double at : {x, x + bar.length_mm}) page.rule(at, bottom + 0.15, at, bottom - 1, theme.text, 0.3);
    page.line(x + bar.length_mm / 2, bottom - 1, bar.label, style, Align::centre);
}

double draw_tag(Group& group, double right, double middle_y, std::string_view text, const SheetType& type) {
    PageInk page(group);
    const TypeStyle& style = type.tag;
    const double pad_x = 2.2 * type.scale, half = style.cap_mm() / 2 + 1.5 * type.scale, width = style.width_mm(text) + 2 * pad_x;
    // Pale amber with a dark frame: seen at once, and still a framed word on a photocopy.
    page.box({right - width, middle_y - half, right, middle_y + half}, FillStyle{{255, 243, 205, 255}, Pattern::none, {}},
             StrokeStyle{{138, 98, 0, 255}, 0.25, {}});
    page.line(right - pad_x, middle_y + style.cap_mm() / 2, text, style, Align::right);
    return width;
}

}  // namespace needsmap::scene
