// A chart on the screen, in the interface's own style, linked with map and table.
#pragma once

#include <vector>

#include "panels/context.hpp"
#include "scene/chart.hpp"

namespace needsmap::panels {

/// What the pointer does over a plot.
struct PlotAnswer {
    model::AreaIndex pointed = geo::no_area;
    bool clicked = false, double_clicked = false;
    std::vector<model::AreaIndex> brushed;  ///< inside the box just dragged
    bool has_brushed = false;
};

/// Fills of the areas' classes, by area, so that points have the colours of the map; empty: the chart's own colour.
using AreaColours = std::vector<scene::Rgba>;

/// Draws into the next `size` of the region. The nearest point within reach is named in a tooltip.
PlotAnswer draw_plot(PanelContext& context, const scene::Chart& chart, const AreaColours& colours, ImVec2 size);

/// The chart's lines and dots with their labels, one below the other.
void draw_plot_key(const PanelContext& context, const scene::Chart& chart);

}  // namespace needsmap::panels
