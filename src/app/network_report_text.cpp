// The report of `network build` in words and as JSON.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/network_report.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

using model::RoadMode;

namespace {

using Json = nlohmann::ordered_json;
constexpr int report_format = 1;
constexpr std::size_t areas_told = 5;

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
    return base::format_count(static_cast<std::int64_t>(count)) + " " + (count == 1 ? one : many);
}

std::string padded(const std::string& text, std::size_t width, bool right) {
    const std::size_t length = static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
    const std::string gap(length < width ? width - length : 0, ' ');
    return right ? gap + text : text + gap;
}

std::string kmh(double speed) { return speed > 0 ? base::format_plain(speed, 1) : "closed"; }

/// Without folders: the report says nothing about the machine it was made on.
std::vector<std::string> names_of(const std::vector<std::string>& files) {
    std::vector<std::string> out;
    for (const std::string& file : files) out.push_back(std::filesystem::path(file).filename().string());
    return out;
}

std::vector<std::string> feeds_of(const model::Timetable& timetable) {
    std::vector<std::string> files;
    for (const model::Feed& feed : timetable.feeds) files.push_back(feed.file);
    return names_of(files);
}

std::string mode_name(RoadMode mode) { return mode == RoadMode::walk ? "On foot" : "By car"; }

std::string some(std::vector<std::string> names) {
    if (names.size() > areas_told) {
        const std::size_t rest = names.size() - areas_told;
        names.resize(areas_told);
        names.push_back(base::format_count(static_cast<std::int64_t>(rest)) + " more");
    }
    return base::join_and(names);
}

std::string class_table(const model::RoadReport& report) {
    std::size_t width = 5;
    for (const model::RoadClassSummary& row : report.classes) width = std::max(width, row.name.size());
    std::string out =
        "  " + padded("class", width, false) + padded("km", 12, true) + padded("car km/h", 12, true) + padded("foot km/h", 12, true) + "\n";
    for (const model::RoadClassSummary& row : report.classes) {
        if (!(row.km > 0)) continue;
        out += "  " + padded(row.name, width, false) + padded(base::format_number(row.km, 1), 12, true) +
               padded(kmh(row.drive_kmh), 12, true) + padded(kmh(row.walk_kmh), 12, true) + "\n";
    }
    return out;
}

std::string parts_line(RoadMode mode, const model::RoadParts& parts) {
    std::string out = "  " + mode_name(mode) + ": ";
    out += parts.part_count == 0 ? "no road"
           : parts.part_count == 1
               ? "all roads hang together"
               : counted(parts.part_count - 1, "part", "parts") + " cut off, " + base::format_number(parts.km_elsewhere, 1) + " km";
    if (parts.trap_nodes > 0)
        out += "; one-way traps at " + counted(parts.trap_nodes, "junction", "junctions") + ", " + base::format_number(parts.trap_km, 1) +
               " km";
    return out + "\n";
}

std::string far_line(const NetworkReport& report, RoadMode mode) {
    const FarPoints& far = report.far[index_of(mode)];
    const std::string limit = " further than " + base::format_number(report.snap_limit_m, 0) + " m from a road";
    if (far.points == 0) return "  " + mode_name(mode) + ": none of them" + limit + "\n";
    return "  " + mode_name(mode) + ": " + counted(far.points, "point", "points") + limit + ", in " + some(far.areas) + "\n";
}

std::string roads_text(const NetworkReport& report) {
    const model::RoadNetwork& network = *report.roads->network;
    const model::RoadReport& read = network.report;
    double km = 0;
    for (const model::RoadClassSummary& row : read.classes) km += row.km;
    std::string out = "Roads: " + base::join_and(names_of(read.files)) + (report.roads->from_cache ? " (from the cache)" : "") + "\n";
    out += "  " + counted(read.line_count, "line", "lines") + ", " + base::format_number(km, 1) + " km, as " +
           counted(network.node_count(), "node", "nodes") + " and " + counted(network.edge_count(), "stretch", "stretches") + " of road; " +
           counted(read.other_lines, "line", "lines") + " of other kinds left out\n";
    out += class_table(read);
    for (const RoadMode mode : model::road_modes) out += parts_line(mode, read.parts[index_of(mode)]);
    if (report.population_points == 0) return out;
    out += "Population points: " + base::format_count(static_cast<std::int64_t>(report.population_points)) + "\n";
    for (const RoadMode mode : model::road_modes) out += far_line(report, mode);
    return out;
}

