// `pockets`: parents (wards) that look fine on average while one of the small areas inside does not.
#include <algorithm>

#include "analysis/evaluate_layer.hpp"
#include "analysis/pockets.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/pockets_choice.hpp"
#include "app/pockets_result.hpp"
#include "app/result_output.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "io/area_texts.hpp"

namespace needsmap::app {

namespace {

std::vector<Param> pockets_params() {
    std::vector<Param> params = {
        layer_param(),
        {.name = "parent",
         .short_name = "g",
         .type = ParamType::geography,
         .help = "areas to look inside, such as ward; default: the workspace's",
         .value_name = "ID"},
        {.name = "min-children",
         .type = ParamType::number,
         .help = "children a small area must have to count as the worst one",
         .default_text = "30",
         .min = 0,
         .max = 1e9,
         .value_name = "N"},
        {.name = "fdr",
         .type = ParamType::number,
         .help = "share of false finds among the areas called uneven, 0.001 to 0.5",
         .default_text = "0.05",
         .min = 0.001,
         .max = 0.5,
         .value_name = "Q"},
        {.name = "flagged",
         .type = ParamType::number,
         .help = "the worst areas, in per cent, that count as flagged already",
         .default_text = "20",
         .min = 1,
         .max = 99,
         .value_name = "PERCENT"},
        {.name = "rural-urban",
         .type = ParamType::input_file,
         .help = "CSV with the columns code and rural_urban_class, to rank among areas of the same class",
         .value_name = "FILE"},
        {.name = "seed",
         .type = ParamType::integer,
         .help = "of the random draws",
         .default_text = "1",
         .min = 0,
         .max = 1e9,
         .value_name = "N"},
    };
    for (Param& param : result_output_params(false)) params.push_back(std::move(param));
    return params;
}

std::string parent_from(const model::Workspace& workspace, const model::LayerDefinition& layer, const Params& params) {
    const std::string wanted = params.text("parent");
    if (wanted.empty()) return default_pocket_parent(workspace, layer);
    const std::vector<std::string> possible = pocket_parents(workspace, layer);
    if (std::ranges::find(possible, wanted) != possible.end()) return wanted;
    const std::string near = base::closest(wanted, possible);
    throw base::Error("One cannot look inside “" + wanted + "” for " + layer.title + ".",
                      near.empty() ? "Choose " + base::join_and(possible) + "." : "Did you mean " + near + "?", base::ErrorKind::usage);
}

analysis::PocketOptions options_from(const Params& params) {
    analysis::PocketOptions options;
    options.min_children = params.number("min-children").value_or(options.min_children);
    options.fdr = params.number("fdr").value_or(options.fdr);
    options.flag.share = params.number("flagged").value_or(20) / 100;
    options.seed = static_cast<std::uint64_t>(params.number("seed").value_or(1));
    return options;
}

Outcome run_pockets(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    const std::filesystem::path file = params.text("output");
    check_result_file(file);
    const auto layer = layer_from(*workspace, params.text("layer"));
    if (const analysis::Availability can = pockets_availability(*workspace, *layer); !can.available)
        throw base::Error(can.reason, "Choose a proportion or a rate with figures for smaller areas; `needsmap layers` lists them.");
    const auto own = workspace->native_geography(*layer);
    const std::string parent = parent_from(*workspace, *layer, params);

    job.progress(0.1, "working out the figures");
    const auto small = analysis::evaluate_layer(*workspace, layer->id, own->id);
    const auto parents = analysis::evaluate_layer(*workspace, layer->id, parent);
    analysis::PocketOptions options = options_from(params);
    base::Diagnostics found;
    if (params.has("rural-urban"))
        options.classes = io::read_area_texts(params.text("rural-urban"), "code", "rural_urban_class", *own, found);
    const analysis::PocketReport report = analysis::find_pockets(*small, *parents, options, job);
    const auto result = pockets_result(report, {*small, *parents, options, command_line("pockets", pockets_params(), params, *workspace)});
    Outcome outcome = write_result(workspace, result, file, sheet_options_from(params), job);
    outcome.diagnostics.add_all(found);
    return outcome;
}

}  // namespace

Operation pockets_operation() {
    return {.id = "pockets",
            .title = "Find hidden pockets",
            .help = "Finds wards that look fine on average while a small area inside them does not, told apart from chance.",
            .params = pockets_params(),
            .examples = {"needsmap pockets child-poverty -o pockets.csv", "needsmap pockets child-poverty -o pockets.pdf",
                         "needsmap pockets obesity-year-6 --min-children 50 --fdr 0.01 -o pockets.gpkg"},
            .needs_drawing = true,
            .run = run_pockets};
}

}  // namespace needsmap::app
