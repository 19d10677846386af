// Where roads can run: along the borders of the parcels, which already follow rivers, main roads and the rows of houses.
#pragma once

#include "mosaic.hpp"

#include <functional>
#include <string>
#include <vector>

namespace needsmap::county {

/// Kinds of road from small to large; `none` is a border without a road.
enum class Road { none, footway, path, residential, unclassified, tertiary, secondary, primary, trunk };

struct RoadNode {
    Point place;  ///< whole metres
    std::vector<int> edges;
};

/// A stretch of border between two nodes.
struct RoadEdge {
    std::array<int, 2> node{};
    double length_m = 0.0;
    bool built_up = false;  ///< houses on both sides
    bool in_town = false;   ///< of a town, not a village
    bool motorway = false;  ///< runs along a motorway
    double bridge_m = 0.0;  ///< runs in a river: how much further a lane would rather go than build a bridge
    Road road = Road::none;
    std::string name;
    bool oneway = false;  ///< from node[0] to node[1]

    int other(int n) const { return node[0] == n ? node[1] : node[0]; }
    Point middle_of(const std::vector<RoadNode>& nodes) const { return middle(nodes[node[0]].place, nodes[node[1]].place); }
};

struct RoadGround {
    std::vector<RoadNode> nodes;
    std::vector<RoadEdge> edges;

    int nearest(Point p) const;
    /// The nearest node that has a road of at least this kind.
    int nearest_on(Point p, Road least) const;
    /// Whether a road of at least this kind meets the node.
    bool on_road(int node, Road least) const;

    /// What an edge costs; negative: it cannot be used.
    using Cost = std::function<double(const RoadEdge&, int from)>;
    /// Cheapest way from a node to the first one that has arrived (Dijkstra): its edges in order, empty when there is none.
    std::vector<int> route(int from, const Cost& cost, const std::function<bool(int)>& arrived) const;
};

/// The bare ground of a mosaic: borders between parcels of the county, nodes closer than a few houses joined.
RoadGround survey_ground(const Mosaic& mosaic, const Inputs& inputs);

}  // namespace needsmap::county
