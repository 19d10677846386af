#include "app/chart_output.hpp"

#include <algorithm>

#include "app/csv_file.hpp"
#include "app/operation_parts.hpp"
#include "app/result_output.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "publish/formats.hpp"
#include "scene/chart_sheet.hpp"

namespace needsmap::app {

namespace {

bool is_picture(const std::filesystem::path& file) {
    const std::string ending = base::fold(file.extension().string());
    return std::ranges::any_of(publish::formats(), [&](const publish::Format& format) { return format.extension.substr(1) == ending; });
}

void write_picture(const model::Workspace& workspace, const model::LayerDefinition& layer, const ChartView& view,
                   const std::filesystem::path& file, const std::string& command, const Params& params, base::JobContext& job) {
    scene::Chart chart = view.chart;
    if (params.has("title")) chart.title = params.text("title");
    const scene::Sheet sheet = scene::compile_chart_sheet({.chart = chart,
                                                           .paper = scene::paper_from(params.text("paper", "A4")),
                                                           .description = chart.subtitle + ". " + chart.lead,
                                                           .illustrative = workspace.illustrative});
    job.progress(0.8, "drawing");
    paper::Metadata metadata;
    metadata.title = sheet.title, metadata.description = sheet.description, metadata.author = workspace.source;
    metadata.provenance = provenance_of(workspace, layer, command);
    metadata.time = base::document_time();
    publish::export_sheet(sheet, file, params.number("dpi").value_or(300), metadata, job);
}

}  // namespace

Outcome write_result_with_chart(const std::shared_ptr<const model::Workspace>& workspace,
                                const std::shared_ptr<const model::Result>& result, const ChartView& view,
                                const model::LayerDefinition& layer, const std::filesystem::path& file, const Params& params,
                                base::JobContext& job) {
    if (!is_picture(file)) return write_result(workspace, result, file, sheet_options_from(params), job);
    write_picture(*workspace, layer, view, file, result->command, params, job);
    Outcome outcome = write_result(workspace, result, {}, sheet_options_from(params), job);
    outcome.files.push_back(file.string());
    outcome.summary += " Wrote " + file.string() + (workspace->illustrative ? ", illustrative data." : ".");
    return outcome;
}

}  // namespace needsmap::app
