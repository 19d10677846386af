// `reach`: how many children in need one reaches by targeting the worst areas, as a table or a chart.
#include <algorithm>

#include "app/chart_output.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/reach_result.hpp"
#include "app/result_output.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

std::vector<Param> reach_params() {
    std::vector<Param> params = {
        layer_param(),
        {.name = "geography",
         .short_name = "g",
         .type = ParamType::text,
         .help = "areas to compare, such as ward,small-area; default: the workspace's and the layer's own",
         .value_name = "ID,ID"},
    };
    for (Param& param : result_output_params(false)) {
        if (param.name == "output") param.value_name = "OUT.(csv|pdf|svg|png)";
        params.push_back(std::move(param));
    }
    return params;
}

std::vector<std::string> geographies_from(const model::Workspace& workspace, const model::LayerDefinition& layer, const Params& params) {
    const std::string text = params.text("geography");
    if (text.empty()) {
        std::vector<std::string> ids = reach_geographies(workspace, layer);
        if (ids.front().empty()) static_cast<void>(geography_from(workspace, layer, params));  // says why
        return ids;
    }
    std::vector<std::string> ids;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t comma = std::min(text.find(',', from), text.size());
        Params one;
        one.add("geography", std::string(base::trim(std::string_view(text).substr(from, comma - from))));
        std::string id = geography_from(workspace, layer, one);
        if (std::ranges::find(ids, id) == ids.end()) ids.push_back(std::move(id));
        from = comma + 1;
    }
    return ids;
}

/// Rows are about areas of several kinds, so there are no boundaries to put them on. Said before the work.
void check_reach_file(const std::filesystem::path& file) {
    const std::string ending = base::fold(file.extension().string());
    if (ending == "gpkg" || ending == "geojson")
        throw base::Error(file.string() + " cannot be written: a reach curve is no map.",
                          "Use a name that ends in .csv, .pdf, .svg or .png.", base::ErrorKind::usage);
    check_result_file(file);
}

Outcome run_reach(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    const std::filesystem::path file = params.text("output");
    check_reach_file(file);
    const auto layer = layer_from(*workspace, params.text("layer"));
    const std::vector<std::string> geographies = geographies_from(*workspace, *layer, params);
    job.progress(0.2, "working out the figures");
    const std::vector<analysis::ReachCurve> curves = reach_curves(*workspace, layer->id, geographies);
    const ChartView view = reach_chart(*workspace, *layer, curves);
    const std::string command = command_line("reach", reach_params(), params, *workspace);
    const auto result = reach_result(*workspace, *layer, curves, view.chart.lead, command);
    job.check_cancelled();
    return write_result_with_chart(workspace, result, view, *layer, file, params, job);
}

}  // namespace

Operation reach_operation() {
    return {
        .id = "reach",
        .title = "Reach curve",
        .help = "Says how many children in need one reaches by targeting the worst areas, and how many more with smaller ones.",
        .params = reach_params(),
        .examples = {"needsmap reach child-poverty -o reach.csv", "needsmap reach child-poverty --geography ward,small-area -o reach.pdf"},
        .run = run_reach};
}

}  // namespace needsmap::app
