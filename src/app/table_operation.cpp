// `table`: the figures of one layer as CSV, with what they mean in a metadata file beside it.
#include <algorithm>

#include "app/csv_file.hpp"
#include "app/map_building.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/result_output.hpp"
#include "app/table_order.hpp"
#include "app/value_text.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

namespace fs = std::filesystem;
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
    const int of_area = classification.class_of(area);
    for (const scene::LegendClass& line : classification.legend)
        if (line.is_class() && line.style == of_area) return line.label;
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

std::vector<CsvColumn> columns_of(const scene::MapInput& map) {
    const model::LayerDefinition& layer = *map.indicator->definition;
    const auto or_else = [](const std::string& text, const char* other) { return text.empty() ? std::string(other) : text; };
    return {
        {"code", "Code of the " + map.geography->singular, "string"},
        {"name", "Name of the " + map.geography->singular, "string"},
        {"value", layer.title + (layer.unit.empty() ? "" : " (" + layer.unit + ")"), "number"},
        {"state", "value or provisional where there is a figure, otherwise why there is none", "string"},
        {"numerator", or_else(layer.numerator_title, "numerator"), "number"},
        {"denominator", or_else(layer.denominator_title, "denominator"), "number"},
        {"rank", "1 is the worst; equal figures share the best rank; highest first where neither end is worse", "integer"},
        {"class", "class of the map's legend", "string"},
    };
}

CsvDescription description_of(const scene::MapInput& map, const std::string& command) {
    const model::Workspace& workspace = *map.workspace;
    const model::LayerDefinition& layer = *map.indicator->definition;
    CsvDescription out;
    out.about = {{"dc:title", layer.title + " by " + map.geography->singular + (workspace.county.empty() ? "" : ", " + workspace.county)},
                 {"dc:description", layer.description},
                 {"needsmap:illustrative", workspace.illustrative ? "Illustrative data" : ""},
                 {"needsmap:method", map.indicator->method_note},
                 {"needsmap:caution", layer.caution},
                 {"needsmap:precision", "Figures as read are exact; rates have " + std::to_string(layer.decimals + extra_decimals) +
                                            " decimals at most, sums and means " + std::to_string(sum_decimals) + "."}};
    out.provenance = provenance_of(workspace, layer, command);
    out.columns = columns_of(map);
    out.primary_key = "code";
    return out;
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

void check_ending(const fs::path& file) {
    if (is_plain_file(file) && base::fold(file.extension().string()) != "csv")
        throw base::Error(file.string() + " does not end in .csv.", "Tables are written as CSV only.", base::ErrorKind::usage);
}

Outcome run_table(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    const fs::path file = params.text("output");
    // A result has a table of its own, with more to tell than one figure for each area.
    if (const auto result = workspace->find_result(params.text("layer"))) {
        Outcome outcome = write_result(workspace, result, file, {}, job);
        outcome.results.clear();  // it is there already
        return outcome;
    }
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
    const CsvDescription description = description_of(map, command_line("table", table_params(), params, *workspace));
    if (!write_csv(file, std::move(csv), description, outcome)) return outcome;
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
