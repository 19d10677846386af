// `gap`: how far the most and the least deprived areas lie apart.
#include "analysis/evaluate_layer.hpp"
#include "app/chart_output.hpp"
#include "app/concentration_chart.hpp"
#include "app/gap_result.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/result_output.hpp"
#include "base/error.hpp"

namespace needsmap::app {

namespace {

std::vector<Param> gap_params() {
    std::vector<Param> params = {
        layer_param(),
        {.name = "by",
         .type = ParamType::layer,
         .help = "id of the layer that says how deprived an area is",
         .default_text = usual_deprivation,
         .value_name = "LAYER"},
        {.name = "groups",
         .type = ParamType::integer,
         .help = "number of groups of equal population: 5 for fifths, 10 for tenths",
         .default_text = "5",
         .min = 2,
         .max = 10,
         .value_name = "N"},
        {.name = "picture",
         .type = ParamType::choice,
         .help = "what a picture shows: the groups on a map, or the concentration curve",
         .default_text = "map",
         .choices = {"map", "curve"},
         .value_name = "map|curve"},
        geography_param(),
    };
    for (Param& param : result_output_params(false)) params.push_back(std::move(param));
    return params;
}

void check_layers(const model::LayerDefinition& layer, const model::LayerDefinition& by) {
    if (!layer.has_denominator())
        throw base::Error(layer.title + " has no numerator and denominator to work out a gap from.", "Choose a proportion or a rate.",
                          base::ErrorKind::usage);
    if (by.id == layer.id)
        throw base::Error(layer.title + " cannot be compared by itself.", "Name another layer with --by.", base::ErrorKind::usage);
    if (by.kind == model::LayerKind::category)
        throw base::Error(by.title + " shows kinds, which have no order.", "Name another layer with --by.", base::ErrorKind::usage);
}

Outcome run_gap(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    const std::filesystem::path file = params.text("output");
    check_result_file(file);
    const auto layer = layer_from(*workspace, params.text("layer"));
    const auto by = layer_from(*workspace, params.text("by", usual_deprivation));
    check_layers(*layer, *by);
    const std::string geography = geography_from(*workspace, *layer, params);
    const auto indicator = analysis::evaluate_layer(*workspace, layer->id, geography);
    const auto deprivation = analysis::evaluate_layer(*workspace, by->id, geography);
    job.progress(0.2, "working out the gap");
    const analysis::DeprivationData data{.numerator = indicator->numerator,
                                         .denominator = indicator->denominator,
                                         .deprivation = deprivation->value,
                                         .deprivation_direction = by->direction,
                                         .is_proportion = layer->kind == model::LayerKind::proportion,
                                         .per = layer->per};
    const auto inequality = analysis::inequality(data, static_cast<int>(params.number("groups").value_or(5)), 0.95);
    job.check_cancelled();
    auto result = std::make_shared<model::Result>(gap_result(*indicator, *deprivation, inequality));
    result->command = command_line("gap", gap_params(), params, *workspace);
    if (params.text("picture", "map") != "curve") return write_result(workspace, result, file, sheet_options_from(params), job);
    return write_result_with_chart(workspace, result, concentration_chart(*workspace, *indicator, *deprivation), *layer, file, params, job);
}

}  // namespace

Operation gap_operation() {
    return {.id = "gap",
            .title = "Inequality gap",
            .help = "Compares an indicator between groups of deprivation: the gap, how many times as much, and the slope over all areas.",
            .params = gap_params(),
            .examples = {"needsmap gap child-poverty -o gap.csv",
                         "needsmap gap neet --by deprivation --groups 10 --geography small-area -o gap.csv",
                         "needsmap gap child-poverty --picture curve -o concentration.pdf"},
            .needs_drawing = true,
            .run = run_gap};
}

}  // namespace needsmap::app
