#include "app/session_json.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/map_building.hpp"
#include "app/plan_json.hpp"
#include "app/table_order.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "scene/palette.hpp"

namespace needsmap::app {

namespace {

using Json = nlohmann::ordered_json;
constexpr int format_version = 1;

Json to_json(const model::ClassSpec& spec) {
    return {{"method", model::to_string(spec.method)},
            {"count", spec.count},
            {"palette", spec.palette},
            {"breaks", spec.breaks},
            {"reversed", spec.reversed}};
}

Json to_json(const model::MapDocument& map) {
    Json out = {{"layer", map.layer},
                {"geography", map.geography},
                {"places", map.places},
                {"labels", map.show_labels},
                {"context", map.show_context}};
    if (map.classes) out["classes"] = to_json(*map.classes);
    if (map.title) out["title"] = *map.title;
    return out;
}

Json to_json(const Settings& settings) {
    return {{"theme", settings.theme == Theme::dark ? "dark" : "light"},
            {"ui_scale", settings.ui_scale},
            {"left_folded", settings.left_folded},
            {"right_folded", settings.right_folded},
            {"drawer_folded", settings.drawer_folded},
            {"left_width", settings.left_width},
            {"right_width", settings.right_width},
            {"drawer_height", settings.drawer_height},
            {"drawer_page", settings.drawer_page},
            {"sort_column", settings.sort_column},
            {"sort_descending", settings.sort_descending}};
}

/// Reads values that may be absent or of the wrong kind: such a value leaves the default.
class Reader {
public:
    explicit Reader(const Json& json) : m_json(json) {}

