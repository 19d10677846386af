// A report as one HTML page that needs nothing else: text, tables that a screen reader can read out, maps as inline SVG, print styles, no scripts.
#pragma once

#include <string>
#include <vector>

#include "base/job.hpp"
#include "paper/paint.hpp"
#include "scene/sheet.hpp"
#include "scene/table_sheet.hpp"

namespace needsmap::publish {

struct ReportFigure {
    scene::Sheet sheet;   ///< its title and description are read out in place of the picture
    std::string caption;  ///< below it
};

struct Report {
    std::string title, subtitle;
    std::vector<std::string> paragraphs;  ///< the finding first
    scene::PrintedTable table;
    std::vector<std::string> table_notes;
    std::vector<ReportFigure> figures;
    std::vector<std::string> method_lines, source_lines;
    std::string warning;  ///< stands on top in a frame: "Illustrative data: …"; may be empty
};

/// The whole page. Provenance stands in the head as <meta> elements. Same input, same bytes.
[[nodiscard]] std::string report_html(const Report& report, const paper::Metadata& metadata, base::JobContext& job);

}  // namespace needsmap::publish
