#include "io/timetable_cache.hpp"

#include <limits>

#include "io/binary_cache.hpp"
#include "io/cached_diagnostics.hpp"
#include "io/coverage_cache.hpp"

namespace needsmap::io {

using model::Timetable;

namespace {

/// Days and the numbers of stops, routes and feeds, as plain data; no date is written as the smallest.
constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();
std::int32_t number_of(std::optional<model::Day> day) { return day ? static_cast<std::int32_t>(day->time_since_epoch().count()) : no_day; }
std::optional<model::Day> day_of(std::int32_t number) {
    return number == no_day ? std::nullopt : std::optional(model::Day(std::chrono::days(number)));
}

void put_texts(CacheWriter& out, const Timetable& t) {
    std::vector<std::string> feeds, stops, routes;
    for (const model::Feed& feed : t.feeds) feeds.insert(feeds.end(), {feed.file, feed.agencies});
    for (const model::Stop& stop : t.stops) stops.insert(stops.end(), {stop.id, stop.name});
    for (const model::Route& route : t.routes) routes.insert(routes.end(), {route.name, route.long_name, route.agency});
    out.put(feeds), out.put(stops), out.put(routes);
}
bool get_texts(CacheReader& in, Timetable& t) {
    std::vector<std::string> feeds, stops, routes;
    if (!in.get(feeds) || !in.get(stops) || !in.get(routes)) return false;
    if (feeds.size() % 2 != 0 || stops.size() % 2 != 0 || routes.size() % 3 != 0) return false;
    for (std::size_t i = 0; i < feeds.size(); i += 2) t.feeds.push_back({feeds[i], feeds[i + 1], {}, {}});
    for (std::size_t i = 0; i < stops.size(); i += 2) t.stops.push_back({stops[i], stops[i + 1], {}, 0, 0});
    for (std::size_t i = 0; i < routes.size(); i += 3) t.routes.push_back({routes[i], routes[i + 1], routes[i + 2], 0, 0});
    return true;
}

void put_numbers(CacheWriter& out, const Timetable& t) {
    std::vector<std::int32_t> feeds, routes, days;
    std::vector<geo::MapPoint> positions;
    std::vector<std::uint32_t> stops;
    for (const model::Feed& feed : t.feeds) feeds.insert(feeds.end(), {number_of(feed.first_day), number_of(feed.last_day)});
    for (const model::Stop& stop : t.stops) positions.push_back(stop.position), stops.insert(stops.end(), {stop.feed, stop.station});
    for (const model::Route& route : t.routes) routes.insert(routes.end(), {route.type, static_cast<std::int32_t>(route.feed)});
    for (const model::Day day : t.service_days) days.push_back(number_of(day));
    out.put(feeds), out.put(positions), out.put(stops), out.put(routes), out.put(days);
}
bool get_numbers(CacheReader& in, Timetable& t) {
    std::vector<std::int32_t> feeds, routes, days;
    std::vector<geo::MapPoint> positions;
    std::vector<std::uint32_t> stops;
    if (!in.get(feeds) || !in.get(positions) || !in.get(stops) || !in.get(routes) || !in.get(days)) return false;
    if (feeds.size() != 2 * t.feeds.size() || positions.size() != t.stops.size() || stops.size() != 2 * t.stops.size() ||
        routes.size() != 2 * t.routes.size())
        return false;
    for (std::size_t i = 0; i < t.feeds.size(); ++i)
        t.feeds[i].first_day = day_of(feeds[2 * i]), t.feeds[i].last_day = day_of(feeds[2 * i + 1]);
    for (std::size_t i = 0; i < t.stops.size(); ++i)
        t.stops[i].position = positions[i], t.stops[i].feed = stops[2 * i], t.stops[i].station = stops[2 * i + 1];
    for (std::size_t i = 0; i < t.routes.size(); ++i)
        t.routes[i].type = routes[2 * i], t.routes[i].feed = static_cast<std::uint32_t>(routes[2 * i + 1]);
    for (const std::int32_t day : days) t.service_days.push_back(model::Day(std::chrono::days(day)));
    return true;
}

}  // namespace

std::optional<Timetable> read_cached_timetable(std::uint64_t key) {
    const auto file = cache_file(key);
    if (file.empty()) return std::nullopt;
    CacheReader in(file, key);
    Timetable t;
    const bool whole = in.good() && get_texts(in, t) && get_numbers(in, t) && in.get(t.patterns) && in.get(t.pattern_stops) &&
                       in.get(t.pattern_rules) && in.get(t.trips) && in.get(t.times) && in.get(t.transfers) && in.get(t.service_begin) &&
                       in.get_number(t.content_hash) && get(in, t.diagnostics);
    return whole ? std::optional(std::move(t)) : std::nullopt;
}

void write_cached_timetable(std::uint64_t key, const Timetable& t) {
    const auto file = cache_file(key);
    if (file.empty()) return;
    try {
        CacheWriter out(file, key);
        put_texts(out, t), put_numbers(out, t);
        out.put(t.patterns), out.put(t.pattern_stops), out.put(t.pattern_rules), out.put(t.trips), out.put(t.times), out.put(t.transfers);
        out.put(t.service_begin), out.put_number(t.content_hash), put(out, t.diagnostics);
        out.finish();
    } catch (const std::exception&) {
        // The next time the timetable itself is read again.
    }
}

}  // namespace needsmap::io
