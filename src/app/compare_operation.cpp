// `compare`: who gains and who loses between two scenarios, as a table, a report or a map.
#include "app/compare_report.hpp"
#include "app/csv_file.hpp"
#include "app/finding.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/result_output.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "publish/formats.hpp"

namespace needsmap::app {

namespace {

namespace fs = std::filesystem;

std::vector<Param> compare_params() {
    std::vector<Param> params = scenario_pair_params();
    for (Param& param : compare_study_params()) params.push_back(std::move(param));
    for (Param& param : result_output_params(false)) {
        if (param.name == "output") param.value_name = "OUT.(csv|html|pdf|svg|png|gpkg|geojson)";
        params.push_back(std::move(param));
    }
    return params;
}

/// False for standard output, a pipe or a device, which take the table.
bool is_plain_output(const fs::path& file) { return !file.empty() && !is_standard_output(file.string()) && is_plain_file(file); }

std::string ending_of(const fs::path& file) { return base::fold(file.extension().string()); }

paper::Metadata metadata_of(const model::Workspace& workspace, const CompareStudy& study) {
    paper::Metadata metadata;
    metadata.author = workspace.source, metadata.time = base::document_time();
    metadata.provenance = result_provenance(workspace, *study.change);
    return metadata;
}

void write_report(const std::shared_ptr<const model::Workspace>& workspace, const CompareStudy& study, const fs::path& file,
                  const SheetOptions& options, base::JobContext& job) {
    job.progress(0.8, "drawing");
    const paper::Metadata metadata = metadata_of(*workspace, study);
    if (ending_of(file) == "pdf") {
        const std::vector<scene::Sheet> sheets = compare_sheets(workspace, study, options.paper, options.title);
        return publish::export_pdf_pages(sheets, file, metadata, job);
    }
    const std::string page = publish::report_html(compare_report(workspace, study, options.title), metadata, job);
    job.check_cancelled();
    base::write_file(file, page);
}

/// The table goes into CSV; the map of changes into pictures and boundary files.
Outcome write_part(const std::shared_ptr<const model::Workspace>& workspace, const CompareStudy& study, const fs::path& file,
                   SheetOptions options, base::JobContext& job) {
    const std::string ending = ending_of(file);
    const bool is_map = is_plain_output(file) && (ending == "svg" || ending == "png" || ending == "gpkg" || ending == "geojson");
    if (!is_map) return write_result(workspace, study.table, file, options, job);
    const auto with_sites = with_plans(*workspace, study.pair);
    options.places = places_of_change(*with_sites, study.pair);
    return write_result(with_sites, study.change, file, options, job);
}

Outcome run_compare(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    const fs::path file = params.text("output");
    check_result_file(file, {".html"});
    const std::string command = command_line("compare", compare_params(), params, *workspace);
    const CompareStudy study = compare_study(*workspace, params, command, job);
    const SheetOptions options = sheet_options_from(params);
    const bool is_report = is_plain_output(file) && (ending_of(file) == "html" || ending_of(file) == "pdf");
    if (is_report) write_report(workspace, study, file, options, job);
    Outcome outcome = write_part(workspace, study, is_report ? fs::path() : file, options, job);
    outcome.results = {study.change, study.table};
    outcome.diagnostics = study.table->diagnostics;
    note_reading_problems(*workspace, outcome);
    if (!outcome.output.empty()) return outcome;
    outcome.summary = as_sentence(study.table->finding);
    if (is_report) outcome.files.push_back(file.string());
    if (!file.empty()) outcome.summary += " Wrote " + file.string() + (workspace->illustrative ? ", illustrative data." : ".");
    return outcome;
}

}  // namespace

Operation compare_operation() {
    return {.id = "compare",
            .title = "Compare two scenarios",
            .help = "Says who gains and who loses between two scenarios of a service: by deprivation, rural-urban class and locality.",
            .params = compare_params(),
            .examples = {"needsmap compare centres-2009 centres-2010 --mode bus -o compare.csv",
                         "needsmap compare today urban-8 --mode bus -o closing.pdf",
                         "needsmap compare today urban-8 --mode bus -o closing.html",
                         "needsmap compare centres-2009 centres-2010 --geography small-area -o change.gpkg"},
            .needs_drawing = true,
            .run = run_compare};
}

}  // namespace needsmap::app
