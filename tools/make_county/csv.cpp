#include "csv.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <stdexcept>

namespace needsmap::county {
namespace {

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
            cells.back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    return cells;
}

}  // namespace

const std::string& Table::at(std::size_t row, const std::string& column) const {
    const auto found = std::find(columns.begin(), columns.end(), column);
    if (found == columns.end()) {
        throw std::runtime_error(file.string() + ": there is no column '" + column + "'");
    }
    return rows[row][static_cast<std::size_t>(found - columns.begin())];
}

double Table::number(std::size_t row, const std::string& column) const {
    const std::string& cell = at(row, column);
    try {
        std::size_t used = 0;
        const double value = std::stod(cell, &used);
        if (used == cell.size()) {
            return value;
        }
    } catch (const std::logic_error&) {
    }
    throw std::runtime_error(file.string() + ": row " + std::to_string(row + 1) + ", column '" + column + "': '" + cell + "' is no number");
}

Table read_table(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        throw std::runtime_error(file.string() + ": cannot be opened");
    }
    Table table;
    table.file = file;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') {
            continue;
        }
        std::vector<std::string> cells = split(line);
        if (table.columns.empty()) {
            table.columns = std::move(cells);
        } else if (cells.size() != table.columns.size()) {
            throw std::runtime_error(file.string() + ": row " + std::to_string(table.rows.size() + 1) + " has " +
                                     std::to_string(cells.size()) + " cells, the header has " + std::to_string(table.columns.size()));
        } else {
            table.rows.push_back(std::move(cells));
        }
    }
    return table;
}

void write_file(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::create_directories(file.parent_path());
    const std::filesystem::path beside = file.string() + ".new";
    {
        std::ofstream out(beside, std::ios::binary);
        out << text;
        if (!out.flush()) {
            throw std::runtime_error(file.string() + ": cannot be written");
        }
    }
    std::filesystem::rename(beside, file);
}

std::string csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const bool quote = cells[i].find_first_of(",\"\n") != std::string::npos;
        line += i > 0 ? "," : "";
        if (quote) {
            line += '"';
            for (const char c : cells[i]) {
                line += c == '"' ? "\"\"" : std::string(1, c);
            }
            line += '"';
        } else {
            line += cells[i];
        }
    }
    return line + "\n";
}

std::string decimal(double value) {
    const long long tenths = std::llround(value * 10.0);
    const long long magnitude = tenths < 0 ? -tenths : tenths;
    std::string text = (tenths < 0 ? "-" : "") + std::to_string(magnitude / 10);
    return magnitude % 10 == 0 ? text : text + "." + std::to_string(magnitude % 10);
}

}  // namespace needsmap::county
