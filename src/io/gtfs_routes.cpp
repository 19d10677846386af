#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/gtfs_parts.hpp"
#include "io/wording.hpp"

namespace needsmap::io {

using base::Severity;

namespace {

/// Names by agency_id; a feed of one agency may leave the id out.
std::unordered_map<std::string, std::string> read_agencies(FeedReading& reading) {
    std::unordered_map<std::string, std::string> names;
    auto table = reading.feed->open("agency.txt");
    if (!table) {
        reading.out->diagnostics.add({Severity::warning,
                                      "missing-file",
                                      reading.feed->written(),
                                      0,
                                      0,
                                      "agency.txt",
                                      "The timetable has no agency.txt, so it is not known who runs the buses.",
                                      {}});
        return names;
    }
    const auto id = table->find("agency_id"), name = table->find("agency_name");
    std::vector<std::string> all;
    while (table->next()) {
        const std::string text(table->text(name));
        if (!names.emplace(table->text(id), text).second)
            reading.findings.add(Severity::warning, "duplicate-agency", *table,
                                 "The agency " + in_marks(table->text(id)) + " stands here again; the first row counts.");
        else if (!text.empty())
            all.push_back(text);
    }
    reading.out->feeds[reading.feed_index].agencies = list_some(all);
    return names;
}

/// Dates of feed_info.txt; those of the services take their place where it says none.
void read_feed_info(FeedReading& reading) {
    auto table = reading.feed->open("feed_info.txt");
    if (!table || !table->next()) return;
    model::Feed& feed = reading.out->feeds[reading.feed_index];
    const auto date = [&](std::string_view column) -> std::optional<model::Day> {
        const std::string_view text = table->text(table->find(column));
        if (text.empty()) return std::nullopt;
        if (const auto day = gtfs_date(text)) return day;
        reading.findings.add(Severity::warning, "bad-date", *table, in_marks(text) + " is no date such as 20090310.");
        return std::nullopt;
    };
    feed.first_day = date("feed_start_date"), feed.last_day = date("feed_end_date");
}

/// 3, a bus, where the row does not say.
int route_type(FeedReading& reading, const GtfsTable& table, std::string_view text) {
    if (const auto type = gtfs_integer(text); type && *type >= 0 && *type < 10000) return static_cast<int>(*type);
    reading.findings.add(Severity::warning, "bad-route-type", table,
                         "The route_type " + in_marks(text) + " is not known; the route is taken for a bus.");
    return 3;
}

}  // namespace

void read_gtfs_routes(FeedReading& reading) {
    const auto agencies = read_agencies(reading);
    read_feed_info(reading);
    GtfsTable table = reading.feed->require("routes.txt");
    const std::size_t id = table.require("route_id");
    const auto agency = table.find("agency_id"), short_name = table.find("route_short_name"), long_name = table.find("route_long_name"),
               type = table.find("route_type");
    const std::vector<int>& kept = reading.options->route_types;
    while (table.next()) {
        const std::string route_id(table.text(id));
        if (reading.routes.contains(route_id) || reading.routes_left_out.contains(route_id)) {
            reading.problem("duplicate-route", table, "The route " + in_marks(route_id) + " stands here again; the first row counts.");
            continue;
        }
        const int kind = route_type(reading, table, table.text(type));
        if (!kept.empty() && std::ranges::find(kept, kind) == kept.end()) {
            reading.routes_left_out.emplace(route_id, 0);
            continue;
        }
        const std::string brief(table.text(short_name)), full(table.text(long_name));
        const auto name = agencies.find(std::string(table.text(agency)));
        reading.routes.emplace(route_id, static_cast<std::uint32_t>(reading.out->routes.size()));
        const std::string agency_name = name != agencies.end() ? name->second : agencies.size() == 1 ? agencies.begin()->second : "";
        reading.out->routes.push_back({!brief.empty()  ? brief
                                       : !full.empty() ? full
                                                       : route_id,
                                       full, agency_name, kind, reading.feed_index});
    }
    if (reading.routes.empty())
        throw base::Error(table.file() + (reading.routes_left_out.empty() ? " has no routes." : " has no routes of the kinds asked for."));
}

}  // namespace needsmap::io
