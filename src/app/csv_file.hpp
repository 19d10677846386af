// CSV with "CSV on the Web" metadata (W3C, 2015) beside it: the CSV itself stays free of comment lines, which spreadsheets would read as rows.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "app/job_runner.hpp"

namespace needsmap::app {

struct CsvColumn {
    std::string name, title;
    std::string type;  ///< "string", "number", "integer"
};
using NamedTexts = std::vector<std::pair<std::string, std::string>>;
/// What a table means.
struct CsvDescription {
    NamedTexts about;       ///< in order: "dc:title", "needsmap:method"; empty texts are left out
    NamedTexts provenance;  ///< as provenance_of() gives it
    std::vector<CsvColumn> columns;
    std::string primary_key;  ///< empty: none
};
[[nodiscard]] std::string csv_metadata(const std::filesystem::path& csv_file, const CsvDescription& description);

/// "-" and /dev/stdout: the rows go to standard output, and nothing else does.
[[nodiscard]] bool is_standard_output(const std::string& name);
/// False for a pipe or device, which takes the rows alone.
[[nodiscard]] bool is_plain_file(const std::filesystem::path& file);

/// Puts the rows where `file` says: into the outcome's text for standard output, else into the file, with the metadata beside it where it is a
/// plain one. Returns whether the metadata was written.
bool write_csv(const std::filesystem::path& file, std::string csv, const CsvDescription& description, Outcome& outcome);

}  // namespace needsmap::app