std::string timetable_text(const NetworkReport& report) {
    const model::Timetable& timetable = *report.timetable;
    std::string out = "Timetable: " + base::join_and(feeds_of(timetable)) + "\n";
    out += "  " + counted(timetable.stops.size(), "stop", "stops") + ", " + counted(timetable.routes.size(), "route", "routes") + ", " +
           counted(timetable.trips.size(), "trip", "trips");
    const auto first = timetable.first_day(), last = timetable.last_day();
    if (first && last) out += ", from " + model::day_text(*first) + " to " + model::day_text(*last);
    out += "\n";
    const std::vector<std::uint32_t> by_day = timetable.trips_by_day();
    for (std::size_t w = 0; w < report.windows.size(); ++w) {
        const analysis::ServiceWindow& window = report.windows[w];
        const auto day = static_cast<std::size_t>((window.date - *first).count());
        out += "  " + padded(window.id, 17, false) + window.title + ": " + counted(report.trips_in_window[w], "trip", "trips") +
               " of the day's " + base::format_count(day < by_day.size() ? by_day[day] : 0) + "\n";
    }
    return out;
}

std::string_view name_of(base::Severity severity) {
    return severity == base::Severity::error ? "error" : severity == base::Severity::warning ? "warning" : "note";
}

Json roads_json(const NetworkReport& report) {
    const model::RoadNetwork& network = *report.roads->network;
    Json json = {{"files", names_of(network.report.files)},
                 {"lines", network.report.line_count},
                 {"other_lines", network.report.other_lines},
                 {"nodes", network.node_count()},
                 {"edges", network.edge_count()},
                 {"snap_limit_m", report.snap_limit_m},
                 {"population_points", report.population_points}};
    json["classes"] = Json::array();
    for (const model::RoadClassSummary& row : network.report.classes)
        json["classes"].push_back({{"class", row.name}, {"km", row.km}, {"drive_kmh", row.drive_kmh}, {"walk_kmh", row.walk_kmh}});
    for (const RoadMode mode : model::road_modes) {
        const model::RoadParts& parts = network.report.parts[index_of(mode)];
        const FarPoints& far = report.far[index_of(mode)];
        json[mode == RoadMode::walk ? "walk" : "drive"] = {{"parts", parts.part_count},          {"nodes_elsewhere", parts.nodes_elsewhere},
                                                           {"km_elsewhere", parts.km_elsewhere}, {"trap_nodes", parts.trap_nodes},
                                                           {"trap_km", parts.trap_km},           {"far_points", far.points},
                                                           {"far_people", far.people},           {"far_areas", far.areas}};
    }
    return json;
}

Json timetable_json(const NetworkReport& report) {
    const model::Timetable& timetable = *report.timetable;
    Json json = {{"stops", timetable.stops.size()}, {"routes", timetable.routes.size()}, {"trips", timetable.trips.size()}};
    json["files"] = feeds_of(timetable);
    const auto first = timetable.first_day(), last = timetable.last_day();
    if (first && last) json["first_day"] = model::iso_text(*first), json["last_day"] = model::iso_text(*last);
    json["trips_by_day"] = timetable.trips_by_day();
    json["windows"] = Json::array();
    for (std::size_t w = 0; w < report.windows.size(); ++w)
        json["windows"].push_back(
            {{"id", report.windows[w].id}, {"date", model::iso_text(report.windows[w].date)}, {"trips", report.trips_in_window[w]}});
    return json;
}

}  // namespace

std::string report_text(const NetworkReport& report) {
    std::string out;
    if (report.roads) out += roads_text(report);
    if (report.timetable) out += timetable_text(report);
    return out;
}

std::string report_json(const NetworkReport& report) {
    Json json = {{"format", report_format}};
    json["roads"] = report.roads ? roads_json(report) : Json();
    json["timetable"] = report.timetable ? timetable_json(report) : Json();
    json["diagnostics"] = Json::array();
    for (const base::Diagnostic& d : report.diagnostics.items())
        json["diagnostics"].push_back({{"severity", name_of(d.severity)}, {"id", d.id}, {"message", d.message}, {"hint", d.hint}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace needsmap::app
