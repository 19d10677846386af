// `network build`: reads roads and timetables into the cache, once, and says what they are like.
#include <filesystem>

#include "app/network_report.hpp"
#include "app/open_workspace.hpp"
#include "app/operation_list.hpp"
#include "app/travel_store.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "io/population_points.hpp"
#include "io/source_path.hpp"

namespace needsmap::app {

namespace fs = std::filesystem;

namespace {

std::vector<Param> network_params() {
    return {{.name = "action",
             .type = ParamType::choice,
             .help = "build: read everything into the cache and report",
             .positional = true,
             .required = true,
             .choices = {"build"},
             .value_name = "build"},
            {.name = "file",
             .type = ParamType::input_file,
             .help = "roads, or a timetable (a folder or .zip in the GTFS format), instead of those of the workspace",
             .positional = true,
             .repeatable = true,
             .value_name = "FILE…"},
            {.name = "json", .type = ParamType::flag, .help = "write JSON for scripts"}};
}

/// A folder, or an archive that is one file of its own: roads in an archive are named with their file inside (roads.zip/roads.gpkg).
bool is_timetable(const io::SourcePath& source) {
    std::error_code error;
    return fs::is_directory(source.file, error) ? base::fold(source.file.extension().string()) != "gdb"
                                                : source.is_zip && source.inside.empty();
}

void require(const io::SourcePath& source, const std::string& written) {
    try {
        io::require_readable(source);
    } catch (const base::Error& error) {
        throw base::Error("Cannot read " + written + ": " + error.what(), "Check the name.");
    }
}

/// The workspace with these files instead of its own roads and timetables.
model::Workspace with_files(const model::Workspace& workspace, const std::vector<std::string>& files) {
    model::Workspace out = workspace;
    out.roads.files.clear(), out.bus.reset();
    for (const std::string& file : files) {
        const io::SourcePath source = io::resolve_path({}, file);
        std::error_code error;
        const std::string absolute = fs::absolute(file, error).lexically_normal().string();
        if (!is_timetable(source)) {
            require(source, file);
            out.roads.files.push_back(absolute);
            continue;
        }
        if (!out.bus) out.bus = workspace.bus.value_or(model::BusSource{}), out.bus->timetables.clear(), out.bus->written.clear();
        out.bus->timetables.push_back(absolute), out.bus->written.push_back(file);
        out.bus->term_date.reset(), out.bus->holiday_date.reset();
    }
    return out;
}

/// Where the program's own data lie is of no interest.
base::Diagnostics without_folders(const base::Diagnostics& diagnostics) {
    base::Diagnostics out;
    for (base::Diagnostic d : diagnostics.items()) {
        d.file = fs::path(d.file).filename().string();
        out.add(std::move(d));
    }
    return out;
}

Outcome run_network(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    const std::vector<std::string> files = params.list("file");
    const model::Workspace used = files.empty() ? *workspace : with_files(*workspace, files);
    if (used.roads.files.empty() && !used.bus)
        throw base::Error("The workspace " + workspace->title + " names neither roads nor a timetable.",
                          "Name files after “build”, or add [roads] and [bus] to the workspace.");
    const auto roads = used.roads.files.empty() ? nullptr : roads_of(used, job);
    const auto timetable = used.bus ? timetable_of(used, job) : nullptr;
    job.progress(0.8, "looking at the population points");
    const NetworkReport report =
        network_report(roads, used.roads.snap_limit_m, io::read_population_points(used, job), timetable, used.bus, job);
    Outcome outcome;
    outcome.output = params.flag("json") ? report_json(report) : report_text(report);
    outcome.summary = "Read the network.";
    outcome.diagnostics = files.empty() && is_embedded(*workspace) ? without_folders(report.diagnostics) : report.diagnostics;
    const bool problems = report.diagnostics.count(base::Severity::error) > 0 || report.diagnostics.count(base::Severity::warning) > 0;
    outcome.code = problems ? base::ExitCode::problems : base::ExitCode::done;
    return outcome;
}

}  // namespace

Operation network_operation() {
    return {.id = "network",
            .title = "Road network and timetable",
            .help = "Reads roads and timetables into the cache and reports what they are like. The exit code is 3 when there are problems.",
            .params = network_params(),
            .examples = {"needsmap network build", "needsmap network build -w county.toml",
                         "needsmap network build oxford-roads.geojson timetable.zip"},
            .run = run_network};
}

}  // namespace needsmap::app
