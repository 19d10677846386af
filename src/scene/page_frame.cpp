#include "scene/page_frame.hpp"

#include <algorithm>
#include <cmath>

#include "scene/sheet_furniture.hpp"

namespace needsmap::scene {

SheetType page_type(const Paper& paper, const MapTheme& theme) {
    return SheetType(std::clamp(std::sqrt(std::min(paper.width_mm, paper.height_mm) / 210), 0.82, 1.5), theme);
}

double draw_page_header(Group& group, const Paper& paper, const PageWords& words, const SheetType& type) {
    const double k = type.scale, left = page_margin_mm, right = paper.width_mm - page_margin_mm, width = right - left;
    PageInk page(group);
    double room = width;
    if (words.illustrative) room -= draw_tag(group, right, page_margin_mm + type.title.cap_mm() / 2, "Illustrative data", type) + 4 * k;
    double y = page.paragraph(left, page_margin_mm, room, words.title, type.title);
    if (!words.subtitle.empty()) y = page.paragraph(left, y + 1.6 * k, width, words.subtitle, type.subtitle);
    if (!words.lead.empty()) y = page.paragraph(left, y + 1.6 * k, width, words.lead, type.lead);
    return y;
}

double draw_page_foot(Group& group, const Paper& paper, const PageWords& words, const SheetType& type) {
    const double k = type.scale, left = page_margin_mm, right = paper.width_mm - page_margin_mm;
    const double gutter = 8 * k, column = (right - left - gutter) / 2, gap = 0.8 * k;
    const auto height_of = [&](const std::vector<std::string>& lines) {
        double height = 0;
        for (const std::string& line : lines) height += paragraph_height(column, line, type.foot) + gap;
        return height;
    };
    const double top = paper.height_mm - page_margin_mm - std::max(height_of(words.source_lines), height_of(words.reading_lines));
    PageInk page(group);
    page.rule(left, top - 2 * k, right, top - 2 * k, type.rule, 0.2);
    const auto write = [&](double x, const std::vector<std::string>& lines) {
        double y = top;
        for (const std::string& line : lines) y = page.paragraph(x, y, column, line, type.foot) + gap;
    };
    write(left, words.source_lines), write(left + column + gutter, words.reading_lines);
    return top - 2 * k;
}

}  // namespace needsmap::scene
