#include "io/workspace_file.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/bus_entry.hpp"
#include "io/toml_reader.hpp"
#include "io/workspace_entries.hpp"

namespace needsmap::io {

namespace fs = std::filesystem;

namespace {

constexpr int format_version = 1;

// In the order of the enumerators.
const std::vector<std::string> decimal_words = {".", ","};

void read_all(TomlTable& toml, GeographySpec& spec) {
    auto all = toml.table("all");
    if (!all) return;
    spec.dissolve_all = true;
    spec.all_code = all->required_text("code");
    spec.all_name = all->text_or("name", spec.all_code);
    all->finish();
}

bool check_boundaries(const TomlTable& toml, const GeographySpec& spec) {
    const bool from_file = !spec.boundaries.empty();
    const bool from_other = !spec.dissolve.empty();
    if (from_file == from_other) {
        toml.problem({}, "missing-key", "A geography needs either \"boundaries\" (a file) or \"dissolve\" (another geography).");
        return false;
    }
    if (from_file && spec.code.empty()) {
        toml.problem({}, "missing-key", "A geography with \"boundaries\" needs the key \"code\", the column with the areas' codes.");
        return false;
    }
    return true;
}

void read_geographies(TomlTable& root, WorkspaceSpec& spec) {
    for (TomlTable& toml : root.tables("geography")) {
        GeographySpec item;
        item.line = toml.place().line;
        item.id = read_id(toml, spec.geographies, [](const GeographySpec& g) { return g.id; });
        item.singular = toml.text_or("singular", item.id);
        item.title = toml.text_or("title", plural(item.singular));
        item.boundaries = toml.text_or("boundaries", {});
        item.layer = toml.text_or("layer", {});
        item.code = toml.text_or("code", {});
        item.name = toml.text_or("name", {});
        item.crs = toml.text_or("crs", {});
        item.snap_m = toml.number("snap_m").value_or(0);
        item.dissolve = toml.text_or("dissolve", {});
        read_all(toml, item);
        item.source = toml.text_or("source", spec.source);
        item.licence = toml.text_or("licence", spec.licence);
        item.vintage = toml.text_or("vintage", spec.vintage);
        toml.finish();
        if (item.snap_m < 0 || item.snap_m > 100) {
            toml.problem("snap_m", "out-of-range", "\"snap_m\" is a distance in metres from 0 to 100.");
            item.snap_m = 0;
        }
        if (check_boundaries(toml, item) && !item.id.empty()) spec.geographies.push_back(std::move(item));
    }
    if (!root.has("geography")) root.problem({}, "missing-key", "The workspace has no [[geography]], so there is nothing to draw.");
}

/// True when `id` names a geography of the file; otherwise a problem at `key`.
bool check_geography(const TomlTable& toml, std::string_view key, const std::string& id, const WorkspaceSpec& spec) {
    std::vector<std::string> ids;
    for (const GeographySpec& geography : spec.geographies) ids.push_back(geography.id);
    if (std::ranges::find(ids, id) != ids.end()) return true;
    if (id.empty()) return false;
    const std::string near = base::closest(id, ids);
    toml.problem(key, "unknown-geography", "There is no geography \"" + id + "\".",
                 near.empty() ? "The geographies are " + base::join_and(ids) + "." : "Did you mean \"" + near + "\"?");
    return false;
}

bool read_lookup_from(TomlTable& toml, const WorkspaceSpec& spec, LookupSpec& item) {
    auto from = toml.table("from");
    if (!from) {
        if (!toml.has("from")) toml.problem({}, "missing-key", "[[lookup]] needs from = { geography = …, code = … }.");
        return false;
    }
    item.from_geography = from->required_text("geography");
    item.from_code = from->required_text("code");
    from->finish();
    return check_geography(*from, "geography", item.from_geography, spec) && !item.from_code.empty();
}

void read_lookup_targets(TomlTable& toml, const WorkspaceSpec& spec, LookupSpec& item) {
    for (TomlTable& to : toml.tables("to")) {
        LookupTarget target{to.required_text("geography"), to.required_text("code"), to.text_or("name", {})};
        to.finish();
        if (check_geography(to, "geography", target.geography, spec) && !target.code.empty()) item.to.push_back(std::move(target));
    }
    if (!toml.has("to")) toml.problem({}, "missing-key", "[[lookup]] needs to = [ { geography = …, code = … } ].");
}

void read_lookups(TomlTable& root, WorkspaceSpec& spec) {
    for (TomlTable& toml : root.tables("lookup")) {
        LookupSpec item;
        item.line = toml.place().line;
        item.file = toml.required_text("file");
        item.layer = toml.text_or("layer", {});
        item.method = toml.text_or("method", {});
        item.header_line = header_line(toml);
        const bool usable = read_lookup_from(toml, spec, item);
        read_lookup_targets(toml, spec, item);
        toml.finish();
        if (usable && !item.file.empty() && !item.to.empty()) spec.lookups.push_back(std::move(item));
    }
}

void read_tables(TomlTable& root, WorkspaceSpec& spec) {
    for (TomlTable& toml : root.tables("table")) {
        TableSpec item;
        item.line = toml.place().line;
        item.id = read_id(toml, spec.tables, [](const TableSpec& t) { return t.id; });
        item.file = toml.required_text("file");
        item.layer = toml.text_or("layer", {});
        item.geography = toml.required_text("geography");
        item.code = toml.text_or("code", {});
        item.name = toml.text_or("name", {});
        item.where = toml.text_pairs("where");
        item.header_line = header_line(toml);
        const auto decimal = toml.choice<DecimalMark>("decimal", decimal_words, from_words<DecimalMark>(decimal_words));
        if (decimal) item.decimal = *decimal;
        item.partial = toml.boolean("partial").value_or(false);
        toml.finish();
        if (item.code.empty() == item.name.empty()) {
            toml.problem({}, "missing-key",
                         "A table needs either \"code\" (the column with the areas' codes) or \"name\" (to join by name).");
            continue;
        }
        if (check_geography(toml, "geography", item.geography, spec) && !item.id.empty() && !item.file.empty())
            spec.tables.push_back(std::move(item));
    }
}

void read_population_points(TomlTable& root, WorkspaceSpec& spec) {
    for (TomlTable& toml : root.tables("population_points")) {
        PopulationPointsSpec item;
        item.line = toml.place().line;
        model::PopulationPointsFile& points = item.points;
        points.title = toml.text_or("title", "Where people live");
        points.file = toml.required_text("file");
        points.layer = toml.text_or("layer", {});
        points.x = toml.required_text("x");
        points.y = toml.required_text("y");
        points.crs = toml.text_or("crs", {});
        points.people = toml.text_or("people", {});
        points.header_line = header_line(toml);
        points.source = toml.text_or("source", spec.source);
        points.licence = toml.text_or("licence", spec.licence);
        toml.finish();
        if (!points.file.empty() && !points.x.empty() && !points.y.empty()) spec.population_points.push_back(std::move(item));
    }
}

void read_area_files(TomlTable& root, WorkspaceSpec& spec) {
    if (auto toml = root.table("rural_urban")) {
        spec.rural_urban_line = toml->place().line;
        const model::RuralUrbanFile file{toml->required_text("file"), toml->required_text("code"), toml->required_text("class")};
        toml->finish();
        if (!file.file.empty() && !file.code.empty() && !file.column.empty()) spec.rural_urban = file;
    }
    if (auto toml = root.table("planned_homes")) {
        spec.planned_homes_line = toml->place().line;
        const model::PlannedHomesFile file{toml->text_or("title", "Planned homes"), toml->required_text("file"),
                                           toml->required_text("code"), toml->required_text("planned"), toml->required_text("homes_today")};
        toml->finish();
        if (!file.file.empty() && !file.code.empty() && !file.planned.empty() && !file.homes_today.empty()) spec.planned_homes = file;
    }
}

void read_roads(TomlTable& root, WorkspaceSpec& spec) {
    auto toml = root.table("roads");
    if (!toml) return;
    constexpr double farthest_m = 20000;
    RoadsSpec item;
    item.line = toml->place().line;
    item.files = toml->texts("files");
    item.layer = toml->text_or("layer", {});
    item.class_column = toml->text_or("class", {});
    item.oneway = toml->text_or("oneway", {});
    item.maxspeed = toml->text_or("maxspeed", {});
    item.crs = toml->text_or("crs", {});
    item.speeds = toml->text_or("speeds", {});
    item.snap_limit_m = toml->number("snap_limit_m");
    toml->finish();
    if (item.snap_limit_m && !(*item.snap_limit_m > 0 && *item.snap_limit_m <= farthest_m)) {
        toml->problem("snap_limit_m", "out-of-range", "\"snap_limit_m\" is a distance in metres above 0 and at most 20,000.");
        item.snap_limit_m.reset();
    }
    if (!item.files.empty())
        spec.roads = std::move(item);
    else
        toml->problem({}, "missing-key", "[roads] needs the key \"files\", a list of files with roads.");
}

void read_top_level(TomlTable& root, WorkspaceSpec& spec) {
    const auto format = root.integer("format");
    if (!root.has("format"))
        root.problem({}, "missing-key", "The workspace needs the key \"format\".", "Write format = 1.");
    else if (format && *format != format_version)
        root.problem("format", "format-version", "This program reads format 1, and the file says " + std::to_string(*format) + ".",
                     "A newer version of the program may read it.");
    spec.title = root.required_text("title");
    spec.county = root.text_or("county", spec.title);
    spec.illustrative = root.boolean("illustrative").value_or(false);
    spec.source = root.text_or("source", {});
    spec.licence = root.text_or("licence", {});
    spec.vintage = root.text_or("vintage", {});
    spec.layers = root.text_or("layers", {});
    spec.layers_line = root.place("layers").line;
    spec.scenarios = root.text_or("scenarios", "scenarios");
    spec.scenarios_line = root.place("scenarios").line;
    spec.default_layer = root.text_or("default_layer", {});
    spec.default_geography = root.text_or("default_geography", {});
    spec.default_places = root.texts("default_places");
}

void check_dissolves(TomlTable& root, WorkspaceSpec& spec) {
    auto tables = root.tables("geography");
    std::vector<std::string> bad;
    for (TomlTable& toml : tables) {
        const std::string id = toml.text("id").value_or("");
        const std::string from = toml.text("dissolve").value_or("");
        if (from.empty()) continue;
        const bool known = check_geography(toml, "dissolve", from, spec);
        if (known && from == id) toml.problem("dissolve", "unknown-geography", "A geography cannot be dissolved from itself.");
        if (!known || from == id) bad.push_back(id);
    }
    std::erase_if(spec.geographies, [&](const GeographySpec& g) { return std::ranges::find(bad, g.id) != bad.end(); });
}

/// A default that does not exist is reported where it is written and forgotten.
void check_defaults(TomlTable& root, WorkspaceSpec& spec) {
    if (!spec.default_geography.empty() && !check_geography(root, "default_geography", spec.default_geography, spec))
        spec.default_geography.clear();
    std::vector<std::string> ids;
    for (const PlacesSpec& places : spec.places) ids.push_back(places.set.id);
    std::erase_if(spec.default_places, [&](const std::string& id) {
        if (std::ranges::find(ids, id) != ids.end()) return false;
        const std::string near = base::closest(id, ids);
        root.problem("default_places", "unknown-places", "There are no places \"" + id + "\".",
                     near.empty() ? "" : "Did you mean \"" + near + "\"?");
        return true;
    });
}

}  // namespace

WorkspaceSpec read_workspace_file(const fs::path& file, base::Diagnostics& diagnostics) {
    WorkspaceSpec spec;
    spec.written = file.string();
    std::error_code error;
    if (!fs::exists(file, error))
        throw base::Error("There is no workspace " + spec.written + ".", "Check the path; a workspace is a file ending in .toml.");
    if (fs::is_directory(file, error)) throw base::Error(spec.written + " is a folder.", "Name the workspace file in it, ending in .toml.");
    spec.path = fs::absolute(file).lexically_normal();
    spec.folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    toml::table parsed;
    try {
        parsed = parse_toml_file(file);
    } catch (const TomlError& problem) {
        std::string place = spec.written;
        if (problem.place.line > 0) place += ":" + std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column);
        throw problem.in(place);
    }
    TomlTable root(parsed, "the workspace", spec.written, diagnostics);
    read_top_level(root, spec);
    spec.defaults_line = root.place("default_layer").line;
    read_geographies(root, spec);
    check_dissolves(root, spec);
    read_lookups(root, spec);
    read_tables(root, spec);
    read_places(root, spec);
    read_context(root, spec);
    read_settlements(root, spec);
    spec.bus = read_bus_entry(root);
    read_roads(root, spec);
    read_population_points(root, spec);
    read_area_files(root, spec);
    check_defaults(root, spec);
    root.finish();
    return spec;
}

}  // namespace needsmap::io
