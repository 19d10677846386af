#include "io/bus_entry.hpp"

#include "base/error.hpp"
#include "io/source_path.hpp"

namespace needsmap::io {

namespace fs = std::filesystem;
using base::Severity;

namespace {

/// Nobody walks farther to a bus.
constexpr double farthest_walk_m = 5000;
constexpr int most_transfers = 10;

std::optional<model::Day> date(TomlTable& toml, std::string_view key) {
    const auto text = toml.text(key);
    if (!text) return std::nullopt;
    auto day = model::day_from_iso(*text);
    if (!day) toml.problem(key, "bad-date", "\"" + std::string(key) + "\" is a date such as \"2009-03-10\".");
    return day;
}

void read_limits(TomlTable& toml, model::BusSource& source) {
    if (const auto limit = toml.number("walk_limit_m")) {
        if (*limit > 0 && *limit <= farthest_walk_m)
            source.walk_limit_m = *limit;
        else
            toml.problem("walk_limit_m", "out-of-range", "\"walk_limit_m\" is a distance in metres above 0 and up to 5000.");
    }
    if (const auto transfers = toml.integer("max_transfers")) {
        if (*transfers >= 0 && *transfers <= most_transfers)
            source.max_transfers = static_cast<int>(*transfers);
        else
            toml.problem("max_transfers", "out-of-range", "\"max_transfers\" is a whole number from 0 to 10.");
    }
}

/// In one sentence what is wrong with it; empty when nothing is.
std::string trouble_with(const SourcePath& source) {
    std::error_code error;
    if (!fs::exists(source.file, error)) return "There is no timetable " + source.written + ".";
    if (!source.is_zip && !fs::is_directory(source.file, error))
        return source.written + " is no timetable, which is a folder or a .zip file in the GTFS format.";
    return {};
}

}  // namespace

std::optional<BusSpec> read_bus_entry(TomlTable& root) {
    auto toml = root.table("bus");
    if (!toml) return std::nullopt;
    BusSpec spec;
    spec.line = toml->place().line;
    if (const auto one = toml->text("timetable")) spec.timetables.push_back(*one);
    for (std::string& path : toml->texts("timetables")) spec.timetables.push_back(std::move(path));
    spec.source.term_date = date(*toml, "term_date"), spec.source.holiday_date = date(*toml, "holiday_date");
    read_limits(*toml, spec.source);
    toml->finish();
    if (!toml->has("timetable") && !toml->has("timetables"))
        toml->problem({}, "missing-key", "[bus] needs the key \"timetable\", a folder or .zip file in the GTFS format.");
    std::erase_if(spec.timetables, [](const std::string& path) { return path.empty(); });
    return spec.timetables.empty() ? std::nullopt : std::optional(std::move(spec));
}

std::optional<model::BusSource> find_timetables(const BusSpec& spec, const fs::path& folder, const std::string& written,
                                                base::Diagnostics& diagnostics) {
    model::BusSource out = spec.source;
    const auto report = [&](std::string message, std::string hint) {
        diagnostics.add({Severity::error, "unreadable-timetable", written, spec.line, 0, "bus", std::move(message), std::move(hint)});
    };
    for (const std::string& path : spec.timetables) {
        try {
            const SourcePath source = resolve_path(folder, path);
            if (std::string trouble = trouble_with(source); !trouble.empty()) {
                report(std::move(trouble), "Check the path; it is relative to the workspace file.");
                continue;
            }
            out.timetables.push_back(
                fs::absolute(source.inside.empty() ? source.file : source.file / source.inside).lexically_normal().string());
            out.written.push_back(source.written);
        } catch (const base::Error& error) {
            report(error.what(), error.hint());
        }
    }
    return out.timetables.empty() ? std::nullopt : std::optional(std::move(out));
}

}  // namespace needsmap::io
