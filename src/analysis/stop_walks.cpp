#include "analysis/stop_walks.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "geo/spatial_index.hpp"

namespace needsmap::analysis {

namespace {

void check(const WalkOptions& options) {
    if (!(options.speed_m_per_s > 0) || !(options.detour_factor > 0))
        throw base::Error("Walking speed and detour factor have to be above zero.");
}

std::int32_t seconds_for(double straight_m, const WalkOptions& options) {
    return static_cast<std::int32_t>(std::ceil(straight_m * options.detour_factor / options.speed_m_per_s));
}

/// Stops in squares, to find those near a point.
class StopFinder {
public:
    explicit StopFinder(std::span<const model::Stop> stops) : m_stops(stops), m_index(boxes_of(stops)) {}

    /// Within the limit, by stop number.
    [[nodiscard]] std::vector<StopWalk> near(geo::MapPoint point, const WalkOptions& options) const {
        std::vector<StopWalk> out;
        const double reach_m = options.limit_m / options.detour_factor;
        if (m_stops.empty() || reach_m < 0) return out;
        geo::MapBox box;
        box.add(point);
        m_index.for_each(box.padded(reach_m), [&](std::uint32_t stop) {
            const double away_m = geo::distance(point, m_stops[stop].position);
            if (away_m <= reach_m) out.push_back({stop, seconds_for(away_m, options)});
            return true;
        });
        std::ranges::sort(out, {}, &StopWalk::stop);
        return out;
    }

private:
    static std::vector<geo::MapBox> boxes_of(std::span<const model::Stop> stops) {
        std::vector<geo::MapBox> boxes(std::max<std::size_t>(stops.size(), 1));
        for (std::size_t s = 0; s < stops.size(); ++s) boxes[s].add(stops[s].position);
        return boxes;
    }
    std::span<const model::Stop> m_stops;
    geo::BoxIndex m_index;
};

/// The quickest walk to each stop.
std::vector<StopWalk> quickest(std::vector<StopWalk> walks) {
    std::ranges::sort(walks, {}, [](const StopWalk& w) { return std::pair(w.stop, w.seconds); });
    const auto rest = std::ranges::unique(walks, {}, &StopWalk::stop);
    walks.erase(rest.begin(), rest.end());
    return walks;
}

}  // namespace

StopWalks straight_line_access(std::span<const geo::MapPoint> points, std::span<const model::Stop> stops, const WalkOptions& options) {
    check(options);
    const StopFinder finder(stops);
    StopWalks out;
    for (const geo::MapPoint point : points) out.add_point(finder.near(point, options));
    return out;
}

StopWalks merged(const StopWalks& walks) {
    std::vector<StopWalk> all;
    for (std::size_t p = 0; p < walks.size(); ++p) all.insert(all.end(), walks.of(p).begin(), walks.of(p).end());
    StopWalks out;
    out.add_point(quickest(std::move(all)));
    return out;
}

StopWalks straight_line_changes(const model::Timetable& timetable, const ChangeOptions& options) {
    check(options.walk);
    const std::size_t count = timetable.stops.size();
    std::vector<std::vector<model::StopIndex>> of_station(count);
    for (model::StopIndex s = 0; s < count; ++s) of_station[timetable.stops[s].station].push_back(s);
    std::vector<std::map<model::StopIndex, std::int32_t>> said(count);
    for (const model::Transfer& transfer : timetable.transfers) said[transfer.from][transfer.to] = transfer.seconds;

    const StopFinder finder(timetable.stops);
    StopWalks out;
    for (model::StopIndex s = 0; s < count; ++s) {
        const geo::MapPoint here = timetable.stops[s].position;
        std::vector<StopWalk> walks = finder.near(here, options.walk);
        for (const model::StopIndex other : of_station[timetable.stops[s].station])
            walks.push_back({other, seconds_for(geo::distance(here, timetable.stops[other].position), options.walk)});
        for (StopWalk& walk : walks) walk.seconds += options.least_change_s;
        std::erase_if(walks, [&](const StopWalk& walk) { return said[s].contains(walk.stop); });
        for (const auto& [to, seconds] : said[s])
            if (seconds >= 0) walks.push_back({to, seconds});
        out.add_point(quickest(std::move(walks)));
    }
    return out;
}

}  // namespace needsmap::analysis
