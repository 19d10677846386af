#include "io/places_reader.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "io/cell_text.hpp"
#include "io/point_table.hpp"

namespace needsmap::io {

using base::Severity;

namespace {

/// A column that is nice to have: reported when it is asked for and not there.
std::optional<std::size_t> optional_column(const RawTable& table, const std::string& column, base::Diagnostics& diagnostics) {
    if (column.empty()) return std::nullopt;
    const auto found = table.find(column);
    if (!found) {
        const ColumnProblem problem = explain_missing_column(table, column);
        diagnostics.add({Severity::error, "unknown-column", table.file, 0, 0, column, problem.message, problem.hint});
    }
    return found;
}

void report_failure(const base::Error& error, const SourcePath& source, base::Diagnostics& diagnostics) {
    diagnostics.add({Severity::error, "unreadable-file", source.written, 0, 0, {}, error.what(), error.hint()});
}

std::optional<model::SettlementClass> settlement_class(std::string_view word) {
    // In the order of the enumerators.
    static constexpr std::array<std::string_view, 4> words = {"city", "major-town", "market-town", "village"};
    const auto it = std::ranges::find(words, word);
    if (it == words.end()) return std::nullopt;
    return static_cast<model::SettlementClass>(it - words.begin());
}

}  // namespace

std::shared_ptr<const model::PlaceSet> read_places(const PlacesSpec& spec, const SourcePath& source, const ExpectedGround& ground,
                                                   base::Diagnostics& diagnostics, base::JobContext& job) {
    auto set = std::make_shared<model::PlaceSet>(spec.set);
    PointTable points;
    try {
        points =
            read_point_table({spec.layer, spec.name, spec.x, spec.y, spec.crs, spec.header_line, true}, source, ground, diagnostics, job);
    } catch (const base::Error& error) {
        report_failure(error, source, diagnostics);
        return nullptr;
    }
    const RawTable& table = points.table;
    const std::size_t name = *table.find(spec.name);
    const auto id = optional_column(table, spec.id_column, diagnostics);
    std::vector<std::optional<std::size_t>> details;
    for (const model::PlaceDetail& detail : set->details) details.push_back(optional_column(table, detail.column, diagnostics));

    std::set<std::string> ids;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        if (!points.position[row]) continue;
        model::Place place;
        place.name = table.text(row, name);
        place.id = id ? std::string(table.text(row, *id)) : std::to_string(row + 1);
        place.position = *points.position[row];
        for (const auto& column : details) place.details.emplace_back(column ? table.text(row, *column) : std::string_view());
        if (!ids.insert(place.id).second)
            diagnostics.add({Severity::warning,
                             "duplicate-id",
                             table.file,
                             table.line(row),
                             0,
                             place.id,
                             "The id " + place.id + " is used for several places.",
                             {}});
        set->places.push_back(std::move(place));
    }
    return set;
}

std::vector<model::Settlement> read_settlements(const SettlementsSpec& spec, const SourcePath& source, const ExpectedGround& ground,
                                                base::Diagnostics& diagnostics, base::JobContext& job) {
    std::vector<model::Settlement> settlements;
    PointTable points;
    try {
        points = read_point_table({spec.layer, spec.name, spec.x, spec.y, spec.crs, 0, false}, source, ground, diagnostics, job);
    } catch (const base::Error& error) {
        report_failure(error, source, diagnostics);
        return settlements;
    }
    const RawTable& table = points.table;
    const std::size_t name = *table.find(spec.name);
    const auto kind = optional_column(table, spec.kind, diagnostics);
    const auto population = optional_column(table, spec.population, diagnostics);
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        if (!points.position[row]) continue;
        model::Settlement settlement{std::string(table.text(row, name)), *points.position[row], model::SettlementClass::village, 0};
        if (kind) {
            const auto found = settlement_class(table.text(row, *kind));
            if (found)
                settlement.kind = *found;
            else
                diagnostics.add({Severity::error,
                                 "unknown-word",
                                 table.file,
                                 table.line(row),
                                 0,
                                 settlement.name,
                                 "\"" + std::string(table.text(row, *kind).substr(0, 40)) +
                                     "\" is not one of city, major-town, market-town and village.",
                                 {}});
        }
        if (population) {
            const ParsedCell cell = parse_cell(table.text(row, *population));
            if (cell.cell.has_number()) settlement.population = cell.cell.number;
        }
        settlements.push_back(std::move(settlement));
    }
    return settlements;
}

}  // namespace needsmap::io
