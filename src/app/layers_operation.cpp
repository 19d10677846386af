// `layers`: what there is to show.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/value_text.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

using Json = nlohmann::ordered_json;

/// Part of what scripts rely on: raise it when a field changes its meaning or goes away, not when one is added.
constexpr int layers_format = 1;

Json json_of(const model::Workspace& workspace) {
    Json json = {{"format", layers_format}};
    json["workspace"] = {{"file", workspace.file},
                         {"title", workspace.title},
                         {"county", workspace.county},
                         {"illustrative", workspace.illustrative},
                         {"source", workspace.source},
                         {"licence", workspace.licence},
                         {"vintage", workspace.vintage},
                         {"default_layer", workspace.default_layer},
                         {"default_geography", workspace.default_geography}};
    json["layers"] = Json::array();
    for (const auto& layer : workspace.layers) {
        const auto native = workspace.native_geography(*layer);
        json["layers"].push_back({{"id", layer->id},
                                  {"title", layer->title},
                                  {"theme", layer->theme},
                                  {"description", layer->description},
                                  {"kind", model::to_string(layer->kind)},
                                  {"unit", layer->unit},
                                  {"period", layer->period},
                                  {"direction", model::to_string(layer->direction)},
                                  {"native_geography", native ? native->id : ""},
                                  {"geographies", geographies_of(workspace, *layer)}});
    }
    json["geographies"] = Json::array();
    for (const auto& geography : workspace.geographies)
        json["geographies"].push_back(
            {{"id", geography->id}, {"title", geography->title}, {"singular", geography->singular}, {"areas", geography->size()}});
    json["places"] = Json::array();
    for (const auto& set : workspace.places)
        json["places"].push_back({{"id", set->id}, {"title", set->title}, {"theme", set->theme}, {"count", set->places.size()}});
    json["scenarios"] = Json::array();
    for (const auto& scenario : workspace.scenarios)
        json["scenarios"].push_back({{"id", scenario->id}, {"title", scenario->title}, {"places", scenario->places}});
    return json;
}

std::string padded(const std::string& text, std::size_t width) {
    return text.size() >= width ? text : text + std::string(width - text.size(), ' ');
}

/// "Children in poverty (%), 2007/08"
std::string described(const model::LayerDefinition& layer) {
    std::string out = layer.title;
    if (!layer.unit.empty()) out += " (" + layer.unit + ")";
    if (!layer.period.empty()) out += ", " + layer.period;
    return out;
}

/// Ids and what they stand for in two columns.
struct Lines {
    std::vector<std::pair<std::string, std::string>> rows;
    [[nodiscard]] std::string text(std::size_t width) const {
        std::string out;
        for (const auto& [id, words] : rows) out += "  " + padded(id, width) + "  " + words + "\n";
        return out;
    }
};

std::string text_of(const model::Workspace& workspace) {
    std::size_t width = 0;
    for (const auto& layer : workspace.layers) width = std::max(width, layer->id.size());
    for (const auto& geography : workspace.geographies) width = std::max(width, geography->id.size());
    for (const auto& set : workspace.places) width = std::max(width, set->id.size());
    for (const auto& scenario : workspace.scenarios) width = std::max(width, scenario->id.size());

    std::string out = workspace.title + (workspace.illustrative ? ": illustrative data\n" : "\n");
    std::string theme;
    for (const auto& layer : workspace.layers) {
        if (out.back() == '\n' && layer->theme != theme) out += "\n" + (layer->theme.empty() ? "Layers" : layer->theme) + "\n";
        theme = layer->theme;
        const std::vector<std::string> geographies = geographies_of(workspace, *layer);
        out += Lines{{{layer->id, described(*layer)},
                      {"", geographies.empty() ? "cannot be shown; see needsmap check" : "by " + base::join_and(geographies)}}}
                   .text(width);
    }
    out += "\nGeographies\n";
    for (const auto& geography : workspace.geographies)
        out +=
            Lines{{{geography->id, geography->title + " (" + base::format_count(static_cast<std::int64_t>(geography->size())) + ")"}}}.text(
                width);
    if (!workspace.places.empty()) out += "\nPlaces\n";
    for (const auto& set : workspace.places)
        out += Lines{{{set->id, set->title + " (" + base::format_count(static_cast<std::int64_t>(set->places.size())) + ")"}}}.text(width);
    if (!workspace.scenarios.empty()) out += "\nScenarios\n";
    for (const auto& scenario : workspace.scenarios)
        out += Lines{{{scenario->id, scenario->title + ", of " + scenario->places}}}.text(width);
    return out;
}

Outcome run_layers(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext&) {
    Outcome outcome;
    outcome.output =
        params.flag("json") ? json_of(*workspace).dump(2, ' ', false, Json::error_handler_t::replace) + "\n" : text_of(*workspace);
    outcome.summary = std::to_string(workspace->layers.size()) + " layers.";
    return outcome;
}

}  // namespace

Operation layers_operation() {
    return {.id = "layers",
            .title = "List layers",
            .help = "Lists the layers, geographies, places and scenarios of a workspace with the ids that other commands take.",
            .params = {{.name = "json", .type = ParamType::flag, .help = "write JSON for scripts"}},
            .examples = {"needsmap layers", "needsmap layers -w county.toml --json"},
            .run = run_layers};
}

}  // namespace needsmap::app
