#include "inputs.hpp"

#include "csv.hpp"

#include <sstream>
#include <stdexcept>

namespace needsmap::county {
namespace {

std::optional<double> maybe(const Table& table, std::size_t row, const std::string& column) {
    return table.at(row, column).empty() ? std::nullopt : std::optional<double>(table.number(row, column));
}

std::vector<Ward> read_wards(const std::filesystem::path& file) {
    const Table t = read_table(file);
    std::vector<Ward> wards;
    for (std::size_t i = 0; i < t.rows.size(); ++i) {
        Ward w;
        w.code = t.at(i, "code");
        w.name = t.at(i, "name");
        w.district_code = t.at(i, "district_code");
        w.district = t.at(i, "district");
        w.locality = t.at(i, "locality");
        w.kind = t.at(i, "class");
        w.small_areas = static_cast<int>(t.number(i, "small_areas"));
        w.centre = {t.number(i, "easting"), t.number(i, "northing")};
        w.poverty_percent = maybe(t, i, "poverty_percent");
        w.student_share = maybe(t, i, "student_share").value_or(0.0);
        w.hidden_percent = maybe(t, i, "hidden_percent");
        w.noise_layer = t.at(i, "noise_layer");
        wards.push_back(std::move(w));
    }
    return wards;
}

std::vector<Settlement> read_settlements(const std::filesystem::path& file) {
    const Table t = read_table(file);
    std::vector<Settlement> settlements;
    for (std::size_t i = 0; i < t.rows.size(); ++i) {
        settlements.push_back({t.at(i, "name"),
                               {t.number(i, "easting"), t.number(i, "northing")},
                               t.at(i, "class"),
                               static_cast<int>(maybe(t, i, "population").value_or(0.0))});
    }
    return settlements;
}

std::vector<Line> read_lines(const std::filesystem::path& file) {
    const Table t = read_table(file);
    std::vector<Line> lines;
    for (std::size_t i = 0; i < t.rows.size(); ++i) {
        Line line{t.at(i, "kind"), t.at(i, "name"), {}};
        std::istringstream pairs(t.at(i, "points_km"));
        for (std::string pair; std::getline(pairs, pair, ';');) {
            std::istringstream numbers(pair);
            Point p;
            if (!(numbers >> p.x >> p.y)) {
                throw std::runtime_error(file.string() + ": " + line.name + ": '" + pair + "' is no point");
            }
            line.points.push_back(1000.0 * p);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<ServicePlan> read_services(const std::filesystem::path& file) {
    const Table t = read_table(file);
    std::vector<ServicePlan> plans;
    for (std::size_t i = 0; i < t.rows.size(); ++i) {
        plans.push_back({t.at(i, "file"), t.at(i, "name"), t.at(i, "ward"), static_cast<int>(maybe(t, i, "opened").value_or(0.0)),
                         static_cast<int>(maybe(t, i, "capacity").value_or(0.0)), t.at(i, "hours"), t.at(i, "note")});
    }
    return plans;
}

}  // namespace

Inputs read_inputs(const std::filesystem::path& folder) {
    Inputs inputs;
    inputs.wards = read_wards(folder / "wards.csv");
    inputs.settlements = read_settlements(folder / "settlements.csv");
    inputs.lines = read_lines(folder / "lines.csv");
    inputs.services = read_services(folder / "services.csv");
    const Table localities = read_table(folder / "localities.csv");
    for (std::size_t i = 0; i < localities.rows.size(); ++i) {
        inputs.localities.push_back(
            {localities.at(i, "code"), localities.at(i, "name"), localities.at(i, "area_code"), localities.at(i, "area")});
    }
    const Table outline = read_table(folder / "outline.csv");
    for (std::size_t i = 0; i < outline.rows.size(); ++i) {
        inputs.outline.push_back({1000.0 * outline.number(i, "easting_km"), 1000.0 * outline.number(i, "northing_km")});
    }
    return inputs;
}

}  // namespace needsmap::county
