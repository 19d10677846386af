// `index`: several indicators put together into one need index, with how sure its ranks are.
#include <algorithm>
#include <filesystem>

#include "analysis/index_sensitivity.hpp"
#include "app/index_recipe_text.hpp"
#include "app/index_result.hpp"
#include "app/index_saving.hpp"
#include "app/map_building.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/result_output.hpp"
#include "base/error.hpp"
#include "io/layer_file.hpp"

namespace needsmap::app {

namespace {

namespace fs = std::filesystem;
using model::IndexRecipe;

std::vector<Param> index_params() {
    std::vector<Param> params = {
        {.name = "recipe",
         .type = ParamType::text,
         .help = "an index of the workspace, or a file like one of its layer files",
         .positional = true,
         .value_name = "RECIPE"},
        {.name = "use", .type = ParamType::text, .help = "layers and their weights, in place of a recipe", .value_name = "A:2,B:1"},
        {.name = "method",
         .type = ParamType::choice,
         .help = "common scale of the indicators; default: the recipe's, else exponential",
         .choices = {"exponential", "z", "minmax", "percentile"},
         .value_name = "M"},
        {.name = "combine",
         .type = ParamType::choice,
         .help = "kind of mean; default: the recipe's, else arithmetic",
         .choices = {"arithmetic", "geometric"},
         .value_name = "MEAN"},
        {.name = "missing",
         .type = ParamType::choice,
         .help = "where a figure is missing: reweight the others, or let the mean stand in; default: the recipe's, else reweight",
         .choices = {"reweight", "mean"},
         .value_name = "HOW"},
        {.name = "shrink",
         .type = ParamType::choice,
         .help = "draw rates of small areas towards the mean first; default: the recipe's, else none",
         .choices = {"none", "global", "local"},
         .value_name = "HOW"},
        {.name = "draws",
         .type = ParamType::integer,
         .help = "draws for the rank intervals, 100 or more; 0: none",
         .default_text = "1000",
         .min = 0,
         .max = 100'000,
         .value_name = "N"},
        {.name = "seed",
         .type = ParamType::integer,
         .help = "of the random draws",
         .default_text = "1",
         .min = 0,
         .max = 4'294'967'295.0,
         .value_name = "N"},
        geography_param(),
        {.name = "save",
         .type = ParamType::text,
         .help = "also keep the recipe: the id of a new layer of the workspace, or a file",
         .value_name = "ID|FILE"},
        {.name = "force", .type = ParamType::flag, .help = "let --save replace a file"},
    };
    for (Param& param : result_output_params(false)) params.push_back(std::move(param));
    return params;
}

/// The layer definition that a file like a layer file describes; its own problems stop the work.
model::LayerDefinition definition_in(const fs::path& file) {
    base::Diagnostics diagnostics;
    std::string problem;
    try {
        model::LayerDefinition layer = io::read_layer_file(file, file.string(), diagnostics).definition;
        if (layer.index && diagnostics.empty()) return layer;
        problem =
            layer.index ? std::string() : file.string() + " describes no index but a " + std::string(model::to_string(layer.kind)) + ".";
    } catch (const base::Error& error) {
        problem = error.full_text();
    }
    if (!diagnostics.empty()) problem = diagnostics.items().front().text();
    throw base::Error(problem, "docs/formats.md says what a recipe looks like.");
}

model::LayerDefinition definition_of(const model::Workspace& workspace, const std::string& recipe) {
    if (const auto layer = workspace.find_layer(recipe)) {
        if (layer->index) return *layer;
        throw base::Error(layer->title + " is no index.", "To make one of it, write for example --use " + recipe + ":1.",
                          base::ErrorKind::usage);
    }
    std::error_code error;
    if (!fs::exists(recipe, error) && !recipe.ends_with(".toml"))
        throw base::Error("There is no index “" + recipe + "”, and no file of that name.",
                          "`needsmap layers` lists what there is; --use A:2,B:1 makes one of layers.", base::ErrorKind::usage);
    return definition_in(recipe);
}

/// What is to be made: a recipe by name or from a list, with the options that change it.
model::LayerDefinition wanted_index(const model::Workspace& workspace, const Params& params) {
    const std::string name = params.text("recipe"), uses = params.text("use");
    if (name.empty() == uses.empty())
        throw base::Error(name.empty() ? "Nothing says which indicators the index is made of." : "A recipe and --use exclude each other.",
                          "Name an index, a file, or layers such as --use child-poverty:2,neet:1.", base::ErrorKind::usage);
    model::LayerDefinition layer = name.empty() ? model::LayerDefinition{} : definition_of(workspace, name);
    IndexRecipe recipe = layer.index ? *layer.index : IndexRecipe{};
    if (!uses.empty()) recipe.ingredients = ingredients_from(uses);
    if (params.has("method")) recipe.method = *model::index_method_from(params.text("method"));
    if (params.has("combine")) recipe.combine = *model::index_combine_from(params.text("combine"));
    if (params.has("missing")) recipe.missing = *model::missing_policy_from(params.text("missing"));
    if (params.has("shrink")) recipe.shrink = *model::shrink_from(params.text("shrink"));
    model::LayerDefinition out = *index_definition(recipe);
    if (name.empty()) return out;
    out.description = layer.description, out.period = layer.period, out.source = layer.source, out.licence = layer.licence;
    out.caution = layer.caution, out.classes = layer.classes;
    return out;
}

/// Says which layer is not there before anything is worked out.
void check_ingredients(const model::Workspace& workspace, const IndexRecipe& recipe) {
    for (const IndexRecipe::Ingredient& ingredient : recipe.ingredients) {
        static_cast<void>(layer_from(workspace, ingredient.layer));
        if (ingredient.layer == index_result_id)
            throw base::Error("The index cannot be made of itself.", "Save it as a layer first.", base::ErrorKind::usage);
    }
}

/// Where every ingredient can be shown: what was asked for, else the workspace's own, else the first that works.
std::string geography_for(const model::Workspace& workspace, const model::LayerDefinition& index, const Params& params) {
    const std::string wanted = params.text("geography");
    if (!wanted.empty() && !workspace.find_geography(wanted)) return geography_from(workspace, index, params);  // says what there is
    const auto answer = [&](const std::string& id) { return analysis::recipe_availability(workspace, *index.index, id); };
    if (!wanted.empty()) {
        if (const auto reply = answer(wanted); !reply.available)
            throw base::Error(index.title + " cannot be made by " + wanted + ": " + reply.reason);
        return wanted;
    }
    if (answer(workspace.default_geography).available) return workspace.default_geography;
    for (const auto& geography : workspace.geographies)
        if (answer(geography->id).available) return geography->id;
    throw base::Error(index.title + " cannot be made on any geography of this workspace: " + answer(workspace.default_geography).reason);
}

std::optional<analysis::IndexUncertainty> uncertainty_of(const analysis::NeedIndex& index, const analysis::IndexMaterial& material,
                                                         const Params& params, base::JobContext& job) {
    analysis::IndexUncertaintyOptions options;
    options.draws = static_cast<int>(params.number("draws").value_or(1'000));
    options.seed = static_cast<std::uint64_t>(params.number("seed").value_or(1));
    if (options.draws == 0) return std::nullopt;
    return analysis::index_uncertainty(index, material.inputs, options, job);
}

/// Without folders, and without what only keeps the recipe.
std::string command_of(const model::Workspace& workspace, const Params& params) {
    Params shown;
    for (const auto& [name, values] : params.all())
        for (const std::string& value : values)
            if (name != "save" && name != "force") shown.add(name, name == "recipe" ? fs::path(value).filename().string() : value);
    return command_line("index", index_params(), shown, workspace);
}

Outcome run_index(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    const fs::path file = params.text("output");
    check_result_file(file);
    const auto layer = std::make_shared<const model::LayerDefinition>(wanted_index(*workspace, params));
    check_ingredients(*workspace, *layer->index);
    const std::string saved_as = params.text("save");
    const fs::path kept = saved_as.empty() ? fs::path() : index_file_for(*workspace, saved_as, params.flag("force"));
    const std::string geography = geography_for(*workspace, *layer, params);

    const analysis::IndexMaterial material = analysis::index_material(*workspace, *layer->index, geography);
    const analysis::NeedIndex index = analysis::need_index(*layer->index, material.inputs);
    const auto uncertainty = uncertainty_of(index, material, params, job);
    auto result = std::make_shared<model::Result>(index_result({.definition = layer,
                                                                .geography = workspace->find_geography(geography),
                                                                .material = &material,
                                                                .index = &index,
                                                                .uncertainty = uncertainty ? &*uncertainty : nullptr}));
    result->diagnostics.add_all(analysis::index_correlation(material.inputs).diagnostics);
    result->command = command_of(*workspace, params);
    Outcome outcome = write_result(workspace, result, file, sheet_options_from(params), job);
    if (!kept.empty()) save_index(*layer, kept, params.flag("force"), outcome);
    return outcome;
}

}  // namespace

Operation index_operation() {
    return {.id = "index",
            .title = "Need index",
            .help = "Puts indicators together into one score for each area, ranks the areas, and says how sure the ranks are.",
            .params = index_params(),
            .examples = {"needsmap index need-index -o index.csv",
                         "needsmap index --use child-poverty:2,neet:1 --method z --geography small-area -o index.pdf"},
            .needs_drawing = true,
            .run = run_index};
}

}  // namespace needsmap::app
