#include "io/area_files.hpp"

#include "base/error.hpp"
#include "io/area_texts.hpp"
#include "io/cell_text.hpp"
#include "io/source_path.hpp"

namespace needsmap::io {

namespace {

std::filesystem::path path_of(const model::Workspace& workspace, const std::string& file) {
    return resolve_path(std::filesystem::path(workspace.file).parent_path(), file).file;
}

std::vector<model::Cell> cells_of(const std::vector<std::string>& texts) {
    std::vector<model::Cell> cells;
    for (const std::string& text : texts) cells.push_back(parse_cell(text).cell);
    return cells;
}

}  // namespace

std::vector<std::string> read_rural_urban(const model::Workspace& workspace, base::Diagnostics& diagnostics) {
    if (!workspace.rural_urban) return {};
    const model::RuralUrbanFile& spec = *workspace.rural_urban;
    return read_area_texts(path_of(workspace, spec.file), spec.code, spec.column, *workspace.geographies.front(), diagnostics);
}

model::PlannedHomes read_planned_homes(const model::Workspace& workspace) {
    if (!workspace.planned_homes)
        throw base::Error("The workspace names no planned homes.", "Add [planned_homes] to it, or ask without growth.");
    const model::PlannedHomesFile& spec = *workspace.planned_homes;
    const auto file = path_of(workspace, spec.file);
    const model::Geography& areas = *workspace.geographies.front();
    model::PlannedHomes out;
    out.title = spec.title;
    out.planned = cells_of(read_area_texts(file, spec.code, spec.planned, areas, out.diagnostics));
    out.homes_today = cells_of(read_area_texts(file, spec.code, spec.homes_today, areas, out.diagnostics));
    return out;
}

}  // namespace needsmap::io
