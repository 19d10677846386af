// One search per goal, ended at the limit: a walk of 800 m passes a few hundred junctions, while a table of all pairs of homes and stops of
// a county would have a hundred million cells.
#include "analysis/road_walks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "base/parallel.hpp"
#include "geo/spatial_index.hpp"

namespace needsmap::analysis {

using geo::MapPoint;
using model::no_way;
using model::RoadMode;
using model::RoadTime;

namespace {

using Accesses = std::vector<std::optional<RoadAccess>>;

struct Walk {
    std::uint32_t from = 0;
    std::int32_t seconds = 0;
};

geo::BoxIndex index_of_points(std::span<const MapPoint> points) {
    std::vector<geo::MapBox> boxes(std::max<std::size_t>(points.size(), 1));
    for (std::size_t i = 0; i < points.size(); ++i) boxes[i].add(points[i]);
    return geo::BoxIndex(std::move(boxes));
}

/// Walks of one set of points to another.
class Walking {
public:
    Walking(const RoadSnapper& snapper, const RoadWalkOptions& options, base::JobContext& job)
        : m_snapper(&snapper), m_limit_m(options.limit_m), m_snap_limit_m(options.snap_limit_m), m_job(&job) {
        const double metres_per_ms = snapper.network().walk_kmh / 3600.0;
        m_limit_ms = static_cast<RoadTime>(std::clamp(std::ceil(m_limit_m / metres_per_ms), 0.0, static_cast<double>(no_way - 1)));
    }

    /// By goal the walks to it, by rising index of where they begin.
    std::vector<std::vector<Walk>> run(std::span<const MapPoint> from, std::span<const MapPoint> to) {
        const Accesses starts = nearest_roads(*m_snapper, from, m_snap_limit_m, *m_job);
        const Accesses goals = nearest_roads(*m_snapper, to, m_snap_limit_m, *m_job);
        const geo::BoxIndex near = index_of_points(from);
        std::vector<std::vector<RoadSeed>> ways(starts.size());
        for (std::size_t i = 0; i < starts.size(); ++i)
            if (starts[i]) ways[i] = ways_out(m_snapper->network(), RoadMode::walk, *starts[i]);
        std::vector<std::vector<Walk>> out(to.size());
        base::parallel_ranges(to.size(), 8, [&](std::size_t first, std::size_t last) {
            m_job->check_cancelled();
            for (std::size_t g = first; g < last; ++g) {
                if (!goals[g]) continue;
                geo::MapBox box;
                box.add(to[g]);
                std::vector<std::uint32_t> candidates;
                if (!from.empty())
                    near.for_each(box.padded(m_limit_m), [&](std::uint32_t i) {
                        if (starts[i] && geo::distance(from[i], to[g]) <= m_limit_m) candidates.push_back(i);
                        return true;
                    });
                std::ranges::sort(candidates);
                if (!candidates.empty()) out[g] = walks_to(*goals[g], candidates, starts, ways);
            }
        });
        return out;
    }

private:
    [[nodiscard]] std::vector<Walk> walks_to(const RoadAccess& goal, const std::vector<std::uint32_t>& candidates, const Accesses& starts,
                                             const std::vector<std::vector<RoadSeed>>& ways) const {
        const model::RoadNetwork& network = m_snapper->network();
        const std::vector<RoadTime> times = times_to(network.graph(RoadMode::walk), ways_in(network, RoadMode::walk, goal), m_limit_ms);
        std::vector<Walk> out;
        constexpr double ms_per_second = 1000;
        for (const std::uint32_t i : candidates) {
            RoadTime best = along_shared_edge(network, RoadMode::walk, *starts[i], goal);
            for (const RoadSeed& way : ways[i])
                if (times[way.node] != no_way) best = std::min(best, way.ms + times[way.node]);
            if (best <= m_limit_ms) out.push_back({i, static_cast<std::int32_t>(std::ceil(best / ms_per_second))});
        }
        return out;
    }

    const RoadSnapper* m_snapper;
    double m_limit_m, m_snap_limit_m;
    RoadTime m_limit_ms = 0;
    base::JobContext* m_job;
};

std::size_t absent_stops(const RoadSnapper& snapper, std::span<const MapPoint> stops, double limit_m) {
    return static_cast<std::size_t>(std::ranges::count_if(stops, [&](MapPoint p) { return !snapper.nearest(p, limit_m); }));
}

}  // namespace

RoadWalks road_access(const RoadSnapper& snapper, std::span<const MapPoint> points, std::span<const MapPoint> stops,
                      const RoadWalkOptions& options, base::JobContext& job) {
    const auto by_stop = Walking(snapper, options, job).run(points, stops);
    std::vector<std::vector<StopWalk>> by_point(points.size());
    for (std::size_t s = 0; s < by_stop.size(); ++s)
        for (const Walk& walk : by_stop[s]) by_point[walk.from].push_back({static_cast<model::StopIndex>(s), walk.seconds});
    RoadWalks out;
    for (const auto& walks : by_point) out.walks.add_point(walks);
    out.stops_absent = absent_stops(snapper, stops, options.snap_limit_m);
    return out;
}

RoadWalks road_egress(const RoadSnapper& snapper, std::span<const MapPoint> points, std::span<const MapPoint> stops,
                      const RoadWalkOptions& options, base::JobContext& job) {
    RoadWalks out;
    for (const auto& to_point : Walking(snapper, options, job).run(stops, points)) {
        std::vector<StopWalk> walks;
        for (const Walk& walk : to_point) walks.push_back({walk.from, walk.seconds});
        out.walks.add_point(walks);
    }
    out.stops_absent = absent_stops(snapper, stops, options.snap_limit_m);
    return out;
}

}  // namespace needsmap::analysis
