#include "io/workspace_file.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/bus_entry.hpp"
#include "io/toml_reader.hpp"

namespace needsmap::io {

namespace fs = std::filesystem;

namespace {

constexpr int format_version = 1;

template <class Enum>
auto from_words(const std::vector<std::string>& words) {
    return [&words](const std::string& word) -> std::optional<Enum> {
        const auto it = std::ranges::find(words, word);
        if (it == words.end()) return std::nullopt;
        return static_cast<Enum>(it - words.begin());
    };
}
// In the order of the enumerators.
const std::vector<std::string> shape_words = {"circle", "square", "triangle", "diamond", "star", "pentagon", "cross", "hexagon"};
const std::vector<std::string> context_words = {"river", "motorway", "main-road", "railway", "urban"};
const std::vector<std::string> decimal_words = {".", ","};

bool is_id(std::string_view id) {
    return !id.empty() && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

/// An id that users type: reported when it has other characters or an earlier entry has it.
template <class Specs, class IdOf>
std::string read_id(TomlTable& toml, const Specs& earlier, IdOf id_of) {
    std::string id = toml.required_text("id");
    if (!id.empty() && !is_id(id))
        toml.problem("id", "bad-id", "An id has only letters, digits, - and _, so that it can be typed in a command.");
    const bool twice = std::ranges::any_of(earlier, [&](const auto& spec) { return id_of(spec) == id; });
    if (!id.empty() && twice) {
        toml.problem("id", "duplicate-id", "The id \"" + id + "\" is used twice; this entry is left out.");
        return {};
    }
    return id;
}

int header_line(TomlTable& toml) {
    const auto line = toml.integer("header_line");
    if (!line) return 0;
    if (*line >= 1 && *line <= 100000) return static_cast<int>(*line);
    toml.problem("header_line", "out-of-range", "\"header_line\" is the number of the line with the column names, 1 or more.");
    return 0;
}

void read_all(TomlTable& toml, GeographySpec& spec) {
    auto all = toml.table("all");
    if (!all) return;
    spec.dissolve_all = true;
    spec.all_code = all->required_text("code");
    spec.all_name = all->text_or("name", spec.all_code);
    all->finish();
}

/// "Wards" from "ward": good enough where the file gives none.
std::string plural(const std::string& singular) {
    if (singular.empty()) return {};
    std::string text = singular;
    if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
    if (text.ends_with('y')) return text.substr(0, text.size() - 1) + "ies";
    for (const std::string_view hissing : {"s", "sh", "ch", "x"})
        if (text.ends_with(hissing)) return text + "es";
    return text + "s";
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

bool is_colour(std::string_view text) {
    return text.size() == 7 && text[0] == '#' && text.substr(1).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

void read_details(TomlTable& toml, model::PlaceSet& set) {
    for (TomlTable& detail : toml.tables("details")) {
        model::PlaceDetail item{detail.required_text("column"), {}, detail.text_or("unit", {})};
        item.title = detail.text_or("title", item.column);
        detail.finish();
        if (!item.column.empty()) set.details.push_back(std::move(item));
    }
}

/// What symbols are told apart by; a set that contradicts itself is not graded.
void read_grades(TomlTable& toml, model::PlaceSet& set) {
    set.graded_by = toml.text_or("graded_by", {});
    for (TomlTable& grade : toml.tables("grades")) {
        model::PlaceGrade item{grade.required_text("value"), {}};
        item.title = grade.text_or("title", item.value);
        grade.finish();
        if (!item.value.empty()) set.grades.push_back(std::move(item));
    }
    const auto refuse = [&](const char* key, const std::string& what) {
        toml.problem(key, "bad-grades", what);
        set.graded_by.clear();
        set.grades.clear();
    };
    if (set.graded_by.empty() != set.grades.empty())
        return refuse(set.graded_by.empty() ? "grades" : "graded_by", "Graded places need both \"graded_by\" and \"grades\".");
    if (set.graded_by.empty()) return;
    if (std::ranges::find(set.details, set.graded_by, &model::PlaceDetail::column) == set.details.end())
        return refuse("graded_by", "\"graded_by\" names the column of one of \"details\"; \"" + set.graded_by + "\" is none.");
    if (set.grades.size() > model::most_grades)
        return refuse("grades", "At most " + std::to_string(model::most_grades) + " grades can be told apart.");
}

void read_places(TomlTable& root, WorkspaceSpec& spec) {
    for (TomlTable& toml : root.tables("places")) {
        PlacesSpec item;
        model::PlaceSet& set = item.set;
        item.line = toml.place().line;
        set.id = read_id(toml, spec.places, [](const PlacesSpec& p) { return p.set.id; });
        set.singular = toml.text_or("singular", set.id);
        set.title = toml.text_or("title", plural(set.singular));
        set.theme = toml.text_or("theme", "Services");
        set.shape = toml.choice<model::MarkerShape>("symbol", shape_words, from_words<model::MarkerShape>(shape_words))
                        .value_or(model::MarkerShape::circle);
        set.colour = toml.text_or("colour", "#0B5CAD");
        if (!is_colour(set.colour)) {
            toml.problem("colour", "bad-colour", "A colour is written \"#RRGGBB\", such as \"#0B5CAD\".");
            set.colour = "#0B5CAD";
        }
        read_details(toml, set);
        read_grades(toml, set);
        set.source = toml.text_or("source", spec.source);
        set.licence = toml.text_or("licence", spec.licence);
        item.file = toml.required_text("file");
        item.layer = toml.text_or("layer", {});
        item.id_column = toml.text_or("id_column", {});
        item.name = toml.required_text("name");
        item.x = toml.text_or("x", {});
        item.y = toml.text_or("y", {});
        item.crs = toml.text_or("crs", {});
        item.header_line = header_line(toml);
        toml.finish();
        if (item.x.empty() != item.y.empty()) {
            toml.problem({}, "missing-key", "Places need both \"x\" and \"y\", or neither when the file has its own geometry.");
            continue;
        }
        if (!set.id.empty() && !item.file.empty() && !item.name.empty()) spec.places.push_back(std::move(item));
    }
}

void read_context(TomlTable& root, WorkspaceSpec& spec) {
    for (TomlTable& toml : root.tables("context")) {
        ContextSpec item;
        item.line = toml.place().line;
        const auto kind = toml.choice<model::ContextKind>("kind", context_words, from_words<model::ContextKind>(context_words));
        if (!toml.has("kind"))
            toml.problem({}, "missing-key", "[[context]] needs the key \"kind\".", "It is one of " + base::join_and(context_words) + ".");
        item.kind = kind.value_or(model::ContextKind::river);
        item.file = toml.required_text("file");
        item.layer = toml.text_or("layer", {});
        item.name = toml.text_or("name", {});
        item.crs = toml.text_or("crs", {});
        toml.finish();
        if (kind && !item.file.empty()) spec.context.push_back(std::move(item));
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

void read_settlements(TomlTable& root, WorkspaceSpec& spec) {
    auto toml = root.table("settlements");
    if (!toml) return;
    SettlementsSpec item;
    item.line = toml->place().line;
    item.file = toml->required_text("file");
    item.layer = toml->text_or("layer", {});
    item.name = toml->required_text("name");
    item.x = toml->text_or("x", {});
    item.y = toml->text_or("y", {});
    item.kind = toml->text_or("class", {});
    item.population = toml->text_or("population", {});
    item.crs = toml->text_or("crs", {});
    toml->finish();
    if (!item.file.empty() && !item.name.empty()) spec.settlements = std::move(item);
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
