// The independent reference values, read without GDAL: plain CSV with neither quotes nor commas inside fields, and the real neighbours.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/weights.hpp"
#include "model/cell.hpp"

namespace needsmap::test {

inline std::filesystem::path shared_folder() {
    const char* shared = std::getenv("NEEDSMAP_SHARED");
    const std::filesystem::path folder(shared == nullptr ? "" : shared);
    std::error_code error;
    return shared != nullptr && std::filesystem::is_directory(folder / "reference", error) ? folder : std::filesystem::path();
}

/// Says once per program, in one line, that tests are skipped.
inline bool skips_without_reference() {
    static const bool skips = [] {
        const bool absent = shared_folder().empty();
        if (absent) MESSAGE("skipped: tests against reference values, which are not there (set NEEDSMAP_SHARED to their folder)");
        return absent;
    }();
    return skips;
}
#define SKIP_WITHOUT_REFERENCE() \
    if (::needsmap::test::skips_without_reference()) return

/// A small CSV as text columns by heading.
struct CsvTable {
    std::map<std::string, std::vector<std::string>> column;
    [[nodiscard]] const std::vector<std::string>& text(const std::string& name) const {
        REQUIRE_MESSAGE(column.contains(name), name);
        return column.at(name);
    }
    [[nodiscard]] std::vector<double> numbers(const std::string& name) const {
        std::vector<double> out;
        for (const std::string& field : text(name)) out.push_back(std::stod(field));
        return out;
    }
};

inline CsvTable read_csv(const std::string& name) {
    std::ifstream in(shared_folder() / name);
    REQUIRE_MESSAGE(in.good(), name);
    const auto fields_of = [](const std::string& line) {
        std::vector<std::string> fields;
        std::istringstream fields_in(line);
        for (std::string field; std::getline(fields_in, field, ',');) fields.push_back(field);
        return fields;
    };
    std::string line;
    std::getline(in, line);
    const std::vector<std::string> headings = fields_of(line);
    CsvTable table;
    while (std::getline(in, line)) {
        std::vector<std::string> fields = fields_of(line);
        fields.resize(headings.size());
        for (std::size_t i = 0; i < headings.size(); ++i) table.column[headings[i]].push_back(fields[i]);
    }
    return table;
}

inline std::vector<model::Cell> cells_of(const std::vector<double>& numbers) {
    std::vector<model::Cell> cells;
    for (const double number : numbers) cells.push_back(model::Cell::of(number));
    return cells;
}

/// Oxfordshire's 407 areas of 2011 with the IMD 2019 score, in the order of the reference files.
struct Oxfordshire {
    std::vector<std::string> codes;
    std::vector<model::Cell> score;
    analysis::Weights queen, rook;
};

inline analysis::Weights weights_from(const std::string& file, const std::vector<std::string>& codes, analysis::WeightsKind kind) {
    std::map<std::string, geo::AreaIndex> index;
    for (const std::string& code : codes) index.emplace(code, static_cast<geo::AreaIndex>(index.size()));
    const CsvTable table = read_csv(file);
    std::vector<std::vector<geo::AreaIndex>> rows(codes.size());
    for (std::size_t i = 0; i < table.text("from").size(); ++i)
        rows[static_cast<std::size_t>(index.at(table.text("from")[i]))].push_back(index.at(table.text("to")[i]));
    analysis::Weights weights;
    weights.spec.kind = kind;
    weights.touches_outside.assign(codes.size(), 0);
    weights.rows.begin.push_back(0);
    for (auto& row : rows) {
        std::sort(row.begin(), row.end());
        weights.rows.index.insert(weights.rows.index.end(), row.begin(), row.end());
        weights.rows.begin.push_back(static_cast<std::uint32_t>(weights.rows.index.size()));
    }
    return weights;
}

inline const Oxfordshire& oxfordshire() {
    static const Oxfordshire county = [] {
        Oxfordshire out;
        const CsvTable table = read_csv("data/oxfordshire/imd2019_lsoa11.csv");
        out.codes = table.text("lsoa11cd");
        out.score = cells_of(table.numbers("imd_score"));
        out.queen = weights_from("reference/oxon_lsoa_queen_neighbours.csv", out.codes, analysis::WeightsKind::queen);
        out.rook = weights_from("reference/oxon_lsoa_rook_neighbours.csv", out.codes, analysis::WeightsKind::rook);
        return out;
    }();
    return county;
}

}  // namespace needsmap::test
