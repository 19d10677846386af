// One or two maps next to each other with one legend for all: plans compared at the same scale and in the same classes.
#pragma once

#include <string>
#include <vector>

#include "scene/map_scene.hpp"
#include "scene/page_frame.hpp"
#include "scene/sheet.hpp"

namespace needsmap::scene {

struct MapPanel {
    MapInput map;
    std::string title;  ///< above the map
    std::string head;   ///< of its column of counts in the legend ("A"); may be empty
};

struct MapRowRequest {
    std::vector<MapPanel> panels;  ///< one or two, on the same geography and with the same categories
    PageWords words;               ///< without a title: no header, no foot and no margins, for a figure within another document
    Paper paper;
    std::string description;  ///< alternative text
};
/// Throws base::Error when the paper is too small, or the maps do not belong together.
[[nodiscard]] Sheet compile_map_row(const MapRowRequest& request);

}  // namespace needsmap::scene
