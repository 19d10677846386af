// `cross`: one map of two layers, by thirds of each.
#include "analysis/evaluate_layer.hpp"
#include "app/cross_result.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/result_output.hpp"
#include "base/error.hpp"

namespace needsmap::app {

namespace {

std::vector<Param> cross_params() {
    std::vector<Param> params = {
        layer_param(),
        {.name = "with", .type = ParamType::layer, .help = "id of the layer to cross it with", .required = true, .value_name = "LAYER"},
        geography_param(),
    };
    for (Param& param : result_output_params(false)) params.push_back(std::move(param));
    return params;
}

Outcome run_cross(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    const std::filesystem::path file = params.text("output");
    check_result_file(file);
    const auto layer = layer_from(*workspace, params.text("layer"));
    const auto with = layer_from(*workspace, params.text("with"));
    if (layer->id == with->id)
        throw base::Error(layer->title + " cannot be crossed with itself.", "Name another layer.", base::ErrorKind::usage);
    const std::string geography = geography_from(*workspace, *layer, params);
    job.progress(0.2, "crossing two layers");
    const auto across = analysis::evaluate_layer(*workspace, layer->id, geography);
    const auto up = analysis::evaluate_layer(*workspace, with->id, geography);
    auto result = std::make_shared<model::Result>(cross_result(*across, *up));
    result->command = command_line("cross", cross_params(), params, *workspace);
    job.check_cancelled();
    return write_result(workspace, result, file, sheet_options_from(params), job);
}

}  // namespace

Operation cross_operation() {
    return {.id = "cross",
            .title = "Cross two layers",
            .help = "Draws two layers on one map, by thirds of each: where both needs are high, and where only one is.",
            .params = cross_params(),
            .examples = {"needsmap cross child-poverty --with obesity-year-6 -o both.pdf"},
            .needs_drawing = true,
            .run = run_cross};
}

}  // namespace needsmap::app
