#include "io/layer_file.hpp"

#include <algorithm>
#include <tuple>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/index_file.hpp"
#include "io/toml_reader.hpp"

namespace needsmap::io {

namespace fs = std::filesystem;
using model::ClassMethod;
using model::Direction;
using model::LayerDefinition;
using model::LayerKind;

namespace {

const std::vector<std::string> kind_words = {"proportion", "rate", "count", "score", "rank", "index"};
const std::vector<std::string> direction_words = {"high-is-worse", "low-is-worse", "neutral"};
const std::vector<std::string> method_words = {"quantile", "equal", "natural-breaks", "standard-deviation", "fixed", "national"};
constexpr int fewest_classes = 3, most_classes = 9;
constexpr int most_decimals = 6;

/// A whole number within bounds, or a problem and the fallback.
int bounded(TomlTable& toml, std::string_view key, int fallback, int low, int high) {
    const auto value = toml.integer(key);
    if (!value) return fallback;
    if (*value >= low && *value <= high) return static_cast<int>(*value);
    toml.problem(key, "out-of-range",
                 "\"" + std::string(key) + "\" has to be from " + std::to_string(low) + " to " + std::to_string(high) + ".");
    return fallback;
}

double positive(TomlTable& toml, std::string_view key, double fallback, bool zero_allowed) {
    const auto value = toml.number(key);
    if (!value) return fallback;
    if (*value > 0 || (zero_allowed && *value == 0)) return *value;
    toml.problem(key, "out-of-range", "\"" + std::string(key) + "\" has to be " + (zero_allowed ? "zero or more." : "more than zero."));
    return fallback;
}

void read_classes(TomlTable& toml, model::ClassSpec& classes) {
    auto table = toml.table("classes");
    if (!table) return;
    classes.method = table->choice<ClassMethod>("method", method_words, model::class_method_from).value_or(classes.method);
    classes.count = bounded(*table, "count", classes.count, fewest_classes, most_classes);
    classes.palette = table->text_or("palette", {});
    classes.reversed = table->boolean("reversed").value_or(false);
    classes.breaks = table->numbers("breaks");
    if (!std::ranges::is_sorted(classes.breaks, std::ranges::less_equal{}))
        table->problem("breaks", "out-of-range", "\"breaks\" have to ascend, each larger than the one before.");
    if (classes.method == ClassMethod::fixed && classes.breaks.empty())
        table->problem("method", "missing-key", "The method \"fixed\" needs the key \"breaks\".");
    table->finish();
}

void read_thresholds(TomlTable& toml, LayerDefinition& layer) {
    for (TomlTable& table : toml.tables("threshold")) {
        const auto value = table.number("value");
        model::Threshold threshold{value.value_or(0), table.required_text("label")};
        if (value)
            layer.thresholds.push_back(std::move(threshold));
        else if (!table.has("value"))
            table.problem({}, "missing-key", "[[threshold]] needs the key \"value\".");
        table.finish();
    }
}

void read_comparators(TomlTable& toml, LayerDefinition& layer) {
    for (TomlTable& table : toml.tables("comparator")) {
        const auto value = table.number("value");
        model::Comparator comparator{table.required_text("name"), value.value_or(0), table.text_or("period", {})};
        if (value)
            layer.comparators.push_back(std::move(comparator));
        else if (!table.has("value"))
            table.problem({}, "missing-key", "[[comparator]] needs the key \"value\".");
        table.finish();
    }
}

void read_earlier_periods(TomlTable& toml, LayerFile& file) {
    LayerDefinition& layer = file.definition;
    for (TomlTable& table : toml.tables("earlier")) {
        model::EarlierPeriod earlier{table.required_text("period"), table.required_text("numerator"), table.required_text("denominator"),
                                     bounded(table, "pooled_years", layer.pooled_years, 1, 50)};
        if (!layer.has_denominator())
            table.problem({}, "unused-key", "Only proportions and rates have [[earlier]] periods to pool.");
        else if (!earlier.period.empty() && !earlier.numerator.empty() && !earlier.denominator.empty()) {
            layer.earlier.push_back(std::move(earlier));
            file.earlier_lines.push_back(table.place("numerator").line);
        }
        table.finish();
    }
}

void read_age_bands(TomlTable& toml, LayerFile& file) {
    LayerDefinition& layer = file.definition;
    for (TomlTable& table : toml.tables("band")) {
        model::AgeBand band{table.required_text("title"), table.required_text("numerator"), table.required_text("denominator"),
                            positive(table, "standard", 0, true)};
        if (layer.kind != LayerKind::rate)
            table.problem({}, "unused-key", "Only rates have [[band]]s to standardise by.");
        else if (!table.has("standard"))
            table.problem({}, "missing-key", "[[band]] needs the key \"standard\".",
                          "It is how many people of the standard population are in the band.");
        else if (!band.title.empty() && !band.numerator.empty() && !band.denominator.empty()) {
            layer.bands.push_back(std::move(band));
            file.band_lines.push_back(table.place("numerator").line);
        }
        table.finish();
    }
    layer.standard_population = toml.text_or("standard_population", {});
    if (layer.bands.empty()) return;
    if (layer.standard_population.empty())
        toml.problem("band", "missing-key", "A layer with [[band]]s needs the key \"standard_population\".",
                     "Name it, such as \"European Standard Population 2013\": a standardised rate means nothing without it.");
    if (std::ranges::all_of(layer.bands, [](const model::AgeBand& band) { return band.standard == 0; }))
        toml.problem("band", "out-of-range", "At least one [[band]] needs a \"standard\" above zero.");
}

/// The columns that the kind needs, and only those.
bool read_columns(TomlTable& toml, LayerDefinition& layer) {
    std::string numerator = toml.text_or("numerator", {}), denominator = toml.text_or("denominator", {});
    std::string value = toml.text_or("value", {}), weight = toml.text_or("weight", {});
    const auto need = [&](std::string_view key, const std::string& column) {
        if (column.empty())
            toml.problem(key, "missing-key", "A " + std::string(to_string(layer.kind)) + " needs the key \"" + std::string(key) + "\".");
        return !column.empty();
    };
    const auto refuse = [&](std::string_view key) {
        if (toml.has(key))
            toml.problem(key, "unused-key", "A " + std::string(to_string(layer.kind)) + " has no \"" + std::string(key) + "\".");
    };
    bool complete = true;
    if (layer.has_denominator()) {
        complete = need("numerator", numerator);
        complete = need("denominator", denominator) && complete;
        refuse("value"), refuse("weight");
    } else {
        complete = need("value", value);
        refuse("numerator"), refuse("denominator");
        if (layer.kind != LayerKind::score) refuse("weight");
    }
    layer.numerator = std::move(numerator), layer.denominator = std::move(denominator);
    layer.value = std::move(value), layer.weight = std::move(weight);
    return complete;
}

/// What an index gets from the layers it uses, and cannot have of its own.
void refuse_figures(TomlTable& toml) {
    for (const char* key : {"table", "numerator", "denominator", "numerator_title", "denominator_title", "value", "weight", "per",
                            "direction", "pooled_years", "suppress_below"})
        if (toml.has(key)) {
            toml.know(key);
            toml.problem(key, "unused-key", "An index has no \"" + std::string(key) + "\" of its own; its layers have.");
        }
}

/// Where the figures come from, as the kind needs it. False when the layer cannot be used.
bool read_figures(TomlTable& toml, LayerFile& file) {
    LayerDefinition& layer = file.definition;
    if (layer.kind == LayerKind::index) {
        refuse_figures(toml);
        layer.index = read_index_recipe(toml, layer.title, file.use_lines);
        return layer.index != nullptr;
    }
    layer.table = toml.required_text("table");
    return read_columns(toml, layer) && !layer.table.empty();
}

double default_per(const LayerDefinition& layer) { return layer.kind == LayerKind::rate ? 1000 : 100; }

void check_consistency(const TomlTable& toml, const LayerDefinition& layer) {
    if (layer.classes.method == ClassMethod::national && layer.thresholds.empty())
        toml.problem("classes", "missing-key", "The method \"national\" needs at least one [[threshold]].");
    if (layer.counts_on_map && layer.kind != LayerKind::count)
        toml.problem("counts_on_map", "unused-key", "A " + std::string(to_string(layer.kind)) + " has no \"counts_on_map\".");
    if (layer.kind == LayerKind::proportion && layer.unit == "%" && layer.per != 100)
        toml.problem("per", "out-of-range", "A proportion in % needs per = 100.");
}

}  // namespace

LayerFile read_layer_file(const fs::path& path, const std::string& written, base::Diagnostics& diagnostics) {
    const toml::table parsed = parse_toml_file(path);
    TomlTable toml(parsed, "a layer file", written, diagnostics);
    LayerFile file;
    file.path = path, file.written = written;
    LayerDefinition& layer = file.definition;
    layer.id = path.stem().string();
    layer.file = written;
    layer.title = toml.required_text("title");
    layer.theme = toml.text_or("theme", "Other");
    layer.description = toml.text_or("description", {});
    const auto kind = toml.choice<LayerKind>("kind", kind_words, model::layer_kind_from);
    if (!toml.has("kind"))
        toml.problem({}, "missing-key", "a layer file needs the key \"kind\".", "It is one of " + base::join_and(kind_words) + ".");
    layer.kind = kind.value_or(LayerKind::count);
    const bool has_figures = read_figures(toml, file) && kind.has_value();
    layer.numerator_title = toml.text_or("numerator_title", {});
    layer.denominator_title = toml.text_or("denominator_title", {});
    layer.unit = toml.text_or("unit", {});
    layer.per = positive(toml, "per", default_per(layer), false);
    layer.decimals = bounded(toml, "decimals", layer.kind == LayerKind::count || layer.kind == LayerKind::rank ? 0 : 1, 0, most_decimals);
    const Direction usual = layer.kind == LayerKind::rank ? Direction::low_is_worse : Direction::high_is_worse;
    layer.direction = toml.choice<Direction>("direction", direction_words, model::direction_from).value_or(usual);
    layer.period = toml.text_or("period", {});
    layer.pooled_years = bounded(toml, "pooled_years", 1, 1, 50);
    layer.counts_on_map = toml.boolean("counts_on_map").value_or(false);
    layer.suppress_below = positive(toml, "suppress_below", 0, true);
    layer.not_applicable_label = toml.text_or("not_applicable", {});
    layer.source = toml.text_or("source", {});
    layer.licence = toml.text_or("licence", {});
    layer.caution = toml.text_or("caution", {});
    if (layer.kind == LayerKind::index) layer.direction = Direction::high_is_worse;
    read_classes(toml, layer.classes);
    read_thresholds(toml, layer);
    read_comparators(toml, layer);
    read_earlier_periods(toml, file);
    read_age_bands(toml, file);
    check_consistency(toml, layer);
    toml.finish();
    for (const char* key : {"table", "numerator", "denominator", "value", "weight"}) file.line[key] = toml.place(key).line;
    if (!has_figures) throw base::Error(written + ": The layer is left out.");
    return file;
}

std::vector<LayerFile> read_layer_folder(const fs::path& folder, const std::string& written, base::Diagnostics& diagnostics) {
    std::vector<fs::path> paths;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".toml" && !entry.path().filename().string().starts_with('.')) paths.push_back(entry.path());
    if (error) {
        diagnostics.add({base::Severity::error,
                         "layers-folder",
                         written,
                         0,
                         0,
                         {},
                         "The layers folder cannot be read.",
                         "Check the key \"layers\"; it is relative to the workspace file."});
        return {};
    }
    std::ranges::sort(paths);
    std::vector<LayerFile> files;
    for (const fs::path& path : paths) {
        const std::size_t before = diagnostics.count(base::Severity::error);
        try {
            files.push_back(read_layer_file(path, (fs::path(written) / path.filename()).string(), diagnostics));
        } catch (const TomlError& problem) {
            diagnostics.add({base::Severity::error,
                             "broken-toml",
                             (fs::path(written) / path.filename()).string(),
                             problem.place.line,
                             problem.place.column,
                             {},
                             problem.what(),
                             problem.hint() + " The layer is left out."});
        } catch (const base::Error& problem) {
            // What is wrong has been listed line by line already.
            if (diagnostics.count(base::Severity::error) == before)
                diagnostics.add({base::Severity::error, "layer-file", {}, 0, 0, {}, problem.what(), problem.hint()});
        }
    }
    std::ranges::stable_sort(files, [](const LayerFile& a, const LayerFile& b) {
        return std::tie(a.definition.theme, a.definition.title) < std::tie(b.definition.theme, b.definition.title);
    });
    return files;
}

}  // namespace needsmap::io
