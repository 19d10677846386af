// A result of an analysis as a file of any kind: a table, boundaries with figures, or a printed sheet.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/operation.hpp"
#include "scene/sheet.hpp"

namespace needsmap::app {

/// How a sheet of a result looks; other files do not care.
struct SheetOptions {
    std::string paper = "A4";
    double dpi = 300;
    std::vector<std::string> places;  ///< ids of place sets that exist
    std::optional<std::string> title;
    bool show_labels = true, show_context = true;
    std::shared_ptr<const scene::Spokes> spokes;  ///< lines from people to their sites; null: none
};

/// --output, --paper, --dpi and --title, for operations that make a result. `required` false: without --output the result is only shown.
[[nodiscard]] std::vector<Param> result_output_params(bool required);
[[nodiscard]] SheetOptions sheet_options_from(const Params& params);

/// ".csv", and ".gpkg" and ".geojson" where rows are about areas or have an outline each, and ".pdf", ".svg" and ".png" where there is something to map.
[[nodiscard]] std::vector<std::string> endings_of(const model::Result& result);
/// Says before the work, as far as the name alone tells, whether `file` can be written at all: its ending and its folder. Throws base::Error
/// (usage) listing all endings. "-" is fine. `more` are endings that an operation writes itself (".html").
void check_result_file(const std::filesystem::path& file, const std::vector<std::string>& more = {});

/// Writes the result by the file's ending; "-" gives CSV on standard output, an empty name writes nothing. CSV has its metadata beside it. Only
/// what stands in the result's table gets into tables and boundary files. The outcome carries the result, so that the viewer can show it, its
/// diagnostics, and a summary that begins with the finding. Throws base::Error (usage), listing the endings this result can have.
[[nodiscard]] Outcome write_result(const std::shared_ptr<const model::Workspace>& workspace,
                                   const std::shared_ptr<const model::Result>& result, const std::filesystem::path& file,
                                   const SheetOptions& options, base::JobContext& job);

/// Name and value pairs that stand inside every file of a result, like provenance_of() for a layer.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> result_provenance(const model::Workspace& workspace,
                                                                                 const model::Result& result);

}  // namespace needsmap::app
