#include "io/index_file.hpp"

#include <algorithm>
#include <cctype>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "io/toml_text.hpp"

namespace needsmap::io {

namespace fs = std::filesystem;
using model::IndexRecipe;

namespace {

const std::vector<std::string> method_words = {"exponential", "z", "minmax", "percentile"};
const std::vector<std::string> combine_words = {"arithmetic", "geometric"};
const std::vector<std::string> missing_words = {"reweight", "mean"};
const std::vector<std::string> shrink_words = {"none", "global", "local"};
const std::vector<std::string> direction_words = {"high-is-worse", "low-is-worse"};

void read_uses(TomlTable& toml, IndexRecipe& recipe, std::vector<int>& use_lines) {
    for (TomlTable& use : toml.tables("use")) {
        IndexRecipe::Ingredient ingredient{use.required_text("layer"), use.number("weight").value_or(1), {}};
        ingredient.direction = use.choice<model::Direction>("direction", direction_words, model::direction_from);
        const auto same = [&](const IndexRecipe::Ingredient& other) { return other.layer == ingredient.layer; };
        if (ingredient.weight < 0)
            use.problem("weight", "out-of-range", "\"weight\" has to be zero or more.");
        else if (std::ranges::any_of(recipe.ingredients, same))
            use.problem("layer", "used-twice", "The index uses \"" + ingredient.layer + "\" twice.",
                        "Give it one [[use]] with both weights.");
        else if (!ingredient.layer.empty()) {
            recipe.ingredients.push_back(std::move(ingredient));
            use_lines.push_back(use.place().line);
        }
        use.finish();
    }
}

void put(std::string& out, const std::string& key, const std::string& text) {
    if (!text.empty()) out += key + " = " + toml_string(text) + "\n";
}

std::string classes_text(const model::ClassSpec& classes) {
    std::string out = "\n[classes]\n";
    put(out, "method", std::string(model::to_string(classes.method)));
    out += "count = " + std::to_string(classes.count) + "\n";
    put(out, "palette", classes.palette);
    if (classes.reversed) out += "reversed = true\n";
    std::string breaks;
    for (const double at : classes.breaks) breaks += (breaks.empty() ? "" : ", ") + base::format_exact(at);
    if (!breaks.empty()) out += "breaks = [" + breaks + "]\n";
    return out;
}

bool is_id(const std::string& text) {
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) != 0 || c == '-'; });
}

}  // namespace

std::shared_ptr<const IndexRecipe> read_index_recipe(TomlTable& toml, const std::string& title, std::vector<int>& use_lines) {
    IndexRecipe recipe;
    recipe.title = title;
    recipe.method = toml.choice<model::IndexMethod>("method", method_words, model::index_method_from).value_or(recipe.method);
    recipe.combine = toml.choice<model::IndexCombine>("combine", combine_words, model::index_combine_from).value_or(recipe.combine);
    recipe.missing = toml.choice<model::MissingPolicy>("missing", missing_words, model::missing_policy_from).value_or(recipe.missing);
    recipe.shrink = toml.choice<model::Shrink>("shrink", shrink_words, model::shrink_from).value_or(recipe.shrink);
    read_uses(toml, recipe, use_lines);
    if (recipe.ingredients.empty()) {
        toml.problem("use", "missing-key", "An index needs at least one [[use]] with the id of a layer.");
        return nullptr;
    }
    if (std::ranges::none_of(recipe.ingredients, [](const auto& ingredient) { return ingredient.weight > 0; })) {
        toml.problem("use", "out-of-range", "All weights of the index are zero.", "Give at least one layer a weight.");
        return nullptr;
    }
    return std::make_shared<const IndexRecipe>(std::move(recipe));
}

std::string index_file_text(const model::LayerDefinition& index) {
    const IndexRecipe& recipe = *index.index;
    std::string out;
    put(out, "title", index.title);
    put(out, "theme", index.theme);
    put(out, "description", index.description);
    put(out, "kind", "index");
    put(out, "method", std::string(model::to_string(recipe.method)));
    put(out, "combine", std::string(model::to_string(recipe.combine)));
    put(out, "missing", std::string(model::to_string(recipe.missing)));
    put(out, "shrink", std::string(model::to_string(recipe.shrink)));
    put(out, "unit", index.unit);
    out += "decimals = " + std::to_string(index.decimals) + "\n";
    put(out, "period", index.period);
    put(out, "source", index.source);
    put(out, "licence", index.licence);
    put(out, "caution", index.caution);
    for (const IndexRecipe::Ingredient& ingredient : recipe.ingredients) {
        out += "\n[[use]]\n";
        put(out, "layer", ingredient.layer);
        out += "weight = " + base::format_exact(ingredient.weight) + "\n";
        if (ingredient.direction) put(out, "direction", std::string(model::to_string(*ingredient.direction)));
    }
    return out + classes_text(index.classes);
}

void write_index_file(const model::LayerDefinition& index, const fs::path& file, bool replace) {
    if (file.extension() != ".toml" || !is_id(file.stem().string()))
        throw base::Error(file.string() + " is no name for a layer file.",
                          "Use letters, digits and hyphens, and the ending .toml; the name is the layer's id.", base::ErrorKind::usage);
    std::error_code error;
    if (!replace && fs::exists(file, error))
        throw base::Error(file.string() + " is there already.", "Choose another name, or say that it may be replaced.",
                          base::ErrorKind::usage);
    base::write_file(file, index_file_text(index));
}

}  // namespace needsmap::io
