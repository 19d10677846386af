// The legend of a sheet as blocks that flow into columns: classes with counts, histogram, services, borders, locator.
#pragma once

#include <functional>
#include <vector>

#include "scene/page_ink.hpp"
#include "scene/sheet.hpp"

namespace needsmap::scene {

/// Draws itself with its top at (x, y) and `width_mm` wide into `group`, or only measures when `group` is null; returns its height.
struct LegendBlock {
    std::function<double(Group* group, double x, double y, double width_mm)> draw;
    int rank = 0;  ///< 0 has to be there; higher ones are left out first where room is short
};

struct LegendInput {
    const SheetRequest& request;
    const MapTheme& theme;
    const SheetType& type;
    std::optional<geo::MapBox> shown;  ///< what the main map shows when it is zoomed: adds a locator
};
/// In reading order. Everything refers to `input`'s objects, which have to live as long as the blocks.
[[nodiscard]] std::vector<LegendBlock> legend_blocks(const LegendInput& input);

/// Space between blocks.
[[nodiscard]] double legend_gap_mm(const SheetType& type);
/// Leaves out blocks of the highest rank until the rest fits `height_mm` in `columns` columns of `width_mm`. The rank-0 blocks stay.
void fit_legend(std::vector<LegendBlock>& blocks, double width_mm, double height_mm, int columns, double gap_mm);
/// Height of the tallest column when blocks are dealt, in order, to the shortest column.
[[nodiscard]] double legend_height(const std::vector<LegendBlock>& blocks, double width_mm, int columns, double gap_mm);
void draw_legend(Group& group, const std::vector<LegendBlock>& blocks, const geo::PageBox& box, double width_mm, int columns,
                 double gap_mm);

/// A set of places with its symbol and number, or a row for each of its grades. Draws or only measures, as LegendBlock::draw.
[[nodiscard]] double draw_places(Group* group, double x, double y, double width, const model::PlaceSet& set, const MapTheme& theme,
                                 const SheetType& type);

/// The square of two layers crossed (model::CrossedScale), with counts in its cells. See LegendBlock::draw.
[[nodiscard]] double draw_square(Group* group, double x, double y, double width_mm, const LegendInput& input);

/// Bars of equal-width bins, coloured by class, over the range of values; the county's own value as a line. See LegendBlock::draw.
[[nodiscard]] double draw_histogram(Group* group, double x, double y, double width_mm, const LegendInput& input);

}  // namespace needsmap::scene
