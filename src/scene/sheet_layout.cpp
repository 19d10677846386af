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

/// One way of giving insets room: so many of this size, with the map scaled by `shrink`.
struct InsetPlan {
    enum class Where { right_of_map, below_map, below_legend } where = Where::right_of_map;
    int count = 0;
    double width = 0, height = 0;  ///< of one inset, without its title
    double shrink = 1;             ///< of the map
    /// More and larger insets are better, but the main map comes first.
    [[nodiscard]] double worth() const {
        return count == 0 ? 0 : std::sqrt(static_cast<double>(count)) * std::sqrt(width * height) * std::pow(shrink, 4);
    }
};

class InsetPlanner {
public:
    InsetPlanner(const SheetBoxes& boxes, const LayoutRequest& r)
        : m_boxes(boxes),
          m_r(r),
          m_map_scale(scale_in(boxes.map, r.shown)),
          m_gap(5 * r.scale),
          m_title(5 * r.scale),
          m_least(least_inset_mm * std::sqrt(r.scale)) {}

    [[nodiscard]] InsetPlan best() const {
        InsetPlan best;
        for (const double shrink : {1.0, 0.95, 0.9, 0.85})
            for (const InsetPlan& plan : {right_of_map(shrink), below_map(shrink)})
                if (plan.worth() > best.worth()) best = plan;
        if (const InsetPlan plan = below_legend(); plan.worth() > best.worth()) best = plan;
        return best;
    }
    void apply(const InsetPlan& plan, SheetBoxes& boxes) const {
        if (plan.count == 0) return;
        geo::PagePoint first, step;
        switch (plan.where) {
            case InsetPlan::Where::right_of_map:
                first = {boxes.map.max_x - plan.width, boxes.map.min_y + m_title}, step = {0, plan.height + m_title + m_gap};
                boxes.map.max_x = first.x - m_gap;
                break;
            case InsetPlan::Where::below_map:
                first = {boxes.map.min_x, boxes.map.max_y - plan.height}, step = {plan.width + m_gap, 0};
                boxes.map.max_y = first.y - m_title - m_gap;
                break;
            case InsetPlan::Where::below_legend:
                step = {0, plan.height + m_title + m_gap};
                first = {boxes.legend.min_x, boxes.legend.max_y - plan.height - (plan.count - 1) * step.y};
                break;
        }
        for (int i = 0; i < plan.count; ++i)
            boxes.inset_slots.push_back(
                {first.x + i * step.x, first.y + i * step.y, first.x + i * step.x + plan.width, first.y + i * step.y + plan.height});
    }

private:
    /// As many as fit into `length` at the least size, at most as many as there are towns.
    [[nodiscard]] int how_many(double length, double extra) const {
        return std::clamp(static_cast<int>((length + m_gap) / (m_least + extra + m_gap)), 0, m_r.insets);
    }
    [[nodiscard]] InsetPlan right_of_map(double shrink) const {
        const double room = m_boxes.map.width() - shrink * m_map_scale * m_r.shown.width() - 2 * m_gap;
        if (room < m_least) return {};
        InsetPlan plan{InsetPlan::Where::right_of_map, how_many(m_boxes.map.height(), m_title), std::min(room, widest_inset_mm * m_r.scale),
                       0, shrink};
        if (plan.count > 0) plan.height = std::min((m_boxes.map.height() + m_gap) / plan.count - m_gap - m_title, 1.1 * plan.width);
        return plan;
    }
    [[nodiscard]] InsetPlan below_map(double shrink) const {
        const double room = m_boxes.map.height() - shrink * m_map_scale * m_r.shown.height() - m_title - 2 * m_gap;
        if (room < m_least) return {};
        InsetPlan plan{InsetPlan::Where::below_map, how_many(m_boxes.map.width(), 0), 0, std::min(room, widest_inset_mm * m_r.scale),
                       shrink};
        if (plan.count > 0) plan.width = std::min((m_boxes.map.width() + m_gap) / plan.count - m_gap, 1.4 * plan.height);
        return plan;
    }
    [[nodiscard]] InsetPlan below_legend() const {
        if (m_boxes.legend_columns > 1 || m_boxes.legend_width_mm < m_least) return {};
        const double used = legend_height(*m_r.blocks, m_boxes.legend_width_mm, 1, m_r.gap_mm);
        const double room = m_boxes.legend.height() - used - m_gap;
        InsetPlan plan{InsetPlan::Where::below_legend, how_many(room, m_title), m_boxes.legend_width_mm, 0, 1};
        if (plan.count > 0) plan.height = std::min((room + m_gap) / plan.count - m_gap - m_title, plan.width);
        return plan;
    }

    const SheetBoxes& m_boxes;
    const LayoutRequest& m_r;
    double m_map_scale, m_gap, m_title, m_least;
};

void add_insets(SheetBoxes& boxes, const LayoutRequest& r) {
    const InsetPlanner planner(boxes, r);
    const InsetPlan plan = planner.best();
    planner.apply(plan, boxes);
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
        throw base::Error("The paper is too small for a map and its legend.",
                          "Use at least A5 (210x148mm), fewer classes or fewer services.", base::ErrorKind::usage);
    if (r.insets > 0 && !r.fills_frame) add_insets(best.boxes, r);
    return best.boxes;
}

}  // namespace needsmap::scene