    template <class T>
    void read(const char* key, T& value) const {
        const auto it = m_json.is_object() ? m_json.find(key) : m_json.end();
        if (it == m_json.end()) return;
        try {
            value = it->template get<T>();
        } catch (const Json::exception&) {
            return;
        }
    }
    void read_within(const char* key, double low, double high, double& value) const {
        double found = value;
        read(key, found);
        if (std::isfinite(found)) value = std::clamp(found, low, high);
    }
    [[nodiscard]] Json child(const char* key) const {
        const auto it = m_json.is_object() ? m_json.find(key) : m_json.end();
        return it == m_json.end() ? Json() : *it;
    }

private:
    const Json& m_json;
};

Settings settings_from(const Json& json, Settings settings) {
    const Reader reader(json);
    std::string theme;
    reader.read("theme", theme);
    if (!theme.empty()) settings.theme = theme == "dark" ? Theme::dark : Theme::light;
    reader.read_within("ui_scale", 1, 2, settings.ui_scale);
    reader.read("left_folded", settings.left_folded);
    reader.read("right_folded", settings.right_folded);
    reader.read("drawer_folded", settings.drawer_folded);
    reader.read_within("left_width", 160, 800, settings.left_width);
    reader.read_within("right_width", 160, 800, settings.right_width);
    reader.read_within("drawer_height", 80, 1200, settings.drawer_height);
    reader.read("drawer_page", settings.drawer_page);
    std::string column = settings.sort_column;
    reader.read("sort_column", column);
    if (is_table_column(column)) settings.sort_column = column;
    reader.read("sort_descending", settings.sort_descending);
    return settings;
}

/// The layer's own classes stand in for a spec that this layer cannot use.
std::optional<model::ClassSpec> classes_from(const Json& json, const model::LayerDefinition* layer) {
    if (!json.is_object()) return std::nullopt;
    const Reader reader(json);
    std::string method;
    reader.read("method", method);
    const auto known = model::class_method_from(method);
    if (!known) return std::nullopt;
    model::ClassSpec spec;
    spec.method = *known;
    reader.read("count", spec.count);
    spec.count = std::clamp(spec.count, 3, 9);
    reader.read("palette", spec.palette);
    const auto palettes = scene::palettes();
    if (std::ranges::find(palettes, spec.palette, &scene::Palette::id) == palettes.end()) spec.palette.clear();
    reader.read("breaks", spec.breaks);
    if (!std::ranges::is_sorted(spec.breaks)) spec.breaks.clear();
    reader.read("reversed", spec.reversed);
    if (spec.method == model::ClassMethod::fixed && spec.breaks.empty()) return std::nullopt;
    if (spec.method == model::ClassMethod::national && (layer == nullptr || layer->thresholds.empty())) return std::nullopt;
    return spec;
}

/// Collects what is gone, for one sentence.
struct Losses {
    std::vector<std::string> what, results;
    void add_result(const std::string& title) {
        if (std::ranges::find(results, title) == results.end()) results.push_back(title);
    }
    [[nodiscard]] std::string sentence() const {
        std::string out;
        if (!what.empty()) out = "Not restored, because the workspace no longer has " + base::join_and(what) + ".";
        if (!results.empty())
            out += (out.empty() ? "" : " ") + std::string("Results are not kept when the window closes; run ") +
                   (results.size() == 1 ? "the analysis" : "the analyses") + " again for " + base::join_and(results) + ".";
        return out;
    }
    void add(const std::string& text) {
        if (what.size() < 4 && std::ranges::find(what, text) == what.end()) what.push_back(text);
    }
};

model::MapDocument map_from(const Json& json, const model::Workspace& workspace, const model::MapDocument& fallback, Losses& losses) {
    model::MapDocument map = fallback;
    const Reader reader(json);
    reader.read("layer", map.layer);
    reader.read("geography", map.geography);
    if (!map.layer.empty() && !workspace.find_layer(map.layer)) {
        std::string result;
        reader.read("result", result);
        if (result.empty())
            losses.add("the layer “" + map.layer + "”");
        else
            losses.add_result("“" + result + "”");
        map.layer = fallback.layer;
    } else {
        map.classes = classes_from(reader.child("classes"), workspace.find_layer(map.layer).get());
        map.title.reset();
        if (const Json title = reader.child("title"); title.is_string()) map.title = title.get<std::string>();
    }
    if (!workspace.find_geography(map.geography)) {
        losses.add("the geography “" + map.geography + "”");
        map.geography = fallback.geography;
    }
    if (!availability(workspace, map.layer, map.geography).available) map.geography = default_geography(workspace, map.layer);
    std::vector<std::string> places = map.places;
    reader.read("places", places);
    map.places.clear();
    for (const std::string& id : places) {
        if (workspace.find_places(id))
            map.places.push_back(id);
        else
            losses.add("the places “" + id + "”");
    }
    reader.read("labels", map.show_labels);
    reader.read("context", map.show_context);
    return map;
}

bool camera_from(const Json& json, Camera& camera) {
    if (!json.is_object()) return false;
    const Reader reader(json);
    Camera read = camera;
    reader.read("east", read.centre.x);
    reader.read("north", read.centre.y);
    reader.read("mm_per_m", read.mm_per_m);
    if (!std::isfinite(read.centre.x) || !std::isfinite(read.centre.y) || !std::isfinite(read.mm_per_m) || read.mm_per_m <= 0) return false;
    camera = read;
    return true;
}

void restore_maps(const Json& json, const model::Workspace& workspace, Restored& restored, Losses& losses) {
    const Reader reader(json);
    SessionState& state = restored.state;
    const Json maps = reader.child("maps");
    if (maps.is_array() && !maps.empty()) state.maps[0] = map_from(maps[0], workspace, state.maps[0], losses);
    reader.read("comparing", state.comparing);
    if (maps.is_array() && maps.size() > 1) {
        model::MapDocument second = map_from(maps[1], workspace, state.maps[0], losses);
        second.geography = state.maps[0].geography;
        if (availability(workspace, second.layer, second.geography).available)
            state.maps[1] = second;
        else
            state.comparing = false;
    }
    state.maps[1].geography = state.maps[0].geography;
    state.maps[1].places = state.maps[0].places;
    state.maps[1].show_labels = state.maps[0].show_labels;
    state.maps[1].show_context = state.maps[0].show_context;
    std::vector<std::string> codes;
    reader.read("selection", codes);
    const auto geography = workspace.find_geography(state.maps[0].geography);
    for (const std::string& code : codes)
        if (const auto area = geography ? geography->find_code(code) : std::nullopt) state.selection.push_back(*area);
    restored.has_camera = camera_from(reader.child("camera"), state.camera);
}

Json parsed(const std::string& text) { return Json::parse(text, nullptr, false); }

}  // namespace

std::string session_to_json(const model::Workspace& workspace, const SessionState& state, const Settings& settings, bool with_camera) {
    Json json = {{"format", format_version}, {"workspace", workspace.file}, {"comparing", state.comparing}};
    json["maps"] = Json::array();
    for (const model::MapDocument& map : state.maps) {
        json["maps"].push_back(to_json(map));
        // The figures stay behind; its title is for the sentence that says so when the session opens again.
        if (const auto result = workspace.find_result(map.layer)) json["maps"].back()["result"] = result->title;
    }
    json["selection"] = Json::array();
    if (const auto geography = workspace.find_geography(state.maps[0].geography))
        for (const model::AreaIndex area : state.selection) json["selection"].push_back(geography->codes[static_cast<std::size_t>(area)]);
    if (with_camera)
        json["camera"] = {{"east", state.camera.centre.x}, {"north", state.camera.centre.y}, {"mm_per_m", state.camera.mm_per_m}};
    if (state.plan) json["plan"] = plan_to_json(*state.plan);
    json["settings"] = to_json(settings);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Restored restore_session(const std::string& text, const model::Workspace& workspace, const SessionState& defaults,
                         const Settings& default_settings) {
    Restored restored{defaults, default_settings, false, {}};
    const Json json = parsed(text);
    if (!json.is_object()) {
        restored.problem = "The saved session could not be read; everything starts afresh.";
        return restored;
    }
    const Reader reader(json);
    restored.settings = settings_from(reader.child("settings"), default_settings);
    std::string file;
    reader.read("workspace", file);
    if (file != workspace.file) return restored;
    Losses losses;
    restore_maps(json, workspace, restored, losses);
    restored.problem = losses.sentence();
    try {
        if (json.contains("plan")) restored.state.plan = std::make_shared<const DraftPlan>(plan_from_json(json["plan"], workspace));
    } catch (const base::Error& error) {
        restored.problem += (restored.problem.empty() ? "" : " ") + error.full_text();
    }
    return restored;
}

std::string workspace_of_session(const std::string& text) {
    const Json json = parsed(text);
    std::string file;
    if (json.is_object()) Reader(json).read("workspace", file);
    return file;
}

}  // namespace needsmap::app
