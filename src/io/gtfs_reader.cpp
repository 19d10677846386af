#include "io/gtfs_reader.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/files.hpp"
#include "io/coverage_cache.hpp"
#include "io/gtfs_parts.hpp"
#include "io/timetable_cache.hpp"
#include "io/wording.hpp"

namespace needsmap::io {

using base::Severity;
using model::Timetable;

namespace {

std::uint64_t hash_of(const std::vector<SourcePath>& feeds) {
    std::uint64_t hash = 0;
    for (const SourcePath& feed : feeds) hash = base::content_hash(feed.inside + base::hex64(source_hash(feed)), hash);
    return hash;
}

std::uint64_t cache_key(const std::vector<SourcePath>& feeds, const GtfsOptions& options, std::uint64_t content_hash) {
    std::string text = "timetable " + base::hex64(build_fingerprint()) + base::hex64(content_hash);
    for (const SourcePath& feed : feeds) text += "|" + feed.written;  // messages name it
    for (const int type : options.route_types) text += " " + std::to_string(type);
    return base::content_hash(text);
}

void read_feed(const SourcePath& source, const GtfsOptions& options, Timetable& out, base::JobContext& job) {
    const GtfsFeed feed(source);
    FeedReading reading;
    reading.feed = &feed, reading.options = &options, reading.out = &out, reading.job = &job;
    reading.feed_index = static_cast<std::uint32_t>(out.feeds.size());
    out.feeds.push_back({feed.written(), {}, {}, {}});
    for (const auto step : {read_gtfs_stops, read_gtfs_routes, read_gtfs_calendar, read_gtfs_transfers, read_gtfs_trips}) {
        job.check_cancelled();
        step(reading);
    }
    reading.findings.tell(out.diagnostics);
}

/// The reach of a county's buses: what lies farther is another place.
constexpr double near_m = 20'000;

void compare_with_ground(const model::Workspace& workspace, Timetable& timetable) {
    if (workspace.geographies.empty()) return;
    const model::Geography& ground = *workspace.geographies.front();
    const geo::MapBox near = ground.coverage->full().bounds().padded(near_m);
    std::vector<std::string> outside;
    bool any_near = false;
    for (const model::Stop& stop : timetable.stops) {
        any_near = any_near || near.contains(stop.position);
        if (ground.locator->find(stop.position) == geo::no_area) outside.push_back(stop.name);
    }
    const std::string file = timetable.feeds.front().file;
    if (!any_near)
        throw base::Error("No stop of the timetable " + file + " lies in or near " + workspace.county + ".",
                          "It may be the timetable of another place.");
    if (!outside.empty())
        timetable.diagnostics.add({Severity::note,
                                   "stops-outside",
                                   file,
                                   0,
                                   0,
                                   {},
                                   count_of(outside.size(), "stop", "stops") + " of " + count_of(timetable.stops.size(), "stop", "stops") +
                                       " (" + list_some(outside, 3) + ") " + (outside.size() == 1 ? "lies" : "lie") + " outside " +
                                       workspace.county + "; journeys may lead through there.",
                                   {}});
}

}  // namespace

std::shared_ptr<const Timetable> read_gtfs(const std::vector<SourcePath>& feeds, const GtfsOptions& options, base::JobContext& job) {
    if (feeds.empty()) throw base::Error("No timetable is named.");
    const std::uint64_t content_hash = hash_of(feeds), key = cache_key(feeds, options, content_hash);
    job.progress(0, "reading timetables");
    if (options.use_cache)
        if (auto cached = read_cached_timetable(key)) return std::make_shared<const Timetable>(std::move(*cached));
    auto out = std::make_shared<Timetable>();
    out->content_hash = content_hash;
    for (std::size_t i = 0; i < feeds.size(); ++i) {
        job.progress(static_cast<double>(i) / static_cast<double>(feeds.size()), "reading timetables");
        read_feed(feeds[i], options, *out, job);
    }
    if (options.use_cache) write_cached_timetable(key, *out);
    return out;
}

std::shared_ptr<const Timetable> read_timetable(const model::Workspace& workspace, base::JobContext& job) {
    if (!workspace.bus)
        throw base::Error("The workspace " + workspace.title + " names no bus timetable.",
                          "Name one in the workspace file: [bus] with timetable = \"bus\", a folder or .zip file in the GTFS format.");
    std::vector<SourcePath> feeds;
    for (std::size_t i = 0; i < workspace.bus->timetables.size(); ++i) {
        feeds.push_back(resolve_path({}, workspace.bus->timetables[i]));
        feeds.back().written = workspace.bus->written[i];
    }
    auto timetable = std::make_shared<Timetable>(*read_gtfs(feeds, {}, job));
    compare_with_ground(workspace, *timetable);
    return timetable;
}

}  // namespace needsmap::io
