#include "app/result_output.hpp"

#include <algorithm>
#include <array>

#include "app/csv_file.hpp"
#include "app/finding.hpp"
#include "app/map_building.hpp"
#include "app/operation_parts.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "io/result_writer.hpp"
#include "publish/formats.hpp"

namespace needsmap::app {

namespace fs = std::filesystem;

namespace {

constexpr std::array all_endings = {".csv", ".gpkg", ".geojson", ".pdf", ".svg", ".png"};

/// ".csv" of "OUT.CSV".
std::string ending_of(const fs::path& file) { return file.has_extension() ? "." + base::fold(file.extension().string()) : std::string(); }

std::string one_of(const std::vector<std::string>& endings) {
    std::string out;
    for (std::size_t i = 0; i < endings.size(); ++i) out += (i == 0 ? "" : i + 1 == endings.size() ? " or " : ", ") + endings[i];
    return out;
}

[[noreturn]] void refuse_ending(const fs::path& file, const std::string& why, const std::vector<std::string>& endings) {
    throw base::Error(file.string() + " cannot be written: " + why + ".", "Use a name that ends in " + one_of(endings) + ".",
                      base::ErrorKind::usage);
}

/// Text is kept from being read as a formula; a number begins with a minus for a good reason.
std::string csv_cell(const model::ResultColumn& column, std::size_t row) {
    std::string text = model::cell_text(column, row);
    return column.type == model::ColumnType::text ? base::csv_text(text) : text;
}

std::string csv_of(const model::ResultTable& table) {
    std::string csv;
    for (const model::ResultColumn& column : table.columns) csv += (csv.empty() ? "" : ",") + base::csv_text(column.name);
    csv += "\n";
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        for (std::size_t c = 0; c < table.columns.size(); ++c) csv += (c == 0 ? "" : ",") + csv_cell(table.columns[c], row);
        csv += "\n";
    }
    return csv;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) out += (out.empty() ? "" : " ") + as_sentence(line);
    return out;
}

CsvDescription description_of(const model::Workspace& workspace, const model::Result& result) {
    CsvDescription out;
    out.about = {{"dc:title", result.title + (workspace.county.empty() ? "" : ", " + workspace.county)},
                 {"dc:description", as_sentence(result.finding)},
                 {"needsmap:illustrative", workspace.illustrative ? "Illustrative data" : ""},
                 {"needsmap:method", joined(result.method_lines)}};
    out.provenance = result_provenance(workspace, result);
    for (const model::ResultColumn& column : result.table.columns) {
        const char* type = column.type == model::ColumnType::text     ? "string"
                           : column.type == model::ColumnType::number ? "number"
                                                                      : "integer";
        out.columns.push_back({column.name, column.title, type});
    }
    if (result.table.find("code") != nullptr) out.primary_key = "code";
    return out;
}

