#include "io/population_points.hpp"

#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"
#include "io/cell_text.hpp"
#include "io/point_table.hpp"
#include "io/wording.hpp"

namespace needsmap::io {

using base::Severity;
using model::PopulationPoint;
using model::PopulationPoints;
using model::PopulationPointsFile;

namespace {

constexpr std::size_t rows_between_checks = 4096;

std::optional<std::size_t> people_column(const PopulationPointsFile& spec, const RawTable& table) {
    if (spec.people.empty()) return std::nullopt;
    if (const auto found = table.find(spec.people)) return found;
    const ColumnProblem problem = explain_missing_column(table, spec.people);
    throw base::Error(table.file + ": " + problem.message, problem.hint);
}

/// A row's people; nullopt, and reported, when that is no number or below zero.
std::optional<double> people_of(const RawTable& table, std::size_t row, std::optional<std::size_t> column, base::Diagnostics& diagnostics) {
    if (!column) return 1;
    const model::Cell cell = parse_cell(table.text(row, *column)).cell;
    if (cell.has_number() && cell.number >= 0) return cell.number;
    diagnostics.add({Severity::warning,
                     "bad-people",
                     table.file,
                     table.line(row),
                     0,
                     {},
                     "\"" + std::string(table.text(row, *column).substr(0, 40)) + "\" is no number of people; the point is left out.",
                     {}});
    return std::nullopt;
}

void read_file(const PopulationPointsFile& spec, const model::Workspace& workspace, PopulationPoints& out, base::JobContext& job) {
    const SourcePath source = resolve_path(std::filesystem::path(workspace.file).parent_path(), spec.file);
    // Points outside the county are counted below rather than told one by one: a file of postcodes may cover the country.
    PointTable rows;
    try {
        rows = read_point_table({spec.layer, spec.x, spec.x, spec.y, spec.crs, spec.header_line, false}, source, {}, out.diagnostics, job);
    } catch (const base::Error& error) {
        throw error.in(source.written);
    }
    const auto people = people_column(spec, rows.table);
    std::int64_t outside = 0;
    for (std::size_t row = 0; row < rows.position.size(); ++row) {
        if (row % rows_between_checks == 0) job.check_cancelled();
        if (!rows.position[row]) continue;
        const auto count = people_of(rows.table, row, people, out.diagnostics);
        if (!count) continue;
        const model::AreaIndex area = out.geography->locator->find(*rows.position[row]);
        if (area == geo::no_area)
            ++outside;
        else
            out.points.push_back({*rows.position[row], area, *count});
    }
    if (outside > 0)
        out.diagnostics.add({.severity = Severity::note,
                             .id = "points-outside",
                             .file = rows.table.file,
                             .message = count_of(static_cast<std::size_t>(outside), "population point lies", "population points lie") +
                                        " in none of the " + base::lower_first(out.geography->title) + " and is left out."});
}

}  // namespace

PopulationPoints read_population_points(const model::Workspace& workspace, base::JobContext& job) {
    PopulationPoints out;
    out.geography = workspace.geographies.front();
    for (const PopulationPointsFile& spec : workspace.population_points) {
        if (!out.title.empty()) out.title += ", ";
        out.title += spec.title;
        read_file(spec, workspace, out, job);
    }
    if (!workspace.population_points.empty() && out.points.empty())
        throw base::Error("None of the population points lies in " + workspace.county + ".", "Check their columns and their crs.");
    return out;
}

}  // namespace needsmap::io
