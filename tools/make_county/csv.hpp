// Comma-separated tables: reading the hand-written ones, writing the made ones.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace needsmap::county {

/// A table in memory. Lines that start with # are comments.
struct Table {
    std::filesystem::path file;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;

    /// A cell by row and column name. Throws std::runtime_error if there is no such column.
    const std::string& at(std::size_t row, const std::string& column) const;
    /// The same as a number. Throws if it is none.
    double number(std::size_t row, const std::string& column) const;
};

Table read_table(const std::filesystem::path& file);

/// Writes text beside the target and renames it, so that a broken run leaves no half file.
void write_file(const std::filesystem::path& file, const std::string& text);

/// One line of CSV, with quotes where a cell needs them.
std::string csv_line(const std::vector<std::string>& cells);

/// A number with at most one decimal, without a trailing ".0".
std::string decimal(double value);

}  // namespace needsmap::county
