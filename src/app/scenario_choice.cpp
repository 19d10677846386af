#include "app/scenario_choice.hpp"

#include <filesystem>

#include "base/diagnostics.hpp"
#include "base/error.hpp"
#include "io/scenario_file.hpp"

namespace needsmap::app {

namespace fs = std::filesystem;

namespace {

std::shared_ptr<const model::Scenario> scenario_in(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error))
        throw base::Error("There is no scenario file " + file.string() + ".", {}, base::ErrorKind::usage);
    base::Diagnostics found;
    std::shared_ptr<const model::Scenario> scenario;
    try {
        scenario = std::make_shared<const model::Scenario>(io::read_scenario_file(file, file.filename().string(), found));
    } catch (const base::Error& problem) {
        throw problem.in(file.filename().string());
    }
    for (const base::Diagnostic& each : found.items())
        if (each.severity == base::Severity::error) throw base::Error(file.filename().string() + ": " + each.message, each.hint);
    return scenario;
}

}  // namespace

bool is_scenario_file(std::string_view name) { return name.find('/') != std::string_view::npos || name.ends_with(".toml"); }

std::shared_ptr<const model::Scenario> find_scenario(const model::Workspace& workspace, const std::string& name) {
    return is_scenario_file(name) ? scenario_in(name) : workspace.find_scenario(name);
}

}  // namespace needsmap::app
