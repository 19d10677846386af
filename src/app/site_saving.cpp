#include "app/site_saving.hpp"

#include <algorithm>
#include <cctype>

#include "app/open_workspace.hpp"
#include "app/operation_parts.hpp"
#include "app/site_words.hpp"
#include "base/error.hpp"

namespace needsmap::app {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const std::string& what, std::string hint) { throw base::Error(what, std::move(hint), base::ErrorKind::usage); }

bool is_id(const std::string& text) {
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; });
}

bool is_within(const fs::path& file, const fs::path& folder) {
    std::error_code error;
    return !folder.empty() && fs::equivalent(fs::absolute(file).parent_path(), folder, error) && !error;
}

/// One of the workspace's places, as opposed to a site that a scenario or the plan adds.
bool is_of_set(const model::PlaceSet& set, const SitingSite& site) {
    return site.kind == set.id && std::ranges::any_of(set.places, [&](const model::Place& place) {
               return place.id == site.id && place.position.x == site.position.x && place.position.y == site.position.y;
           });
}

fs::path scenario_file_of(const model::Workspace& workspace, const std::string& id) {
    if (!is_id(id)) refuse("“" + id + "” is no id for a scenario.", "Use letters, digits and hyphens, such as best-8.");
    if (is_embedded(workspace))
        refuse("The scenarios of the county that ships with the program stay as they are.",
               "Save to a file of your own, such as " + id + ".toml: commands take it where they take a scenario.");
    return fs::path(workspace.scenarios_folder) / (id + ".toml");
}

}  // namespace

model::Scenario plan_scenario(const SiteQuestion& question, const analysis::SitingPlan& plan, std::string id, std::string description) {
    model::Scenario out;
    out.id = std::move(id), out.description = std::move(description);
    out.title = count_of_sites(plan.sites.size()) + ": " + out.id;
    out.places = question.places->id, out.rule = model::Scenario::Rule::open;
    for (const analysis::SiteIndex j : plan.sites) {
        const SitingSite& site = question.sites[j];
        if (is_of_set(*question.set, site))
            out.ids.push_back(site.id);
        else
            out.added.push_back({site.id, site.name, site.position, site.capacity});
    }
    return out;
}

fs::path scenario_file_for(const model::Workspace& workspace, const std::string& name, bool replace) {
    const bool is_path = name.find('/') != std::string::npos || name.ends_with(".toml");
    const fs::path file = is_path ? fs::path(name) : scenario_file_of(workspace, name);
    if (file.extension() != ".toml") refuse(file.string() + " does not end in .toml.", "Scenarios are TOML files.");
    if (!is_id(file.stem().string())) refuse(file.string() + " is no name for a scenario.", "Use letters, digits and hyphens.");
    if (is_path) check_output_folder(file);  // the workspace's own folder is made when it is not there
    if (is_embedded(workspace) && is_within(file, workspace.scenarios_folder))
        refuse("The scenarios of the county that ships with the program stay as they are.", "Save to another folder.");
    std::error_code error;
    if (!replace && fs::exists(file, error))
        refuse(file.string() + " is there already.", "Choose another name, or let it be replaced with --force.");
    return file;
}

}  // namespace needsmap::app
