#include "io/scenario_file.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "io/toml_reader.hpp"
#include "io/toml_text.hpp"

namespace needsmap::io {

namespace fs = std::filesystem;
using base::Severity;
using model::AddedSite;
using model::Scenario;

namespace {

bool is_id(const std::string& id) {
    return !id.empty() && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

void read_rule(TomlTable& toml, Scenario& scenario) {
    const int rules = (toml.has("open") ? 1 : 0) + (toml.has("closed") ? 1 : 0) + (toml.has("where") ? 1 : 0);
    if (rules > 1) throw base::Error("A scenario has one of \"open\", \"closed\" and \"where\", not several.");
    if (toml.has("open")) scenario.rule = Scenario::Rule::open, scenario.ids = toml.texts("open");
    if (toml.has("closed")) scenario.rule = Scenario::Rule::closed, scenario.ids = toml.texts("closed");
    if (auto where = toml.table("where")) {
        scenario.rule = Scenario::Rule::where;
        scenario.condition = {where->required_text("column"), where->number("at_least"), where->number("at_most"), where->text("equals")};
        where->finish();
        const bool has_bound = scenario.condition.at_least || scenario.condition.at_most || scenario.condition.equals;
        if (scenario.condition.column.empty() || !has_bound)
            throw base::Error("\"where\" needs a column and one of \"at_least\", \"at_most\" and \"equals\".");
    }
}

void read_added(TomlTable& toml, Scenario& scenario) {
    for (TomlTable& item : toml.tables("added")) {
        AddedSite site;
        site.id = item.required_text("id");
        site.name = item.text_or("name", site.id);
        const auto x = item.number("x"), y = item.number("y");
        site.capacity = item.number("capacity");
        item.finish();
        if (!x || !y)
            item.problem({}, "missing-key", "An added site needs \"x\" and \"y\", in metres of the British National Grid.");
        else if (site.capacity && !(*site.capacity >= 0))
            item.problem("capacity", "out-of-range", "\"capacity\" is a number of places, zero or more.");
        else if (!site.id.empty())
            site.position = {*x, *y}, scenario.added.push_back(std::move(site));
    }
}

std::string rule_text(const Scenario& scenario) {
    std::string out;
    if (scenario.rule == Scenario::Rule::open || scenario.rule == Scenario::Rule::closed) {
        out = scenario.rule == Scenario::Rule::open ? "open = [" : "closed = [";
        for (std::size_t i = 0; i < scenario.ids.size(); ++i) out += (i > 0 ? ", " : "") + toml_string(scenario.ids[i]);
        return out + "]\n";
    }
    if (scenario.rule == Scenario::Rule::all) return out;
    out = "where = { column = " + toml_string(scenario.condition.column);
    if (scenario.condition.at_least) out += ", at_least = " + base::format_exact(*scenario.condition.at_least);
    if (scenario.condition.at_most) out += ", at_most = " + base::format_exact(*scenario.condition.at_most);
    if (scenario.condition.equals) out += ", equals = " + toml_string(*scenario.condition.equals);
    return out + " }\n";
}

}  // namespace

Scenario read_scenario_file(const fs::path& path, const std::string& written, base::Diagnostics& diagnostics) {
    const toml::table parsed = parse_toml_file(path);
    TomlTable toml(parsed, "the scenario", written, diagnostics);
    Scenario scenario;
    scenario.id = path.stem().string();
    scenario.title = toml.required_text("title");
    scenario.description = toml.text_or("description", {});
    scenario.places = toml.required_text("places");
    read_rule(toml, scenario);
    read_added(toml, scenario);
    toml.finish();
    if (scenario.title.empty() || scenario.places.empty()) throw base::Error("A scenario needs a title and places.");
    if (!is_id(scenario.id))
        throw base::Error("The file name has other characters than letters, digits, - and _, so it cannot be typed in a command.");
    return scenario;
}

std::vector<Scenario> read_scenario_folder(const fs::path& folder, const std::string& written, base::Diagnostics& diagnostics) {
    std::vector<fs::path> paths;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".toml" && !entry.path().filename().string().starts_with('.')) paths.push_back(entry.path());
    std::ranges::sort(paths);
    std::vector<Scenario> scenarios;
    for (const fs::path& path : paths) {
        const std::string name = (fs::path(written) / path.filename()).string();
        const std::size_t before = diagnostics.count(Severity::error);
        try {
            scenarios.push_back(read_scenario_file(path, name, diagnostics));
        } catch (const TomlError& problem) {
            diagnostics.add({Severity::error,
                             "broken-toml",
                             name,
                             problem.place.line,
                             problem.place.column,
                             {},
                             problem.what(),
                             problem.hint() + " The scenario is left out."});
        } catch (const base::Error& problem) {
            // What is wrong may have been listed line by line already.
            if (diagnostics.count(Severity::error) == before)
                diagnostics.add({Severity::error, "scenario-file", name, 0, 0, {}, problem.what(), problem.hint()});
        }
    }
    return scenarios;
}

std::string scenario_file_text(const Scenario& scenario) {
    std::string out = "title = " + toml_string(scenario.title) + "\n";
    if (!scenario.description.empty()) out += "description = " + toml_string(scenario.description) + "\n";
    out += "places = " + toml_string(scenario.places) + "\n" + rule_text(scenario);
    for (const AddedSite& site : scenario.added) {
        out += "\n[[added]]\nid = " + toml_string(site.id) + "\nname = " + toml_string(site.name) +
               "\nx = " + base::format_exact(site.position.x) + "\ny = " + base::format_exact(site.position.y) + "\n";
        if (site.capacity) out += "capacity = " + base::format_exact(*site.capacity) + "\n";
    }
    return out;
}

void write_scenario_file(const Scenario& scenario, const fs::path& folder, bool replace) {
    if (!is_id(scenario.id))
        throw base::Error("\"" + scenario.id + "\" cannot be the id of a scenario.", "Use letters, digits, - and _ only.");
    const fs::path file = folder / (scenario.id + ".toml");
    std::error_code error;
    if (!replace && fs::exists(file, error)) throw base::Error(file.string() + " is there already.", "Choose another id, or replace it.");
    fs::create_directories(folder, error);
    base::write_file(file, scenario_file_text(scenario));
}

}  // namespace needsmap::io
