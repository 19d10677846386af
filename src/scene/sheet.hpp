// A printed sheet: title, map, legend with counts and histogram, scale bar, north arrow, insets, source and method lines.
#pragma once

#include <optional>
#include <string>

#include "scene/map_scene.hpp"

namespace needsmap::scene {

struct Paper {
    double width_mm = 297;
    double height_mm = 210;
    std::string name = "A4";
};
/// "A4", "A3", "A4-portrait", "A3-portrait", "WxHmm" (40..2000 mm each). Throws base::Error (usage) naming the text.
[[nodiscard]] Paper paper_from(std::string_view name);

struct SheetRequest {
    MapInput map;
    Paper paper;
    std::optional<geo::MapBox> zoom_to;  ///< absent: the whole coverage
    std::string zoom_name;               ///< printed in the subtitle when zoomed ("Banbury")
    std::optional<std::string> title;
    std::string date;                ///< "22 November 2026"
    std::vector<std::string> notes;  ///< extra method lines for the foot (aggregation, caution)
};
/// Everything on the sheet as one display list, plus the words for metadata and accessibility.
struct Sheet {
    DisplayList list;
    std::string title, subtitle;
    std::string description;  ///< alternative text: what the map shows, in sentences
};
/// Throws base::Error when the paper is too small to hold a map and its legend legibly.
[[nodiscard]] Sheet compile_sheet(const SheetRequest& request);

}  // namespace needsmap::scene
