// From points to the roads that routes use, and what it takes to get there.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analysis/shortest_paths.hpp"
#include "base/job.hpp"
#include "geo/spaces.hpp"
#include "model/road_network.hpp"

namespace needsmap::analysis {

/// The nearest point on a road that routes of the mode use and on which one may stop: nobody joins a motorway from a field.
struct RoadAccess {
    model::RoadEdge edge = 0;
    double along = 0;  ///< 0 at the edge's first node .. 1 at its second, by length
    geo::MapPoint position;
    double distance_m = 0;        ///< from the point, in a straight line
    model::RoadTime walk_ms = 0;  ///< that distance on foot, whatever the mode
};

/// Finds the nearest road of one mode. Refers to the network; it must outlive this. Read from any thread.
class RoadSnapper {
public:
    RoadSnapper(const model::RoadNetwork& network, model::RoadMode mode);
    /// nullopt when every road is further than `limit_m`, or the position is not finite. Of equally near roads the first.
    [[nodiscard]] std::optional<RoadAccess> nearest(geo::MapPoint point, double limit_m) const;
    [[nodiscard]] const model::RoadNetwork& network() const { return *m_network; }
    [[nodiscard]] model::RoadMode mode() const { return m_mode; }

private:
    struct Segment {
        model::RoadEdge edge = 0;
        std::uint32_t first = 0;  ///< of RoadNetwork::shapes; ends at the next
    };
    struct Best;
    void look_in(std::int64_t column, std::int64_t row, geo::MapPoint point, Best& best) const;
    template <class Visit>
    void visit_cells(const Segment& segment, Visit visit) const;
    [[nodiscard]] double along_of(const Segment& segment, double part) const;

    const model::RoadNetwork* m_network;
    model::RoadMode m_mode;
    geo::MapBox m_box;
    double m_side_m = 1;
    std::int64_t m_columns = 0, m_rows = 0;
    std::vector<std::uint32_t> m_begin;  ///< by cell
    std::vector<Segment> m_segments;     ///< by cell; a segment is in every cell that it passes
};

/// By point, as RoadSnapper::nearest; in parallel. Throws base::Cancelled.
[[nodiscard]] std::vector<std::optional<RoadAccess>> nearest_roads(const RoadSnapper& snapper, std::span<const geo::MapPoint> points,
                                                                   double limit_m, base::JobContext& job);

/// Nodes one gets to from a place on a road, with the time from the point: one or two. The walk to the road is included.
[[nodiscard]] std::vector<RoadSeed> ways_out(const model::RoadNetwork& network, model::RoadMode mode, const RoadAccess& access);
/// Nodes from which one gets to the place, with the time to the point.
[[nodiscard]] std::vector<RoadSeed> ways_in(const model::RoadNetwork& network, model::RoadMode mode, const RoadAccess& access);
/// The time from one place to another straight along an edge that they share; no_way when they share none or it is one-way the other way.
[[nodiscard]] model::RoadTime along_shared_edge(const model::RoadNetwork& network, model::RoadMode mode, const RoadAccess& from,
                                                const RoadAccess& to);

}  // namespace needsmap::analysis
