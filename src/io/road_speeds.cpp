#include "io/road_speeds.hpp"

#include <algorithm>
#include <cctype>

#include "base/error.hpp"
#include "base/files.hpp"
#include "io/toml_reader.hpp"

namespace needsmap::io {

namespace fs = std::filesystem;

namespace {

constexpr int format_version = 1;

bool same_word(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](char x, char y) { return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y)); });
}

/// A number of `key` from 0 (excluded) to `most`, else `fallback` and a problem.
double number_within(TomlTable& toml, std::string_view key, double most, double fallback) {
    const auto number = toml.number(key);
    if (!number) return fallback;
    if (*number > 0 && *number <= most) return *number;
    toml.problem(key, "out-of-range",
                 "\"" + std::string(key) + "\" is a number above 0 and at most " + std::to_string(static_cast<int>(most)) + ".");
    return fallback;
}

constexpr double fastest_walk_kmh = 20;
constexpr double fastest_drive_kmh = 200;
constexpr double longest_penalty_s = 600;

// In the order of the enumerators.
const std::vector<std::string> junction_words = {"waits", "flows", "ignored"};
std::optional<JunctionKind> junction_kind(const std::string& word) {
    const auto found = std::ranges::find(junction_words, word);
    if (found == junction_words.end()) return std::nullopt;
    return static_cast<JunctionKind>(found - junction_words.begin());
}

void read_class(TomlTable& toml, RoadSpeeds& speeds) {
    RoadClassSpeeds item;
    item.names = toml.texts("names");
    item.drive_kmh = number_within(toml, "drive_kmh", fastest_drive_kmh, 0);
    item.walk_kmh = number_within(toml, "walk_kmh", fastest_walk_kmh, speeds.walk_kmh);
    if (!toml.boolean("walk").value_or(true)) item.walk_kmh = 0;
    item.junction = toml.choice<JunctionKind>("junction", junction_words, junction_kind).value_or(JunctionKind::waits);
    toml.finish();
    if (item.names.empty()) return toml.problem({}, "missing-key", "[[class]] needs the key \"names\", a list of words.");
    speeds.classes.push_back(std::move(item));
}

RoadSpeeds read(TomlTable& root, const std::string& written) {
    RoadSpeeds speeds;
    speeds.file = written;
    const auto format = root.integer("format");
    if (!format || *format != format_version) root.problem("format", "format-version", "A file of speeds says format = 1.");
    speeds.walk_kmh = number_within(root, "walk_kmh", fastest_walk_kmh, speeds.walk_kmh);
    if (root.number("junction_penalty_s").value_or(0) != 0)
        speeds.junction_penalty_s = number_within(root, "junction_penalty_s", longest_penalty_s, 0);
    speeds.closed_words = root.texts("closed");
    speeds.open_words = root.texts("open");
    for (TomlTable& toml : root.tables("class")) read_class(toml, speeds);
    root.finish();
    return speeds;
}

}  // namespace

std::optional<std::size_t> RoadSpeeds::find(std::string_view name) const {
    for (std::size_t i = 0; i < classes.size(); ++i)
        if (std::ranges::any_of(classes[i].names, [&](const std::string& word) { return same_word(word, name); })) return i;
    return std::nullopt;
}

RoadSpeeds read_road_speeds(const fs::path& file, base::Diagnostics& diagnostics) {
    const std::string written = file.string();
    std::error_code error;
    if (!fs::exists(file, error))
        throw base::Error("There is no file of road speeds " + written + ".", "Check the key \"speeds\" of [roads].");
    toml::table parsed;
    try {
        parsed = parse_toml_file(file);
    } catch (const TomlError& problem) {
        throw problem.in(problem.place.line > 0 ? written + ":" + std::to_string(problem.place.line) : written);
    }
    TomlTable root(parsed, "the file of speeds", written, diagnostics);
    RoadSpeeds speeds = read(root, written);
    // A reader of messages needs a number of classes that fits where it is kept.
    constexpr std::size_t most_classes = 255;
    if (speeds.classes.empty() || speeds.classes.size() > most_classes)
        throw base::Error(written + ": the file has " + (speeds.classes.empty() ? "no" : "more than 255") + " usable [[class]] of road.");
    return speeds;
}

fs::path embedded_speeds() { return base::data_dir() / "geodata" / "speeds.toml"; }

}  // namespace needsmap::io
