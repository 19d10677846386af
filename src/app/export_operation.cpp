// `export`: a printed sheet of one layer as PDF, SVG or PNG.
#include <algorithm>

#include "app/find_target.hpp"
#include "app/map_building.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/result_output.hpp"
#include "app/value_text.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "publish/formats.hpp"
#include "scene/sheet.hpp"

namespace needsmap::app {

namespace {

std::vector<Param> export_params() {
    std::vector<Param> params = {
        layer_param(),
        {.name = "output",
         .short_name = "o",
         .type = ParamType::output_file,
         .help = "file to write; its ending decides the format",
         .required = true,
         .value_name = "OUT.(pdf|svg|png)"},
        geography_param(),
        {.name = "zoom-to",
         .short_name = "z",
         .type = ParamType::area,
         .help = "show this area or town instead of the whole county",
         .value_name = "NAME|CODE"},
        {.name = "box",
         .type = ParamType::text,
         .help = "show this extent, in metres of the British National Grid",
         .value_name = "WEST,SOUTH,EAST,NORTH"},
        {.name = "paper",
         .type = ParamType::text,
         .help = "A4, A3, A4-portrait, A3-portrait or WIDTHxHEIGHTmm",
         .default_text = "A4",
         .value_name = "SIZE"},
        {.name = "dpi",
         .type = ParamType::number,
         .help = "resolution of a PNG in dots per inch",
         .default_text = "300",
         .min = 30,
         .max = 2400,
         .value_name = "N"},
    };
    for (Param& param : class_params()) params.push_back(std::move(param));
    params.push_back({.name = "places",
                      .short_name = "p",
                      .type = ParamType::places,
                      .help = "show these services; may be given several times",
                      .repeatable = true,
                      .value_name = "ID"});
    params.push_back({.name = "title",
                      .short_name = "t",
                      .type = ParamType::text,
                      .help = "title of the sheet; default: the layer's",
                      .value_name = "TEXT"});
    params.push_back({.name = "no-labels", .type = ParamType::flag, .help = "leave out the names of towns and areas"});
    params.push_back({.name = "no-context", .type = ParamType::flag, .help = "leave out rivers, roads and built-up areas"});
    return params;
}

std::vector<std::string> places_from(const model::Workspace& workspace, const Params& params) {
    std::vector<std::string> known;
    for (const auto& set : workspace.places) known.push_back(set->id);
    std::vector<std::string> shown;
    for (const std::string& id : params.list("places")) {
        if (std::ranges::find(known, id) == known.end()) {
            const std::string near = base::closest(id, known);
            std::string hint = near.empty() ? (known.empty() ? "This workspace has none." : "There are " + base::join_and(known) + ".")
                                            : "Did you mean " + near + "?";
            throw base::Error("There are no places “" + id + "”.", std::move(hint), base::ErrorKind::usage);
        }
        if (std::ranges::find(shown, id) == shown.end()) shown.push_back(id);
    }
    return shown;
}

model::MapDocument document_from(const model::Workspace& workspace, const model::LayerDefinition& layer, const Params& params) {
    model::MapDocument document;
    document.layer = layer.id;
    document.geography = geography_from(workspace, layer, params);
    document.classes = classes_from(layer, params);
    document.places = places_from(workspace, params);
    document.show_labels = !params.flag("no-labels");
    document.show_context = !params.flag("no-context");
    if (params.has("title")) document.title = params.text("title");
    return document;
}

geo::MapBox box_from(const std::string& text) {
    const std::vector<double> numbers = numbers_from("box", text);
    if (numbers.size() != 4 || numbers[0] >= numbers[2] || numbers[1] >= numbers[3])
        throw base::Error("--box needs west, south, east and north, not “" + text + "”.", "For example --box 440000,235000,452000,245000.",
                          base::ErrorKind::usage);
    geo::MapBox box;
    box.add(geo::MapPoint{numbers[0], numbers[1]});
    box.add(geo::MapPoint{numbers[2], numbers[3]});
    return box;
}

/// The sheet prints method and caution itself; this is what only the figures tell.
std::vector<std::string> notes_of(const scene::MapInput& map) {
    const auto incomplete = std::ranges::count_if(map.indicator->parts_missing, [](int missing) { return missing > 0; });
    if (incomplete == 0) return {};
    return {"In " + count_of_areas(*map.geography, static_cast<std::size_t>(incomplete)) + " some parts have no figure and are left out."};
}

void set_extent(const model::Workspace& workspace, const Params& params, scene::SheetRequest& request) {
    if (params.has("zoom-to") && params.has("box"))
        throw base::Error("--zoom-to and --box exclude each other.", "Leave out one of the two.", base::ErrorKind::usage);
    if (params.has("box")) request.zoom_to = box_from(params.text("box"));
    if (!params.has("zoom-to")) return;
    const Target target = find_target(workspace, request.map.document.geography, params.text("zoom-to"));
    request.zoom_to = target.box;
    request.zoom_name = target.name;
}

scene::SheetRequest request_from(const std::shared_ptr<const model::Workspace>& workspace, const model::LayerDefinition& layer,
                                 const Params& params) {
    LayerCache layers(workspace);
    scene::SheetRequest request;
    request.paper = scene::paper_from(params.text("paper", "A4"));
    request.map = build_map(layers, document_from(*workspace, layer, params));
    set_extent(*workspace, params, request);
    request.title = request.map.document.title;
    request.date = base::format_date(base::document_time());
    request.notes = notes_of(request.map);
    return request;
}

paper::Metadata metadata_of(const model::Workspace& workspace, const model::LayerDefinition& layer, const scene::Sheet& sheet,
                            const Params& params) {
    paper::Metadata metadata;
    metadata.title = sheet.title;
    metadata.description = sheet.description;
    metadata.author = workspace.source;
    const auto result = workspace.find_result(layer.id);  // which this workspace has only for as long as the window is open
    metadata.provenance = result ? result_provenance(workspace, *result)
                                 : provenance_of(workspace, layer, command_line("export", export_params(), params, workspace));
    metadata.time = base::document_time();
    return metadata;
}

Outcome run_export(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    const std::filesystem::path file = params.text("output");
    check_output_folder(file);
    static_cast<void>(publish::format_for(file));
    const auto layer = layer_from(*workspace, params.text("layer"));
    if (const auto answer = availability(*workspace, layer->id, geography_from(*workspace, *layer, params)); !answer.available)
        throw base::Error(answer.reason, "Its figures are in `needsmap table " + layer->id + "`.");

    job.progress(0.1, "working out the figures");
    const scene::SheetRequest request = request_from(workspace, *layer, params);
    job.check_cancelled();
    job.progress(0.3, "laying out the sheet");
    const scene::Sheet sheet = scene::compile_sheet(request);
    job.check_cancelled();
    job.progress(0.5, "drawing");
    const double dpi = params.number("dpi").value_or(300);
    publish::export_sheet(sheet, file, dpi, metadata_of(*workspace, *layer, sheet, params), job);

    Outcome outcome;
    outcome.files.push_back(file.string());
    outcome.summary = "Wrote " + file.string() + ": " + layer->title + ", " +
                      count_of_areas(*request.map.geography, request.map.geography->size()) +
                      (request.zoom_name.empty() ? "" : ", zoomed to " + request.zoom_name) + ", " + request.paper.name +
                      (workspace->illustrative ? ", illustrative data." : ".");
    note_reading_problems(*workspace, outcome);
    return outcome;
}

}  // namespace

Operation export_operation() {
    return {.id = "export",
            .title = "Export map",
            .help = "Draws a layer on a sheet with title, legend, scale bar and sources, ready for a report.",
            .params = export_params(),
            .examples = {"needsmap export child-poverty -o poverty.pdf",
                         "needsmap export child-poverty --geography small-area --places childrens-centres --zoom-to Banbury -o banbury.svg",
                         "needsmap export neet --method fixed --breaks 4,6,8 --paper A3 -o neet.png"},
            .needs_drawing = true,
            .run = run_export};
}

}  // namespace needsmap::app
