#include "paper/patterns.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace needsmap::paper {

namespace {

using scene::Pattern;

/// Lines x + direction * y = k * step through the box.
void add_lines(const geo::PageBox& box, double step, double direction, PatternMarks& marks) {
    const double at_top = direction * box.min_y, at_bottom = direction * box.max_y;
    const double low = box.min_x + std::min(at_top, at_bottom);
    const double high = box.max_x + std::max(at_top, at_bottom);
    for (double k = std::ceil(low / step); k * step <= high; ++k) {
        const double sum = k * step;
        // The part of the line within the box, so that files hold no ink that a clip then hides.
        double y_from = direction * (sum - box.min_x), y_to = direction * (sum - box.max_x);
        if (y_from > y_to) std::swap(y_from, y_to);
        y_from = std::max(y_from, box.min_y), y_to = std::min(y_to, box.max_y);
        if (y_from < y_to) marks.lines.push_back({{sum - direction * y_to, y_to}, {sum - direction * y_from, y_from}});
    }
}

void add_dots(const geo::PageBox& box, double spacing, const std::function<bool(geo::PagePoint)>& wanted, PatternMarks& marks) {
    for (double j = std::floor(box.min_y / spacing - 1); (j + 0.5) * spacing <= box.max_y + spacing; ++j) {
        const double shift = std::fmod(std::abs(j), 2.0) == 1.0 ? spacing / 2 : 0;
        for (double i = std::floor(box.min_x / spacing - 1); (i + 0.5) * spacing <= box.max_x + spacing; ++i) {
            const geo::PagePoint dot{(i + 0.5) * spacing + shift, (j + 0.5) * spacing};
            if (box.padded(spacing).contains(dot) && (!wanted || wanted(dot))) marks.dots.push_back(dot);
        }
    }
}

/// Share of a pixel's width within a line `thickness` wide whose middle is `offset` away, all in pixels.
double line_share(double offset, double thickness) {
    return std::max(0.0, std::min(offset + 0.5, thickness / 2) - std::max(offset - 0.5, -thickness / 2));
}

double distance_to_multiple(double value, double step) { return std::abs(value - step * std::round(value / step)); }

double dot_share(geo::PagePoint point, double spacing, double thickness, double pixel_mm) {
    const double row = std::floor(point.y / spacing);
    const double shift = std::fmod(std::abs(row), 2.0) == 1.0 ? spacing / 2 : 0;
    const double dx = distance_to_multiple(point.x - shift - spacing / 2, spacing);
    const double dy = point.y - (row + 0.5) * spacing;
    return std::clamp(0.5 + (thickness / 2 - std::hypot(dx, dy)) / pixel_mm, 0.0, 1.0);
}

}  // namespace

PatternMarks pattern_marks(Pattern pattern, const geo::PageBox& box, const std::function<bool(geo::PagePoint)>& wanted) {
    PatternMarks marks;
    if (pattern == Pattern::none || box.empty()) return marks;
    const scene::PatternGeometry geometry = scene::pattern_geometry(pattern);
    marks.thickness_mm = geometry.thickness_mm;
    if (pattern == Pattern::dots) {
        add_dots(box, geometry.spacing_mm, wanted, marks);
        return marks;
    }
    const double step = geometry.spacing_mm * std::numbers::sqrt2;
    add_lines(box, step, 1, marks);
    if (pattern == Pattern::cross_hatch) add_lines(box, step, -1, marks);
    return marks;
}

float pattern_coverage(Pattern pattern, geo::PagePoint point, double pixel_mm) {
    if (pattern == Pattern::none) return 0;
    const scene::PatternGeometry geometry = scene::pattern_geometry(pattern);
    if (pattern == Pattern::dots) return static_cast<float>(dot_share(point, geometry.spacing_mm, geometry.thickness_mm, pixel_mm));
    const double thickness = geometry.thickness_mm / pixel_mm;
    const auto share = [&](double across) {
        return line_share(distance_to_multiple(across / std::numbers::sqrt2, geometry.spacing_mm) / pixel_mm, thickness);
    };
    double covered = share(point.x + point.y);
    if (pattern == Pattern::cross_hatch) covered = std::max(covered, share(point.x - point.y));
    return static_cast<float>(covered);
}

}  // namespace needsmap::paper
