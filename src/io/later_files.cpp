#include "io/later_files.hpp"

#include <filesystem>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "io/bus_entry.hpp"
#include "io/road_source.hpp"
#include "io/scenario_file.hpp"

namespace needsmap::io {

namespace fs = std::filesystem;
using base::Severity;

namespace {

bool is_readable(const WorkspaceSpec& spec, const std::string& file, int line, base::Diagnostics& diagnostics) {
    const auto source = find_path(spec, file, line, diagnostics);
    if (!source) return false;
    try {
        require_readable(*source);
        return true;
    } catch (const base::Error& error) {
        diagnostics.add({Severity::error, "unreadable-file", source->written, 0, 0, {}, error.what(), error.hint()});
        return false;
    }
}

/// Whether its places, ids and columns are there.
bool is_sound(const model::Scenario& scenario, const std::string& folder, const model::Workspace& workspace,
              base::Diagnostics& diagnostics) {
    try {
        const auto set = workspace.find_places(scenario.places);
        if (!set) throw base::Error("There are no places \"" + scenario.places + "\".");
        static_cast<void>(model::open_places(scenario, *set));
        return true;
    } catch (const base::Error& error) {
        const std::string file = (fs::path(folder) / (scenario.id + ".toml")).string();
        diagnostics.add({Severity::error, "scenario-file", file, 0, 0, scenario.id, error.what(), error.hint()});
        return false;
    }
}

void read_scenarios(const WorkspaceSpec& spec, model::Workspace& workspace) {
    const auto folder = find_path(spec, spec.scenarios, spec.scenarios_line, workspace.diagnostics);
    if (!folder) return;
    workspace.scenarios_folder = fs::absolute(folder->file).lexically_normal().string();
    for (model::Scenario& scenario : read_scenario_folder(folder->file, folder->written, workspace.diagnostics))
        if (is_sound(scenario, folder->written, workspace, workspace.diagnostics))
            workspace.scenarios.push_back(std::make_shared<const model::Scenario>(std::move(scenario)));
}

}  // namespace

std::optional<SourcePath> find_path(const WorkspaceSpec& spec, const std::string& path, int line, base::Diagnostics& diagnostics) {
    try {
        return resolve_path(spec.folder, path);
    } catch (const base::Error& error) {
        diagnostics.add({Severity::error, "bad-path", spec.written, line, 0, {}, error.what(), error.hint()});
        return std::nullopt;
    }
}

void note_files_for_later(const WorkspaceSpec& spec, model::Workspace& workspace) {
    base::Diagnostics& diagnostics = workspace.diagnostics;
    if (spec.bus) workspace.bus = find_timetables(*spec.bus, spec.folder, spec.written, diagnostics);
    if (spec.roads) workspace.roads = road_source(*spec.roads, spec, diagnostics);
    for (const PopulationPointsSpec& points : spec.population_points)
        if (is_readable(spec, points.points.file, points.line, diagnostics)) workspace.population_points.push_back(points.points);
    if (spec.rural_urban && is_readable(spec, spec.rural_urban->file, spec.rural_urban_line, diagnostics))
        workspace.rural_urban = spec.rural_urban;
    if (spec.planned_homes && is_readable(spec, spec.planned_homes->file, spec.planned_homes_line, diagnostics))
        workspace.planned_homes = spec.planned_homes;
    read_scenarios(spec, workspace);
}

}  // namespace needsmap::io
