#include "app/operation_parts.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

#include "analysis/evaluate_layer.hpp"
#include "app/map_building.hpp"
#include "app/open_workspace.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "base/text.hpp"
#include "scene/palette.hpp"

namespace needsmap::app {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const std::string& what, std::string hint) { throw base::Error(what, std::move(hint), base::ErrorKind::usage); }

/// As a POSIX shell needs it: plain when nothing in it means anything to the shell, else in single quotes.
std::string shell_word(const std::string& text) {
    const auto harmless = [](unsigned char c) {
        return std::isalnum(c) != 0 || c >= 0x80 || std::string_view("-_./,:=+%@").find(static_cast<char>(c)) != std::string_view::npos;
    };
    if (!text.empty() && std::ranges::all_of(text, harmless)) return text;
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::string without_folder(const Param& param, const std::string& value) {
    if (param.type == ParamType::output_file) return "OUT" + fs::path(value).extension().string();
    return param.type == ParamType::input_file ? fs::path(value).filename().string() : value;
}

}  // namespace

std::shared_ptr<const model::LayerDefinition> layer_from(const model::Workspace& workspace, const std::string& id) {
    if (auto layer = workspace.find_layer(id)) return layer;
    std::vector<std::string> ids;
    for (const auto& layer : workspace.layers) ids.push_back(layer->id);
    if (ids.empty()) refuse("There is no layer “" + id + "”; this workspace has none.", "Run `needsmap check` to see why.");
    const std::string near = base::closest(id, ids);
    refuse("There is no layer “" + id + "”.", near.empty() ? "There are " + base::join_and(ids) + "." : "Did you mean " + near + "?");
}

std::vector<std::string> geographies_of(const model::Workspace& workspace, const model::LayerDefinition& layer) {
    std::vector<std::string> ids;
    for (const auto& geography : workspace.geographies)
        if (analysis::layer_availability(workspace, layer, geography->id).available) ids.push_back(geography->id);
    return ids;
}

std::string geography_from(const model::Workspace& workspace, const model::LayerDefinition& layer, const Params& params) {
    const std::string wanted = params.text("geography");
    if (wanted.empty()) {
        std::string id = default_geography(workspace, layer.id);
        // What cannot be mapped, such as a crude count, may still have figures.
        if (const auto figures = geographies_of(workspace, layer); id.empty() && !figures.empty())
            id = std::ranges::find(figures, workspace.default_geography) != figures.end() ? workspace.default_geography : figures.front();
        if (id.empty())
            throw base::Error(layer.title + " cannot be shown on any geography of this workspace.", "Run `needsmap check` to see why.");
        return id;
    }
    if (!workspace.find_geography(wanted)) {
        std::vector<std::string> ids;
        for (const auto& geography : workspace.geographies) ids.push_back(geography->id);
        const std::string near = base::closest(wanted, ids);
        refuse("There is no geography “" + wanted + "”.",
               near.empty() ? "There are " + base::join_and(ids) + "." : "Did you mean " + near + "?");
    }
    const auto answer = analysis::layer_availability(workspace, layer, wanted);
    if (answer.available) return wanted;
    const std::vector<std::string> possible = geographies_of(workspace, layer);
    throw base::Error(layer.title + " cannot be shown by " + wanted + ": " + answer.reason,
                      possible.empty() ? std::string() : "It can be shown by " + base::join_and(possible) + ".");
}

Param layer_param() {
    return {.name = "layer",
            .type = ParamType::layer,
            .help = "id of the layer; `needsmap layers` lists them",
            .positional = true,
            .required = true,
            .value_name = "LAYER"};
}

Param geography_param() {
    return {.name = "geography",
            .short_name = "g",
            .type = ParamType::geography,
            .help = "areas to show, such as ward or small-area; default: the workspace's, where the layer allows it",
            .value_name = "ID"};
}

std::vector<Param> class_params() {
    return {
        {.name = "classes", .type = ParamType::integer, .help = "number of classes, 3 to 9", .min = 3, .max = 9, .value_name = "N"},
        {.name = "method",
         .type = ParamType::class_method,
         .help = "how values become classes",
         .choices = {"quantile", "equal", "natural-breaks", "standard-deviation", "fixed", "national"},
         .value_name = "M"},
        {.name = "breaks", .type = ParamType::text, .help = "bounds between classes, for the method fixed: 5,10,20", .value_name = "A,B,…"},
        {.name = "palette", .type = ParamType::palette, .help = "colours, such as YlOrBr, Blues or viridis", .value_name = "P"},
        {.name = "reversed", .type = ParamType::flag, .help = "swap the ends of the palette"},
    };
}

std::vector<double> numbers_from(const std::string& option, const std::string& text) {
    std::vector<double> numbers;
    std::string_view left = text;
    while (true) {
        const std::size_t comma = std::min(left.find(','), left.size());
        const std::string_view item = base::trim(left.substr(0, comma));
        double value = 0;
        const auto [end, error] = std::from_chars(item.data(), item.data() + item.size(), value);
        if (error != std::errc() || end != item.data() + item.size() || !std::isfinite(value))
            refuse("--" + option + " needs numbers with commas between, not “" + text + "”.", "For example --" + option + " 5,10,20.");
        numbers.push_back(value);
        if (comma == left.size()) return numbers;
        left.remove_prefix(comma + 1);
    }
}

