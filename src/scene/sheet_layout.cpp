#include "scene/sheet_layout.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace needsmap::scene {

namespace {

constexpr double gutter_mm = 7;        ///< between map and legend
constexpr double least_map_mm = 40;    ///< a map smaller than this on either side shows nothing
constexpr double least_inset_mm = 42;  ///< nor does an inset
constexpr double widest_inset_mm = 78;

struct Candidate {
    SheetBoxes boxes;
    double map_scale = 0;  ///< mm per m
};

double scale_in(const geo::PageBox& frame, const geo::MapBox& shown) {
    if (frame.width() <= 0 || frame.height() <= 0) return 0;
    return std::min(frame.width() / std::max(shown.width(), 1.0), frame.height() / std::max(shown.height(), 1.0));
}

/// Three of twelve columns, within what a legend line needs and can use.
double legend_width(const LayoutRequest& r) { return std::clamp(r.body.width() * 0.235, 50 * r.scale, 66 * r.scale); }

Candidate beside(const LayoutRequest& r) {
    Candidate c;
    const double width = legend_width(r);
    c.boxes.legend = {r.body.max_x - width, r.body.min_y, r.body.max_x, r.body.max_y};
    c.boxes.legend_width_mm = width;
    c.boxes.map = {r.body.min_x, r.body.min_y, r.body.max_x - width - gutter_mm * r.scale, r.body.max_y};
    c.map_scale = scale_in(c.boxes.map, r.shown);
    return c;
}

Candidate below(const LayoutRequest& r) {
    Candidate c;
    const double width = legend_width(r), gutter = gutter_mm * r.scale;
    c.boxes.legend_columns = std::max(1, static_cast<int>((r.body.width() + gutter) / (width + gutter)));
    c.boxes.legend_width_mm = std::min((r.body.width() + gutter) / c.boxes.legend_columns - gutter, 66 * r.scale);
    const double height = legend_height(*r.blocks, c.boxes.legend_width_mm, c.boxes.legend_columns, r.gap_mm);
    const double span = c.boxes.legend_columns * c.boxes.legend_width_mm + (c.boxes.legend_columns - 1) * gutter;
    c.boxes.legend = {r.body.min_x, r.body.max_y - height, r.body.min_x + std::max(span, c.boxes.legend_width_mm), r.body.max_y};
    c.boxes.legend.max_x = r.body.max_x;
    c.boxes.map = {r.body.min_x, r.body.min_y, r.body.max_x, r.body.max_y - height - gutter};
    c.map_scale = scale_in(c.boxes.map, r.shown);
    return c;
}

/// Cuts room for insets from what the county's shape leaves free in the map's box.
void add_insets(SheetBoxes& boxes, const LayoutRequest& r) {
    const double scale = scale_in(boxes.map, r.shown), gap = 5 * r.scale;
    const double free_right = boxes.map.width() - scale * r.shown.width() - gap, free_below = boxes.map.height() - scale * r.shown.height() - gap;
    const double title = 5 * r.scale, least = least_inset_mm * std::sqrt(r.scale), widest = widest_inset_mm * r.scale;
    if (free_right >= free_below && free_right >= least) {
        const double width = std::min(free_right, widest);
        const int count = std::clamp(static_cast<int>((boxes.map.height() + gap) / (width + title + gap)), 1, 3);
        const double height = std::min((boxes.map.height() + gap) / count - gap - title, width);
        const double left = boxes.map.max_x - width;
        for (int i = 0; i < count; ++i) {
            const double top = boxes.map.min_y + title + i * (height + title + gap);
            boxes.inset_slots.push_back({left, top, boxes.map.max_x, top + height});
        }
        boxes.map.max_x = left - gap;
    } else if (free_below >= least + title) {
        const double height = std::min(free_below - title, widest);
        const int count = std::clamp(static_cast<int>((boxes.map.width() + gap) / (height + gap)), 1, 3);
        const double width = std::min((boxes.map.width() + gap) / count - gap, 1.25 * height);
        const double top = boxes.map.max_y - height;
        for (int i = 0; i < count; ++i) {
            const double left = boxes.map.min_x + i * (width + gap);
            boxes.inset_slots.push_back({left, top, left + width, boxes.map.max_y});
        }
        boxes.map.max_y = top - title - gap;
    }
}

}  // namespace

SheetBoxes lay_out(const LayoutRequest& r) {
    Candidate best = beside(r);
    const Candidate under = below(r);
    // Beside the map the legend is read with it; below has to win clearly.
    const double beside_size = r.fills_frame ? best.boxes.map.width() * best.boxes.map.height() : best.map_scale;
    const double below_size = r.fills_frame ? under.boxes.map.width() * under.boxes.map.height() : under.map_scale;
    const bool legend_fits = legend_height(*r.blocks, best.boxes.legend_width_mm, 1, r.gap_mm) <= best.boxes.legend.height() + 0.01;
    const bool usable_below = under.boxes.map.height() >= least_map_mm && under.boxes.map.width() >= least_map_mm;
    if (usable_below && (!legend_fits || best.boxes.map.width() < least_map_mm || below_size > 1.15 * beside_size)) best = under;
    const bool beside_fails = best.boxes.legend_columns == 1 && best.boxes.legend.min_y == r.body.min_y && !legend_fits;
    if (beside_fails || best.boxes.map.width() < least_map_mm || best.boxes.map.height() < least_map_mm)
        throw base::Error("The paper is too small for a map and its legend.", "Use at least A5 (210x148mm), fewer classes or fewer services.", base::ErrorKind::usage);
    if (r.wants_insets && !r.fills_frame) add_insets(best.boxes, r);
    return best.boxes;
}

}  // namespace needsmap::scene
