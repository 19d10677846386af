// `check`: everything that is wrong with a workspace, all at once.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "analysis/evaluate_layer.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "scene/classify.hpp"
#include "scene/palette.hpp"

namespace needsmap::app {

namespace {

using base::Diagnostic;
using base::Severity;
using Json = nlohmann::ordered_json;

constexpr int check_format = 1;

std::string_view name_of(Severity severity) {
    return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

Diagnostic about_layer(const model::LayerDefinition& layer, std::string id, std::string message, std::string hint) {
    Diagnostic diagnostic;
    diagnostic.severity = Severity::error;
    diagnostic.id = std::move(id);
    diagnostic.file = layer.file;
    diagnostic.subject = layer.id;
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    return diagnostic;
}

/// What only shows when a layer is used: its colours are known, its figures can be worked out and put into its classes.
void check_layer(const model::Workspace& workspace, const model::LayerDefinition& layer, base::Diagnostics& found) {
    if (!layer.classes.palette.empty()) {
        try {
            static_cast<void>(scene::find_palette(layer.classes.palette));
        } catch (const base::Error& error) {
            found.add(about_layer(layer, "unknown-palette", error.what(), error.hint()));
        }
    }
    const auto native = workspace.native_geography(layer);
    const bool reported_while_reading = !native || !analysis::layer_availability(workspace, layer, native->id).available;
    if (reported_while_reading) return;
    try {
        const auto indicator = analysis::evaluate_layer(workspace, layer.id, native->id);
        if (indicator->ranked_count > 0) return static_cast<void>(scene::classify(*indicator, layer.classes));
        Diagnostic empty = about_layer(layer, "no-figures", "No area has a figure for " + layer.title + ".",
                                       "Compare the codes of its table with those of the boundaries.");
        empty.severity = Severity::warning;
        found.add(std::move(empty));
    } catch (const base::Error& error) {
        found.add(about_layer(layer, "layer-fails", error.what(), error.hint()));
    }
}

/// "geodata/children.csv:12:3: error: …": a form that editors can jump from.
std::string line_of(const Diagnostic& diagnostic) {
    Diagnostic with_severity = diagnostic;
    with_severity.message = std::string(name_of(diagnostic.severity)) + ": " + diagnostic.message;
    return with_severity.text() + "\n";
}

Json json_of(const Diagnostic& d) {
    return {{"severity", name_of(d.severity)},
            {"id", d.id},
            {"file", d.file},
            {"line", d.line},
            {"column", d.column},
            {"subject", d.subject},
            {"message", d.message},
            {"hint", d.hint}};
}

std::string counted(std::size_t count, const std::string& one) {
    return base::format_count(static_cast<std::int64_t>(count)) + " " + one + (count == 1 ? "" : "s");
}

std::string summary_of(const model::Workspace& workspace, const base::Diagnostics& found) {
    const std::string what =
        workspace.title + ": " + counted(workspace.layers.size(), "layer") + ", " +
        (workspace.geographies.size() == 1 ? "1 geography"
                                           : base::format_count(static_cast<std::int64_t>(workspace.geographies.size())) + " geographies") +
        ", " + counted(workspace.places.size(), "set") + " of places. ";
    if (found.empty()) return what + "Nothing is wrong.";
    return what + counted(found.count(Severity::error), "error") + ", " + counted(found.count(Severity::warning), "warning") + ", " +
           counted(found.count(Severity::note), "note") + ".";
}

std::string json_text(const model::Workspace& workspace, const base::Diagnostics& found) {
    Json json = {{"format", check_format}, {"workspace", workspace.file}};
    json["errors"] = found.count(Severity::error);
    json["warnings"] = found.count(Severity::warning);
    json["notes"] = found.count(Severity::note);
    json["diagnostics"] = Json::array();
    for (const Diagnostic& diagnostic : found.items()) json["diagnostics"].push_back(json_of(diagnostic));
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Outcome run_check(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    base::Diagnostics found = workspace->diagnostics;
    for (const auto& layer : workspace->layers) {
        job.check_cancelled();
        check_layer(*workspace, *layer, found);
    }
    Outcome outcome;
    outcome.summary = summary_of(*workspace, found);
    if (params.flag("json")) {
        outcome.output = json_text(*workspace, found);
    } else {
        for (const Diagnostic& diagnostic : found.items()) outcome.output += line_of(diagnostic);
        outcome.output += outcome.summary + "\n";
    }
    outcome.code = found.count(Severity::error) > 0 ? base::ExitCode::problems : base::ExitCode::done;
    return outcome;
}

}  // namespace

Operation check_operation() {
    return {.id = "check",
            .title = "Check workspace",
            .help =
                "Reads everything a workspace names and lists all problems at once, with file and line. The exit code is 3 when there are "
                "errors.",
            .params = {{.name = "json", .type = ParamType::flag, .help = "write JSON for scripts"}},
            .examples = {"needsmap check -w county.toml"},
            .run = run_check};
}

}  // namespace needsmap::app