std::optional<model::ClassSpec> classes_from(const model::LayerDefinition& layer, const Params& params) {
    using model::ClassMethod;
    const bool any =
        params.has("classes") || params.has("method") || params.has("breaks") || params.has("palette") || params.has("reversed");
    if (!any) return std::nullopt;
    if (layer.kind == model::LayerKind::category)
        refuse(layer.title + " shows kinds, which have colours of their own.", "Leave out the options about classes and colours.");
    model::ClassSpec spec = layer.classes;
    if (params.has("breaks")) {
        spec.method = ClassMethod::fixed;
        spec.breaks = numbers_from("breaks", params.text("breaks"));
        if (std::ranges::adjacent_find(spec.breaks, std::ranges::greater_equal{}) != spec.breaks.end())
            refuse("--breaks must rise from one number to the next, not " + params.text("breaks") + ".", "For example --breaks 5,10,20.");
    }
    if (params.has("method")) {
        const auto method = *model::class_method_from(params.text("method"));
        if (params.has("breaks") && method != ClassMethod::fixed)
            refuse("--breaks goes with --method fixed only.", "Leave out one of the two.");
        spec.method = method;
    }
    if (const auto count = params.number("classes")) {
        const bool counted = spec.method != ClassMethod::fixed && spec.method != ClassMethod::national;
        if (!counted && (params.has("method") || params.has("breaks")))
            refuse("--classes has no meaning with fixed or national bounds.", "Leave out --classes, or choose another --method.");
        if (!counted) spec.method = ClassMethod::quantile;
        spec.count = static_cast<int>(*count);
    }
    if (spec.method == ClassMethod::fixed && spec.breaks.empty())
        refuse("--method fixed needs bounds.", "Add for example --breaks 5,10,20.");
    if (spec.method == ClassMethod::national && layer.thresholds.empty())
        refuse(layer.title + " has no national thresholds.", "Choose another --method.");
    if (params.has("palette")) spec.palette = scene::find_palette(params.text("palette")).id;
    if (params.has("reversed")) spec.reversed = params.flag("reversed");
    return spec;
}

void check_output_folder(const fs::path& file) {
    std::error_code error;
    if (fs::is_directory(file, error)) throw base::Error(file.string() + " is a folder.", "Give a file name.");
    const fs::path folder = file.parent_path();
    if (folder.empty() || fs::is_directory(folder, error)) return;
    throw base::Error("There is no folder " + folder.string() + ".", "Make it first, or write somewhere else.");
}

std::string command_line(const std::string& operation, const std::vector<Param>& declared, const Params& params,
                         const model::Workspace& workspace) {
    std::string line = "needsmap " + operation;
    for (const Param& param : declared)
        if (param.positional && params.has(param.name)) line += " " + shell_word(without_folder(param, params.text(param.name)));
    if (!is_embedded(workspace)) line += " -w " + shell_word(fs::path(workspace.file).filename().string());
    for (const Param& param : declared) {
        if (param.positional) continue;
        for (const std::string& value : params.list(param.name)) {
            if (param.type == ParamType::flag) {
                if (value == "on") line += " --" + param.name;
            } else if (value != param.default_text) {
                line +=
                    (param.name == "output" ? std::string(" -o ") : " --" + param.name + " ") + shell_word(without_folder(param, value));
            }
        }
    }
    return line;
}

std::vector<std::pair<std::string, std::string>> provenance_of(const model::Workspace& workspace, const model::LayerDefinition& layer,
                                                               const std::string& command) {
    std::vector<std::pair<std::string, std::string>> lines = {
        {"needsmap", std::string(base::version())},
        {"command", command},
        {"workspace", fs::path(workspace.file).filename().string()},
        {"workspace-hash", base::hex64(workspace.content_hash)},
        {"layer", layer.id},
        {"period", layer.period},
        {"source", layer.source.empty() ? workspace.source : layer.source},
        {"licence", layer.licence.empty() ? workspace.licence : layer.licence},
        {"boundaries", workspace.vintage},
        {"illustrative", workspace.illustrative ? "Illustrative data" : ""},
    };
    std::erase_if(lines, [](const auto& line) { return line.second.empty(); });
    return lines;
}

base::Diagnostics naming_subjects(const base::Diagnostics& diagnostics) {
    base::Diagnostics out;
    for (base::Diagnostic each : diagnostics.items()) {
        if (!each.subject.empty() && each.file.empty() && !each.message.starts_with(each.subject))
            each.message = each.subject + ": " + each.message;
        out.add(std::move(each));
    }
    return out;
}

void note_reading_problems(const model::Workspace& workspace, Outcome& outcome) {
    const std::size_t errors = workspace.diagnostics.count(base::Severity::error);
    if (errors == 0) return;
    base::Diagnostic note;
    note.severity = base::Severity::error;
    note.id = "reading-problems";
    note.file = workspace.file;
    note.message =
        std::to_string(errors) + (errors == 1 ? " problem was" : " problems were") + " found while reading, so something may be left out.";
    note.hint = "Run `needsmap check` on this workspace to see " + std::string(errors == 1 ? "it." : "them all.");
    outcome.diagnostics.add(std::move(note));
    outcome.code = base::ExitCode::problems;
}

}  // namespace needsmap::app
