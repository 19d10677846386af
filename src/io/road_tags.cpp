// Meaning of the tags: wiki.openstreetmap.org, pages "Key:oneway", "Key:access", "Key:maxspeed" and "OSM tags for routing".
#include "io/road_tags.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/error.hpp"
#include "base/text.hpp"

namespace needsmap::io {

namespace {

constexpr double kmh_per_mph = 1.609344;

/// Where sources have their classes: OpenStreetMap, our own, Geofabrik's shapefiles, OS Open Roads as GML and as GeoPackage.
constexpr std::array<std::string_view, 5> class_columns = {"highway", "class", "fclass", "roadClassification", "road_classification"};

std::size_t class_column_of(const RawTable& table, const std::string& wanted) {
    if (!wanted.empty()) {
        if (const auto found = table.find(wanted)) return *found;
        const ColumnProblem problem = explain_missing_column(table, wanted);
        throw base::Error(problem.message, problem.hint);
    }
    for (const std::string_view name : class_columns)
        if (const auto found = table.find(name)) return *found;
    throw base::Error("No column says what class of road each line is; the columns are " + base::join_and(table.columns) + ".",
                      "Name it in the workspace: [roads] class = \"…\".");
}

bool is_one_of(std::string_view word, const std::vector<std::string>& words) { return std::ranges::find(words, word) != words.end(); }

}  // namespace

double speed_limit_kmh(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && number > 0) {
        const std::string_view unit = base::trim(text.substr(static_cast<std::size_t>(end - text.data())));
        if (unit == "mph") return number * kmh_per_mph;
        return unit.empty() || unit == "km/h" || unit == "kmh" ? number : 0;
    }
    // The Highway Code's national limits for cars.
    if (text == "national" || text == "GB:nsl_single") return 60 * kmh_per_mph;
    if (text == "GB:nsl_dual" || text == "GB:motorway") return 70 * kmh_per_mph;
    if (text == "GB:nsl_restricted") return 30 * kmh_per_mph;
    return 0;
}

std::string hstore_value(std::string_view text, std::string_view key) {
    const std::string wanted = "\"" + std::string(key) + "\"=>\"";
    for (std::size_t at = text.find(wanted); at != std::string_view::npos; at = text.find(wanted, at + 1)) {
        if (at > 0 && text[at - 1] == '\\') continue;  // inside a value
        std::string value;
        for (std::size_t i = at + wanted.size(); i < text.size() && text[i] != '"'; ++i) {
            if (text[i] == '\\' && i + 1 < text.size()) ++i;
            value += text[i];
        }
        return value;
    }
    return {};
}

RoadTags::RoadTags(const RawTable& table, const model::RoadSource& columns, const RoadSpeeds& speeds)
    : m_table(&table), m_speeds(&speeds), m_class(class_column_of(table, columns.class_column)), m_other_tags(table.find("other_tags")) {
    m_is_osm = class_column() == "highway";
    const auto know = [&](std::string_view key, const std::string& wanted) {
        const auto found = table.find(wanted.empty() ? key : std::string_view(wanted));
        if (found) m_columns.emplace(key, *found);
        if (found || wanted.empty()) return;
        const ColumnProblem problem = explain_missing_column(table, wanted);
        throw base::Error(problem.message, problem.hint);
    };
    know("oneway", columns.oneway_column), know("maxspeed", columns.maxspeed_column);
    for (const std::string_view key : {"junction", "access", "vehicle", "motor_vehicle", "motorcar", "foot"}) know(key, {});
}

std::string RoadTags::tag(std::size_t row, std::string_view key) const {
    if (const auto found = m_columns.find(key); found != m_columns.end())
        if (const std::string_view text = m_table->text(row, found->second); !text.empty()) return std::string(text);
    return m_other_tags ? hstore_value(m_table->text(row, *m_other_tags), key) : std::string();
}

/// 1: only along the line, -1: only against it, 0: both.
int RoadTags::direction(std::size_t row, std::string_view class_name, bool roundabout) const {
    const std::string word = tag(row, "oneway");
    for (const std::string_view along : {"yes", "true", "1", "F"})  // F, T and B are Geofabrik's
        if (word == along) return 1;
    for (const std::string_view against : {"-1", "reverse", "T"})
        if (word == against) return -1;
    if (!word.empty()) return 0;
    return roundabout || (m_is_osm && class_name == "motorway") ? 1 : 0;
}

/// The most particular key that has a word of the speeds' lists decides.
bool RoadTags::closed(std::size_t row, const std::vector<std::string_view>& keys, bool closed_by_class) const {
    for (const std::string_view key : keys) {
        const std::string word = tag(row, key);
        if (word.empty()) continue;
        if (is_one_of(word, m_speeds->closed_words)) return true;
        // A general "access = yes" opens no motorway to walkers; a particular word does.
        if (is_one_of(word, m_speeds->open_words)) return key == "access" && closed_by_class;
    }
    return closed_by_class;
}

RoadProfile RoadTags::profile(std::size_t row, std::size_t road_class) const {
    const RoadClassSpeeds& speeds = m_speeds->classes[road_class];
    RoadProfile out;
    out.road_class = static_cast<std::uint8_t>(road_class);
    const std::string junction = tag(row, "junction");
    out.roundabout = junction == "roundabout" || junction == "circular";
    if (!closed(row, {"foot", "access"}, speeds.walk_kmh == 0))
        out.walk_kmh = static_cast<float>(speeds.walk_kmh > 0 ? speeds.walk_kmh : m_speeds->walk_kmh);
    if (speeds.drive_kmh == 0 || closed(row, {"motorcar", "motor_vehicle", "vehicle", "access"}, false)) return out;
    const double limit = speed_limit_kmh(tag(row, "maxspeed"));
    const auto kmh = static_cast<float>(limit > 0 ? std::min(limit, speeds.drive_kmh) : speeds.drive_kmh);
    const int way = direction(row, class_word(row), out.roundabout);
    out.forward_kmh = way >= 0 ? kmh : 0;
    out.backward_kmh = way <= 0 ? kmh : 0;
    return out;
}

}  // namespace needsmap::io
