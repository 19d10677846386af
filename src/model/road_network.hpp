// Roads as a graph: where one can walk and drive and how long that takes, small enough to keep and to cache whole. No behaviour but
// look-ups; built by io, used for routes by analysis.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "geo/spaces.hpp"

namespace needsmap::model {

enum class RoadMode : std::uint8_t { walk, drive };
inline constexpr std::array<RoadMode, 2> road_modes = {RoadMode::walk, RoadMode::drive};
[[nodiscard]] constexpr std::size_t index_of(RoadMode mode) { return static_cast<std::size_t>(mode); }

using RoadNode = std::uint32_t;
using RoadEdge = std::uint32_t;
/// A time in milliseconds; whole numbers, so that sums do not depend on their order. 32 bits are 49 days.
using RoadTime = std::uint32_t;
/// The time of a way that is closed, or that there is none.
inline constexpr RoadTime no_way = std::numeric_limits<RoadTime>::max();
inline constexpr double ms_per_minute = 60000;

/// What routes of one mode run on: the nodes of the largest part from where every one of them can be reached, and back. Of several
/// roads between two nodes only the quickest is here; other nodes have no arcs. Each road is listed at both of its ends.
struct RoadGraph {
    std::vector<std::uint32_t> begin;  ///< arcs of node n are [begin[n], begin[n + 1]); size nodes + 1
    std::vector<RoadNode> head;        ///< the node at the other end
    std::vector<RoadTime> out_ms;      ///< from the node to `head`, half of the junction penalties at both ends included; no_way: one-way
    std::vector<RoadTime> in_ms;       ///< from `head` to the node
};

/// A contraction hierarchy over a RoadGraph with an uncontracted core (see analysis/contraction_hierarchy.hpp). Nodes are numbered by
/// rank: the core first, then from the last to the first that was contracted. Empty until it is made.
struct RoadHierarchy {
    std::uint32_t core_count = 0;
    std::vector<std::uint32_t> rank_of;  ///< by node
    std::vector<std::uint32_t> begin;    ///< arcs of rank r; a contracted one's lead to smaller ranks, one's of the core to the core
    std::vector<std::uint32_t> head;     ///< rank at the other end
    std::vector<RoadTime> out_ms, in_ms;
    [[nodiscard]] bool empty() const { return begin.empty(); }
};

/// What a reader of the report wants to know of one mode.
struct RoadParts {
    std::size_t part_count = 0;       ///< connected parts, directions ignored
    std::size_t nodes_elsewhere = 0;  ///< nodes of the parts that do not hang together with the largest
    double km_elsewhere = 0;
    std::size_t trap_nodes = 0;  ///< nodes of the largest part that one-way roads only let in, or only let out
    double trap_km = 0;
};

/// One class of road as it was read.
struct RoadClassSummary {
    std::string name;      ///< "primary"
    double drive_kmh = 0;  ///< of the class, before lower speed limits; 0: closed to cars
    double walk_kmh = 0;   ///< 0: closed to people on foot
    double km = 0;
    bool no_stopping = false;  ///< of motorways and their slip roads: no journey begins or ends along them
};

struct RoadReport {
    std::vector<std::string> files;  ///< as written
    std::string speeds_file;
    std::size_t line_count = 0;    ///< lines with a known class
    std::size_t vertex_count = 0;  ///< points of those lines, before points between junctions became shapes
    std::size_t other_lines = 0;   ///< lines left out: their class is none that the speeds know
    std::vector<RoadClassSummary> classes;
    std::array<RoadParts, 2> parts;  ///< by mode
};

/// Immutable; shared as shared_ptr<const RoadNetwork>. Nodes are junctions, dead ends and places where the kind of road changes.
struct RoadNetwork {
    std::vector<geo::MapPoint> nodes;
    std::vector<RoadNode> edge_from, edge_to;
    std::vector<std::uint32_t> shape_begin;  ///< edge e has the points [..[e], ..[e + 1]), its two nodes included
    std::vector<geo::MapPoint> shapes;
    std::vector<std::array<RoadTime, 2>> forward_ms;  ///< by edge, then mode; junction penalties not included; no_way: closed
    std::vector<std::array<RoadTime, 2>> backward_ms;
    std::vector<std::uint8_t> edge_class;               ///< of report.classes
    std::vector<std::uint8_t> is_junction;              ///< by node: driving across it costs the junction penalty
    std::array<std::vector<std::uint32_t>, 2> part_of;  ///< by mode, then node: 0 is the largest strongly connected part
    RoadTime junction_penalty_ms = 0;
    double walk_kmh = 0;  ///< away from roads
    std::array<RoadGraph, 2> graphs;
    std::array<RoadHierarchy, 2> hierarchies;
    RoadReport report;

    [[nodiscard]] std::size_t node_count() const { return nodes.size(); }
    [[nodiscard]] std::size_t edge_count() const { return edge_from.size(); }
    [[nodiscard]] std::span<const geo::MapPoint> shape(RoadEdge e) const {
        return std::span(shapes).subspan(shape_begin[e], shape_begin[e + 1] - shape_begin[e]);
    }
    [[nodiscard]] const RoadGraph& graph(RoadMode mode) const { return graphs[index_of(mode)]; }
    [[nodiscard]] const RoadHierarchy& hierarchy(RoadMode mode) const { return hierarchies[index_of(mode)]; }
    /// Half of the penalty is paid on each side of a junction, so that both directions of a way cost the same.
    [[nodiscard]] RoadTime half_penalty_ms(RoadMode mode, RoadNode n) const {
        return mode == RoadMode::drive && is_junction[n] != 0 ? junction_penalty_ms / 2 : 0;
    }
    /// True when routes of the mode use the edge: open in a direction, both ends in the largest part.
    [[nodiscard]] bool is_used(RoadMode mode, RoadEdge e) const {
        const std::size_t m = index_of(mode);
        return (forward_ms[e][m] != no_way || backward_ms[e][m] != no_way) && part_of[m][edge_from[e]] == 0 && part_of[m][edge_to[e]] == 0;
    }
    /// True when journeys may begin and end anywhere along the edge.
    [[nodiscard]] bool can_stop(RoadMode mode, RoadEdge e) const { return is_used(mode, e) && !report.classes[edge_class[e]].no_stopping; }
};

}  // namespace needsmap::model
