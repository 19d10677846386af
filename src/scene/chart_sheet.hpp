// A chart on a sheet of its own: title, what it shows, the finding, the chart, sources and how to read it.
#pragma once

#include "scene/chart.hpp"
#include "scene/sheet.hpp"

namespace needsmap::scene {

struct ChartSheetRequest {
    const Chart& chart;
    Paper paper;
    std::string description;  ///< alternative text
    bool illustrative = false;
};
/// In the look of a map's sheet. Throws base::Error when the paper is too small to read the chart on.
[[nodiscard]] Sheet compile_chart_sheet(const ChartSheetRequest& request);

}  // namespace needsmap::scene
