#include "geo/nodes.hpp"

#include "geo/vertex_table.hpp"

namespace needsmap::geo {

Nodes find_nodes(std::span<const MapPoint> points, std::span<const std::uint32_t> arc_begin) {
    const std::size_t arcs = arc_begin.empty() ? 0 : arc_begin.size() - 1;
    std::vector<MapPoint> ends;
    ends.reserve(2 * arcs);
    for (std::size_t i = 0; i < arcs; ++i) {
        ends.push_back(points[arc_begin[i]]);
        ends.push_back(points[arc_begin[i + 1] - 1]);
    }
    VertexTable table = unique_vertices(ends);
    Nodes nodes;
    nodes.node_of_end = std::move(table.id_of_point);
    nodes.begin.resize(table.vertices.size() + 1);
    for (const std::uint32_t node : nodes.node_of_end) ++nodes.begin[node + 1];
    for (std::size_t n = 1; n < nodes.begin.size(); ++n) nodes.begin[n] += nodes.begin[n - 1];
    nodes.leaving.resize(2 * arcs);
    std::vector<std::uint32_t> next(nodes.begin.begin(), nodes.begin.end() - 1);
    for (std::size_t i = 0; i < arcs; ++i) {
        nodes.leaving[next[nodes.node_of_end[2 * i]]++] = static_cast<SignedArc>(i);
        nodes.leaving[next[nodes.node_of_end[2 * i + 1]]++] = ~static_cast<SignedArc>(i);
    }
    return nodes;
}

}  // namespace needsmap::geo
