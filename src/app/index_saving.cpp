#include "app/index_saving.hpp"

#include <algorithm>
#include <cctype>

#include "app/open_workspace.hpp"
#include "app/operation_parts.hpp"
#include "base/error.hpp"
#include "io/index_file.hpp"
#include "model/index_recipe.hpp"

namespace needsmap::app {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const std::string& what, std::string hint) { throw base::Error(what, std::move(hint), base::ErrorKind::usage); }

bool is_id(const std::string& text) {
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) != 0 || c == '-'; });
}

bool is_within(const fs::path& file, const fs::path& folder) {
    std::error_code error;
    return !folder.empty() && fs::equivalent(fs::absolute(file).parent_path(), folder, error) && !error;
}

fs::path layer_file_of(const model::Workspace& workspace, const std::string& id) {
    if (!is_id(id)) refuse("“" + id + "” is no id for a layer.", "Use letters, digits and hyphens, such as need-index-2.");
    if (is_embedded(workspace))
        refuse("The layers of the county that ships with the program stay as they are.",
               "Save to a file of your own, such as " + id + ".toml, and put it into the layers folder of your workspace.");
    if (workspace.layers_folder.empty())
        refuse("The workspace names no folder of layers.", "Save to a file, such as " + id + ".toml, and add the key \"layers\".");
    return fs::path(workspace.layers_folder) / (id + ".toml");
}

/// "my-index" as "My index", so that two indices are told apart in a list.
std::string title_from(std::string id) {
    std::ranges::replace(id, '-', ' ');
    if (!id.empty()) id[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(id[0])));
    return id;
}

}  // namespace

fs::path index_file_for(const model::Workspace& workspace, const std::string& name, bool replace) {
    const bool is_path = name.find('/') != std::string::npos || name.ends_with(".toml");
    const fs::path file = is_path ? fs::path(name) : layer_file_of(workspace, name);
    if (file.extension() != ".toml") refuse(file.string() + " does not end in .toml.", "Recipes are TOML files.");
    if (!is_id(file.stem().string())) refuse(file.string() + " is no name for a layer file.", "Use letters, digits and hyphens.");
    check_output_folder(file);
    if (is_embedded(workspace) && is_within(file, workspace.layers_folder))
        refuse("The layers of the county that ships with the program stay as they are.", "Save to another folder.");
    std::error_code error;
    if (!replace && fs::exists(file, error))
        refuse(file.string() + " is there already.", "Choose another name, or let it be replaced with --force.");
    return file;
}

void save_index(const model::LayerDefinition& index, const fs::path& file, bool replace, Outcome& outcome) {
    model::LayerDefinition kept = index;
    if (kept.theme == "Results") kept.theme = "Overall need";
    if (kept.index->title.empty()) kept.title = title_from(file.stem().string());
    io::write_index_file(kept, file, replace);
    outcome.files.push_back(file.string());
    outcome.summary += (outcome.summary.empty() ? "" : " ") + std::string("Saved the recipe as ") + file.string() + ".";
}

}  // namespace needsmap::app
