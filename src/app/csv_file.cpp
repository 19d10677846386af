#include "app/csv_file.hpp"

#include <nlohmann/json.hpp>
#include <system_error>

#include "base/files.hpp"

namespace needsmap::app {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string csv_metadata(const fs::path& csv_file, const CsvDescription& description) {
    Json json = {{"@context", Json::array({"http://www.w3.org/ns/csvw", {{"@language", "en"}}})}, {"url", csv_file.filename().string()}};
    for (const auto& [name, value] : description.about)
        if (!value.empty()) json[name] = value;
    for (const auto& [name, value] : description.provenance) {
        if (name == "source" || name == "licence")
            json[name == "source" ? "dc:source" : "dc:license"] = value;
        else if (name != "illustrative")
            json["needsmap:" + name] = value;
    }
    Json columns = Json::array();
    for (const CsvColumn& column : description.columns)
        columns.push_back({{"name", column.name}, {"dc:title", column.title}, {"datatype", column.type}});
    json["tableSchema"] = {{"columns", columns}};
    if (!description.primary_key.empty()) json["tableSchema"]["primaryKey"] = description.primary_key;
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

bool is_standard_output(const std::string& name) { return name == "-" || name == "/dev/stdout"; }

bool is_plain_file(const fs::path& file) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    return !fs::exists(status) || fs::is_regular_file(status);
}

bool write_csv(const fs::path& file, std::string csv, const CsvDescription& description, Outcome& outcome) {
    if (is_standard_output(file.string())) {
        outcome.output = std::move(csv);
        return false;
    }
    base::write_file(file, csv);
    outcome.files.push_back(file.string());
    if (!is_plain_file(file)) return false;
    const fs::path metadata_file = file.string() + "-metadata.json";
    base::write_file(metadata_file, csv_metadata(file, description));
    outcome.files.push_back(metadata_file.string());
    return true;
}

}  // namespace needsmap::app
