// `table`: the figures of one layer as CSV, with what they mean in a metadata file beside it.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>

#include "app/map_building.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/table_order.hpp"
#include "app/value_text.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using model::Cell;

/// Digits after the point that computed figures keep beyond what the map prints: enough to recompute with, without the noise of division.
constexpr int extra_decimals = 4;
/// Digits of sums and means, which have no decimals of their own.
constexpr int sum_decimals = 6;

std::string without_trailing_zeros(std::string text) {
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::string rounded(double number, int decimals) { return without_trailing_zeros(base::format_plain(number, decimals)); }

/// Figures as they were read are written exactly; what was divided, summed or averaged is rounded (see the constants above).
class Figures {
public:
    explicit Figures(const model::Indicator& indicator)
        : m_divided(indicator.definition->has_denominator()),
          m_aggregated(!indicator.method_note.empty()),
          m_decimals(indicator.definition->decimals) {}

    [[nodiscard]] std::string value(const Cell& cell) const {
        if (!cell.has_number()) return {};
        if (m_divided) return rounded(cell.number, m_decimals + extra_decimals);
        return m_aggregated ? rounded(cell.number, std::max(sum_decimals, m_decimals)) : base::format_exact(cell.number);
    }
    [[nodiscard]] std::string count(const std::vector<Cell>& cells, std::size_t area) const {
        if (area >= cells.size() || !cells[area].has_number()) return {};
        return m_aggregated ? rounded(cells[area].number, sum_decimals) : base::format_exact(cells[area].number);
    }

private:
    bool m_divided, m_aggregated;
    int m_decimals;
};

/// The legend's words for the class of an area; empty for an area without a number, whose state says why.
std::string class_label(const scene::Classification& classification, std::size_t area) {
    const std::uint8_t style = (*classification.class_of_area)[area];
    if (style >= classification.class_count()) return {};
    for (const scene::LegendClass& line : classification.legend)
        if (line.kind == scene::LegendClass::Kind::number && line.style == style) return line.label;
    return {};
}

std::string csv_of(const scene::MapInput& map) {
    const model::Indicator& indicator = *map.indicator;
    const Figures figures(indicator);
    std::string csv = "code,name,value,state,numerator,denominator,rank,class\n";
    for (const model::AreaIndex index : table_order(map, "rank", false)) {
        const auto area = static_cast<std::size_t>(index);
        csv += base::csv_text(map.geography->codes[area]) + "," + base::csv_text(map.geography->names[area]) + ",";
        csv += figures.value(indicator.value[area]) + "," + std::string(model::to_string(indicator.value[area].state)) + ",";
        csv += figures.count(indicator.numerator, area) + "," + figures.count(indicator.denominator, area) + ",";
        csv += (indicator.rank[area] > 0 ? std::to_string(indicator.rank[area]) : std::string()) + ",";
        csv += base::csv_text(class_label(*map.classification, area)) + "\n";
    }
    return csv;
}

Json column(const std::string& name, const std::string& title, const std::string& type) {
    return {{"name", name}, {"dc:title", title}, {"datatype", type}};
}

Json columns_of(const scene::MapInput& map) {
    const model::LayerDefinition& layer = *map.indicator->definition;
    const auto or_else = [](const std::string& text, const char* other) { return text.empty() ? std::string(other) : text; };
    return Json::array({
        column("code", "Code of the " + map.geography->singular, "string"),
        column("name", "Name of the " + map.geography->singular, "string"),
        column("value", layer.title + (layer.unit.empty() ? "" : " (" + layer.unit + ")"), "number"),
        column("state", "value or provisional where there is a figure, otherwise why there is none", "string"),
        column("numerator", or_else(layer.numerator_title, "numerator"), "number"),
        column("denominator", or_else(layer.denominator_title, "denominator"), "number"),
        column("rank", "1 is the worst; equal figures share the best rank; highest first where neither end is worse", "integer"),
        column("class", "class of the map's legend", "string"),
    });
}

/// "CSV on the Web" metadata (W3C, 2015): the CSV itself stays free of comment lines, which spreadsheets would read as rows.
std::string metadata_of(const fs::path& csv_file, const scene::MapInput& map, const std::string& command) {
    const model::Workspace& workspace = *map.workspace;
    const model::LayerDefinition& layer = *map.indicator->definition;
    Json json = {{"@context", Json::array({"http://www.w3.org/ns/csvw", {{"@language", "en"}}})}, {"url", csv_file.filename().string()}};
    json["dc:title"] = layer.title + " by " + map.geography->singular + (workspace.county.empty() ? "" : ", " + workspace.county);
    if (!layer.description.empty()) json["dc:description"] = layer.description;
    if (workspace.illustrative) json["needsmap:illustrative"] = "Illustrative data";
    if (!map.indicator->method_note.empty()) json["needsmap:method"] = map.indicator->method_note;
    if (!layer.caution.empty()) json["needsmap:caution"] = layer.caution;
    json["needsmap:precision"] = "Figures as read are exact; rates have " + std::to_string(layer.decimals + extra_decimals) +
                                 " decimals at most, sums and means " + std::to_string(sum_decimals) + ".";
    for (const auto& [name, value] : provenance_of(workspace, layer, command)) {
        if (name == "source" || name == "licence")
            json[name == "source" ? "dc:source" : "dc:license"] = value;
        else if (name != "illustrative")
            json["needsmap:" + name] = value;
    }
    json["tableSchema"] = {{"columns", columns_of(map)}, {"primaryKey", "code"}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<Param> table_params() {
    std::vector<Param> params = {
        layer_param(),
        {.name = "output",
         .short_name = "o",
         .type = ParamType::output_file,
         .help = "file to write, with OUT.csv-metadata.json beside it; - is standard output",
         .required = true,
         .value_name = "OUT.csv"},
        geography_param(),
    };
    for (Param& param : class_params())
        if (param.name == "classes" || param.name == "method" || param.name == "breaks") params.push_back(std::move(param));
    return params;
}

/// "-" and /dev/stdout: the rows go to standard output, and nothing else does.
bool is_standard_output(const std::string& name) { return name == "-" || name == "/dev/stdout"; }

/// A pipe or device takes the rows alone.
bool is_plain_file(const fs::path& file) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    return !fs::exists(status) || fs::is_regular_file(status);
}

void check_ending(const fs::path& file) {
    if (is_plain_file(file) && base::fold(file.extension().string()) != "csv")
        throw base::Error(file.string() + " does not end in .csv.", "Tables are written as CSV only.", base::ErrorKind::usage);
}

Outcome run_table(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    const fs::path file = params.text("output");
    if (!is_standard_output(file.string())) {
        check_ending(file);
        check_output_folder(file);
    }
    const auto layer = layer_from(*workspace, params.text("layer"));
    model::MapDocument document;
    document.layer = layer->id;
    document.geography = geography_from(*workspace, *layer, params);
    document.classes = classes_from(*layer, params);

    job.progress(0.2, "working out the figures");
    LayerCache layers(workspace);
    const scene::MapInput map = build_map(layers, document);
    std::string csv = csv_of(map);
    job.check_cancelled();
    Outcome outcome;
    note_reading_problems(*workspace, outcome);
    if (is_standard_output(file.string())) {
        outcome.output = std::move(csv);
        return outcome;
    }
    base::write_file(file, csv);
    outcome.files.push_back(file.string());
    if (!is_plain_file(file)) return outcome;
    const fs::path metadata_file = file.string() + "-metadata.json";
    base::write_file(metadata_file, metadata_of(file, map, command_line("table", table_params(), params, *workspace)));
    outcome.files.push_back(metadata_file.string());
    outcome.summary = "Wrote " + file.string() + ": " + layer->title + ", " + count_of_areas(*map.geography, map.geography->size()) +
                      (workspace->illustrative ? ", illustrative data." : ".");
    return outcome;
}

}  // namespace

Operation table_operation() {
    return {.id = "table",
            .title = "Export table",
            .help = "Writes a layer's figures as CSV, worst first: code, name, value, state, numerator, denominator, rank and class.",
            .params = table_params(),
            .examples = {"needsmap table child-poverty -o poverty.csv", "needsmap table neet --geography locality -o neet.csv"},
            .run = run_table};
}

}  // namespace needsmap::app
