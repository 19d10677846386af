// Charts as data: axes with round ticks, lines, points, rules and named points. Paper draws them here (draw_chart); panels draw the
// same chart on the screen.
#pragma once

#include <string>
#include <vector>

#include "model/geography.hpp"
#include "scene/page_ink.hpp"

namespace needsmap::scene {

/// A point in the units of the axes, both finite.
struct ChartPoint {
    double x = 0, y = 0;
    model::AreaIndex area = geo::no_area;  ///< of the shown geography, for linking with map and table; no_area: none
    std::string tip;                       ///< what pointing at it says ("Banbury Ruscote: 38.1 %"); may be empty
};

/// What a line or dot stands for decides its colour; each theme has its own.
enum class ChartInk { first, second, third, quiet };
[[nodiscard]] Rgba chart_colour(ChartInk ink, const MapTheme& theme);

struct ChartLine {
    std::string label;  ///< stands in the key; empty: not there
    std::vector<ChartPoint> points;
    ChartInk ink = ChartInk::first;
    bool is_dashed = false;
    double width_mm = 0.5;
    bool is_pointed_at = false;  ///< its points have tips; limits and references have none
};
struct ChartDots {
    std::string label;
    std::vector<ChartPoint> points;
    ChartInk ink = ChartInk::first;
    double size_mm = 1.5;
};
/// A straight line across the plot at one value of an axis.
struct ChartRule {
    bool is_vertical = false;
    double at = 0;
    std::string label;
};
/// A point with its name beside it.
struct ChartNote {
    ChartPoint at;
    std::string text;
    ChartInk ink = ChartInk::first;
};

struct ChartAxis {
    std::string title;  ///< with its unit
    double low = 0, high = 1;
    std::vector<double> ticks;  ///< ascending, inside [low, high]
    int decimals = 0;           ///< that tell the ticks apart
    /// Where a value stands between the axis' ends, 0..1 inside.
    [[nodiscard]] double share_of(double value) const { return (value - low) / (high - low); }
};
/// An axis over [low, high], widened to whole steps of 1, 2 or 5 times a power of ten, with about `tick_count` ticks. A range without
/// width, or that is not finite, is widened around its value so that something can be drawn.
[[nodiscard]] ChartAxis chart_axis(std::string title, double low, double high, int tick_count = 6);

struct Chart {
    std::string title, subtitle, lead;
    ChartAxis x, y;
    std::vector<ChartLine> lines;
    std::vector<ChartDots> dots;
    std::vector<ChartRule> rules;
    std::vector<ChartNote> notes;
    std::vector<std::string> source_lines, reading_lines;  ///< foot of a sheet
};

/// The part of a line inside the axes, cut exactly at their edges; more than one piece where it leaves and comes back.
[[nodiscard]] std::vector<std::vector<ChartPoint>> clipped(const ChartLine& line, const ChartAxis& x, const ChartAxis& y);

/// Draws axes, key and data into `box`, tick labels and axis titles included. Names of points that find no free space are left out.
void draw_chart(Group& group, const geo::PageBox& box, const Chart& chart, const SheetType& type, const MapTheme& theme);

}  // namespace needsmap::scene