io::FeatureFileNotes notes_of(const model::Workspace& workspace, const model::Result& result) {
    io::FeatureFileNotes notes;
    notes.name = result.id;
    std::ranges::replace_if(
        notes.name, [](char c) { return !(std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'); }, '_');
    notes.title = result.title;
    notes.description = as_sentence(result.finding) + (result.method_lines.empty() ? "" : " " + joined(result.method_lines)) +
                        (workspace.illustrative ? " Illustrative data." : "");
    notes.provenance = result_provenance(workspace, result);
    return notes;
}

void write_sheet(const std::shared_ptr<const model::Workspace>& workspace, const std::shared_ptr<const model::Result>& result,
                 const fs::path& file, const SheetOptions& options, base::JobContext& job) {
    const auto with_it = model::with_result(*workspace, result);
    LayerCache layers(with_it);
    model::MapDocument document;
    document.layer = result->id, document.geography = result->indicator->geography->id;
    document.places = options.places, document.title = options.title;
    document.show_labels = options.show_labels, document.show_context = options.show_context;
    scene::SheetRequest request;
    request.map = build_map(layers, document);
    request.map.spokes = options.spokes;
    request.paper = scene::paper_from(options.paper);
    request.title = options.title;
    request.date = base::format_date(base::document_time());
    job.progress(0.8, "drawing");
    const scene::Sheet sheet = scene::compile_sheet(request);
    job.check_cancelled();
    paper::Metadata metadata;
    metadata.title = sheet.title, metadata.description = sheet.description, metadata.author = workspace->source;
    metadata.provenance = result_provenance(*workspace, *result);
    metadata.time = base::document_time();
    publish::export_sheet(sheet, file, options.dpi, metadata, job);
}

/// Where rows are about no areas, their own shapes.
std::vector<model::Outline> shapes_of_rows(const model::Result& result) {
    if (result.table.geography || result.outlines.size() != result.table.row_count()) return {};
    return result.outlines;
}

void write_kind(const std::shared_ptr<const model::Workspace>& workspace, const std::shared_ptr<const model::Result>& result,
                const fs::path& file, const SheetOptions& options, base::JobContext& job, Outcome& outcome) {
    const std::string ending = ending_of(file);
    if (is_standard_output(file.string()) || !is_plain_file(file) || ending == ".csv") {
        write_csv(file, csv_of(result->table), description_of(*workspace, *result), outcome);
        return;
    }
    const std::vector<std::string> endings = endings_of(*result);
    if (std::ranges::find(endings, ending) == endings.end()) refuse_ending(file, "this result has no " + ending + " form", endings);
    if (ending == ".gpkg")
        io::write_geopackage(result->table, notes_of(*workspace, *result), file, job, shapes_of_rows(*result));
    else if (ending == ".geojson")
        io::write_geojson(result->table, notes_of(*workspace, *result), file, job, shapes_of_rows(*result));
    else
        write_sheet(workspace, result, file, options, job);
    outcome.files.push_back(file.string());
}

}  // namespace

std::vector<Param> result_output_params(bool required) {
    return {
        {.name = "output",
         .short_name = "o",
         .type = ParamType::output_file,
         .help = "file to write; its ending decides the format; - is CSV on standard output",
         .required = required,
         .value_name = "OUT.(csv|gpkg|geojson|pdf|svg|png)"},
        {.name = "paper",
         .type = ParamType::text,
         .help = "A4, A3, A4-portrait, A3-portrait or WIDTHxHEIGHTmm, for a sheet",
         .default_text = "A4",
         .value_name = "SIZE"},
        {.name = "dpi",
         .type = ParamType::number,
         .help = "resolution of a PNG in dots per inch",
         .default_text = "300",
         .min = 30,
         .max = 2400,
         .value_name = "N"},
        {.name = "title", .short_name = "t", .type = ParamType::text, .help = "title of the sheet", .value_name = "TEXT"},
    };
}

SheetOptions sheet_options_from(const Params& params) {
    SheetOptions options;
    options.paper = params.text("paper", "A4");
    options.dpi = params.number("dpi").value_or(300);
    if (params.has("title")) options.title = params.text("title");
    return options;
}

std::vector<std::string> endings_of(const model::Result& result) {
    std::vector<std::string> endings = {".csv"};
    if (result.table.geography || !shapes_of_rows(result).empty()) endings.insert(endings.end(), {".gpkg", ".geojson"});
    if (result.indicator) endings.insert(endings.end(), {".pdf", ".svg", ".png"});
    return endings;
}

void check_result_file(const fs::path& file, const std::vector<std::string>& more) {
    if (file.empty() || is_standard_output(file.string()) || !is_plain_file(file)) return;
    const std::string ending = ending_of(file);
    std::vector<std::string> endings(all_endings.begin(), all_endings.end());
    endings.insert(endings.end(), more.begin(), more.end());
    if (std::ranges::find(endings, ending) == endings.end())
        refuse_ending(file,
                      ending.empty() ? "its name has no ending that says what to write" : "files ending in " + ending + " are not known",
                      endings);
    check_output_folder(file);
}

std::vector<std::pair<std::string, std::string>> result_provenance(const model::Workspace& workspace, const model::Result& result) {
    static const model::LayerDefinition no_layer;
    return provenance_of(workspace, result.indicator ? *result.indicator->definition : no_layer, result.command);
}

Outcome write_result(const std::shared_ptr<const model::Workspace>& workspace, const std::shared_ptr<const model::Result>& result,
                     const fs::path& file, const SheetOptions& options, base::JobContext& job) {
    model::check_result(*result);
    check_result_file(file);
    Outcome outcome;
    outcome.results = {result};
    outcome.diagnostics = result->diagnostics;
    note_reading_problems(*workspace, outcome);
    job.check_cancelled();
    if (!file.empty()) write_kind(workspace, result, file, options, job, outcome);
    if (!outcome.output.empty()) return outcome;
    outcome.summary = as_sentence(result->finding);
    if (!file.empty())
        outcome.summary += (outcome.summary.empty() ? "" : " ") + std::string("Wrote ") + file.string() +
                           (workspace->illustrative ? ", illustrative data." : ".");
    return outcome;
}

}  // namespace needsmap::app
