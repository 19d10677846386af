#include "io/vector_file.hpp"

#include <cmath>

#include "base/error.hpp"
#include "base/files.hpp"
#include "io/gdal_features.hpp"
#include "io/geojson_reader.hpp"

namespace needsmap::io {

namespace {

void report(const GdalMessages& messages, const std::string& file, base::Diagnostics& diagnostics) {
    if (messages.all().empty()) return;
    const auto severity = messages.failed() ? base::Severity::error : base::Severity::warning;
    const std::string what = messages.failed() ? "Part of the file could not be read" : "The file has a peculiarity";
    diagnostics.add({severity, "reading", file, 0, 0, {}, what + messages.in_brackets() + ".", {}});
}

void note_other_layers(const VectorDataset& dataset, const std::string& wanted, const std::string& file, base::Diagnostics& diagnostics) {
    const std::vector<std::string> names = dataset.layer_names();
    if (!wanted.empty() || names.size() < 2) return;
    diagnostics.add({base::Severity::note,
                     "several-layers",
                     file,
                     0,
                     0,
                     {},
                     "The file holds " + std::to_string(names.size()) + " layers; \"" + names.front() + "\" was read.",
                     "Write layer = \"" + names[1] + "\" to read another."});
}

bool is_json(const std::string& extension) { return extension == ".json" || extension == ".geojson"; }

VectorFile read_through_gdal(const SourcePath& source, const std::string& layer_name, base::Diagnostics& diagnostics,
                             base::JobContext& job) {
    const GdalMessages messages;
    const VectorDataset dataset(source);
    note_other_layers(dataset, layer_name, source.written, diagnostics);
    VectorFile file = read_features(dataset, layer_name, job);
    file.attributes.file = source.written;
    report(messages, source.written, diagnostics);
    return file;
}

}  // namespace

geo::MapBox VectorFile::bounds() const {
    geo::MapBox box;
    for (const geo::MapPoint& p : points)
        if (std::isfinite(p.x) && std::isfinite(p.y)) box.add(p);
    return box;
}

void require_whole_json(std::string_view text) {
    int depth = 0, line = 1;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') ++line;
        if (in_string) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    if (depth > 0 || in_string)
        throw base::Error("The file ends early, in line " + std::to_string(line) + "; it is probably an incomplete download.",
                          "Download it again.");
}

VectorFile read_vector_file(const SourcePath& source, const std::string& layer_name, base::Diagnostics& diagnostics,
                            base::JobContext& job) {
    require_readable(source);
    if (!source.is_zip && is_json(source_extension(source))) {
        const std::string text = base::read_file(source.file);
        if (auto plain = layer_name.empty() ? read_plain_geojson(text) : std::nullopt) {
            plain->attributes.file = source.written;
            return std::move(*plain);
        }
        require_whole_json(text);
    }
    return read_through_gdal(source, layer_name, diagnostics, job);
}

TextGrid read_spreadsheet(const SourcePath& source, const std::string& layer_name, base::Diagnostics& diagnostics) {
    require_readable(source);
    const GdalMessages messages;
    const VectorDataset dataset(source, true);
    note_other_layers(dataset, layer_name, source.written, diagnostics);
    TextGrid grid = read_attribute_grid(dataset, layer_name);
    report(messages, source.written, diagnostics);
    return grid;
}

}  // namespace needsmap::io
