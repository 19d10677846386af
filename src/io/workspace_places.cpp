// The entries of a workspace file that have a position: services, and what orients the reader.
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "io/workspace_entries.hpp"

namespace needsmap::io {

namespace {

// In the order of the enumerators.
const std::vector<std::string> shape_words = {"circle", "square", "triangle", "diamond", "star", "pentagon", "cross", "hexagon"};
const std::vector<std::string> context_words = {"river", "motorway", "main-road", "railway", "urban"};

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

}  // namespace

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

}  // namespace needsmap::io
