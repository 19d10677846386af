// Road networks drawn by hand or at random, for tests of routes. Every node is of the main part unless a test says otherwise.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include "model/road_network.hpp"

namespace needsmap::test {

/// A straight road between two nodes with its times in milliseconds; no_way: closed in that direction.
struct TinyEdge {
    model::RoadNode from = 0, to = 0;
    model::RoadTime forward_ms = 0, backward_ms = 0;
};

/// The routing graph of both modes, straight from the edges: quickest of parallel ones, loops left out.
inline model::RoadGraph graph_of(std::size_t nodes, const std::vector<TinyEdge>& edges) {
    using Times = std::pair<model::RoadTime, model::RoadTime>;
    std::vector<std::map<model::RoadNode, Times>> arcs(nodes);
    const auto add = [&](model::RoadNode a, model::RoadNode b, model::RoadTime out, model::RoadTime in) {
        Times& times = arcs[a].try_emplace(b, model::no_way, model::no_way).first->second;
        times = {std::min(times.first, out), std::min(times.second, in)};
    };
    for (const TinyEdge& e : edges)
        if (e.from != e.to) add(e.from, e.to, e.forward_ms, e.backward_ms), add(e.to, e.from, e.backward_ms, e.forward_ms);
    model::RoadGraph graph;
    graph.begin.push_back(0);
    for (const auto& of_node : arcs) {
        for (const auto& [head, times] : of_node) {
            graph.head.push_back(head);
            graph.out_ms.push_back(times.first), graph.in_ms.push_back(times.second);
        }
        graph.begin.push_back(static_cast<std::uint32_t>(graph.head.size()));
    }
    return graph;
}

/// The same times on foot and by car, no junction penalty, 4.8 km/h away from roads (80 m a minute).
inline model::RoadNetwork network_of(std::vector<geo::MapPoint> nodes, const std::vector<TinyEdge>& edges) {
    model::RoadNetwork out;
    out.nodes = std::move(nodes);
    out.walk_kmh = 4.8;
    out.shape_begin.push_back(0);
    for (const TinyEdge& e : edges) {
        out.edge_from.push_back(e.from), out.edge_to.push_back(e.to);
        out.forward_ms.push_back({e.forward_ms, e.forward_ms}), out.backward_ms.push_back({e.backward_ms, e.backward_ms});
        out.shapes.push_back(out.nodes[e.from]), out.shapes.push_back(out.nodes[e.to]);
        out.shape_begin.push_back(static_cast<std::uint32_t>(out.shapes.size()));
        out.edge_class.push_back(0);
    }
    out.report.classes.push_back({"road", 40, 4.8, 0});
    out.is_junction.assign(out.node_count(), 0);
    for (auto& part : out.part_of) part.assign(out.node_count(), 0);
    for (auto& graph : out.graphs) graph = graph_of(out.node_count(), edges);
    return out;
}

/// A square grid of streets with `side` nodes on each side, 100 m apart, some missing, some one-way, each of a random speed; a
/// ring road around it keeps it connected in both directions.
inline model::RoadNetwork random_town(int side, std::uint32_t seed) {
    std::mt19937 random(seed);
    const auto below = [&](std::uint32_t n) { return random() % n; };
    std::vector<geo::MapPoint> nodes;
    for (int r = 0; r < side; ++r)
        for (int c = 0; c < side; ++c) nodes.push_back({450000 + 100.0 * c, 200000 + 100.0 * r});
    std::vector<TinyEdge> edges;
    const auto node = [&](int c, int r) { return static_cast<model::RoadNode>(r * side + c); };
    const auto add = [&](int c, int r, int c2, int r2, bool keep) {
        const std::uint32_t lot = below(10);
        const model::RoadTime there = 2000 + below(20000), back = 2000 + below(20000);
        if (keep || lot > 3) edges.push_back({node(c, r), node(c2, r2), there, keep || lot != 4 ? back : model::no_way});
    };
    for (int r = 0; r < side; ++r)
        for (int c = 0; c < side; ++c) {
            const bool rim_row = r == 0 || r == side - 1, rim_column = c == 0 || c == side - 1;
            if (c + 1 < side) add(c, r, c + 1, r, rim_row);
            if (r + 1 < side) add(c, r, c, r + 1, rim_column);
        }
    return network_of(std::move(nodes), edges);
}

}  // namespace needsmap::test
