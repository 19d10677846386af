// Where things stand on a sheet: header, map, insets, legend, foot. Only boxes; nothing is drawn here.
#pragma once

#include <vector>

#include "scene/legend.hpp"

namespace needsmap::scene {

struct SheetBoxes {
    geo::PageBox map;
    geo::PageBox legend;
    int legend_columns = 1;
    double legend_width_mm = 0;  ///< of one column
    std::vector<geo::PageBox> inset_slots;
};

struct LayoutRequest {
    geo::PageBox body;         ///< between header and foot
    geo::MapBox shown;         ///< what the map has to show
    bool fills_frame = false;  ///< zoomed maps use the whole frame; whole counties keep their shape
    const std::vector<LegendBlock>* blocks = nullptr;
    double scale = 1;   ///< of type
    double gap_mm = 4;  ///< between legend blocks
    int insets = 0;     ///< at most so many, where the map's shape leaves room
};
/// Tries the legend beside and below the map and takes the arrangement with the larger map. Throws base::Error when no legible one is left.
[[nodiscard]] SheetBoxes lay_out(const LayoutRequest& request);

}  // namespace needsmap::scene
