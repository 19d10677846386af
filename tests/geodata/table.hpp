// A small CSV reader for the tests of the embedded county, independent of the program's own reader on purpose.
#pragma once

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace county_test {

struct Table {
    std::vector<std::map<std::string, std::string>> rows;

    /// The whole number in a cell, or nothing when the cell holds a state such as "c".
    static std::optional<long> number(const std::string& cell) {
        long value = 0;
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        return error == std::errc() && end == cell.data() + cell.size() ? std::optional<long>(value) : std::nullopt;
    }

    /// Sum of a column over the cells that hold numbers.
    long sum(const std::string& column) const {
        long total = 0;
        for (const auto& row : rows) {
            total += number(row.at(column)).value_or(0);
        }
        return total;
    }
};

inline std::string path(const std::string& name) { return std::string(NEEDSMAP_SOURCE_DIR) + "/" + name; }

inline std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    return cells;
}

/// Reads a CSV file below the source folder. Throws when it cannot be opened.
inline Table read(const std::string& name) {
    std::ifstream in(path(name));
    if (!in) {
        throw std::runtime_error("cannot open " + path(name));
    }
    Table table;
    std::vector<std::string> header;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') {
            continue;
        }
        const std::vector<std::string> cells = split(line);
        if (header.empty()) {
            header = cells;
            continue;
        }
        std::map<std::string, std::string> row;
        for (std::size_t i = 0; i < header.size(); ++i) {
            row[header[i]] = cells.at(i);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// One column by another, e.g. the ward of each small area.
inline std::map<std::string, std::string> lookup(const Table& table, const std::string& from, const std::string& to) {
    std::map<std::string, std::string> result;
    for (const auto& row : table.rows) {
        result[row.at(from)] = row.at(to);
    }
    return result;
}

}  // namespace county_test
