#include "io/road_builder.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geo/hilbert.hpp"
#include "io/road_chains.hpp"
#include "io/road_components.hpp"

namespace needsmap::io {

using model::no_way;
using model::RoadMode;
using model::RoadNetwork;
using model::RoadTime;

namespace {

constexpr double ms_per_hour = 3600000;
constexpr double metres_per_km = 1000;
constexpr double ms_per_second = 1000;

/// Never 0, so that every way takes time and searches end.
RoadTime time_over(double metres, double kmh) {
    if (kmh <= 0) return no_way;
    return static_cast<RoadTime>(std::max(1.0, std::round(metres / metres_per_km / kmh * ms_per_hour)));
}

/// Nodes of the chains' ends in the order of a Hilbert curve; the node of each vertex.
std::vector<std::uint32_t> number_nodes(const RoadLines& lines, const std::vector<RoadChain>& chains, RoadNetwork& network) {
    constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> node_of(lines.vertices.size(), none);
    std::vector<std::uint32_t> vertex_of;
    std::vector<geo::MapBox> boxes;
    const auto add = [&](std::uint32_t vertex) {
        if (node_of[vertex] != none) return;
        node_of[vertex] = 0;
        vertex_of.push_back(vertex);
        boxes.emplace_back().add(lines.vertices[vertex]);
    };
    for (const RoadChain& chain : chains) add(chain.vertices.front()), add(chain.vertices.back());
    for (const std::uint32_t i : geo::hilbert_order(boxes)) {
        node_of[vertex_of[i]] = static_cast<std::uint32_t>(network.nodes.size());
        network.nodes.push_back(lines.vertices[vertex_of[i]]);
    }
    return node_of;
}

/// Chains in the order of their first node.
void add_edges(const RoadLines& lines, const std::vector<RoadChain>& chains, const std::vector<std::uint32_t>& node_of,
               RoadNetwork& network) {
    std::vector<std::uint32_t> order(chains.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return node_of[chains[i].vertices.front()]; });
    network.shape_begin.push_back(0);
    for (const std::uint32_t i : order) {
        const RoadChain& chain = chains[i];
        double metres = 0;
        for (std::size_t v = 0; v < chain.vertices.size(); ++v) {
            network.shapes.push_back(lines.vertices[chain.vertices[v]]);
            if (v > 0) metres += geo::distance(lines.vertices[chain.vertices[v - 1]], lines.vertices[chain.vertices[v]]);
        }
        network.shape_begin.push_back(static_cast<std::uint32_t>(network.shapes.size()));
        network.edge_from.push_back(node_of[chain.vertices.front()]);
        network.edge_to.push_back(node_of[chain.vertices.back()]);
        const RoadProfile& p = chain.profile;
        const RoadTime walk = time_over(metres, p.walk_kmh);
        network.forward_ms.push_back({walk, time_over(metres, p.forward_kmh)});
        network.backward_ms.push_back({walk, time_over(metres, p.backward_kmh)});
        network.edge_class.push_back(p.road_class);
        network.report.classes[p.road_class].km += metres / metres_per_km;
    }
}

/// A junction is where at least three roads for cars meet that make drivers wait, unless a roundabout or a road that flows, such as a
/// motorway, passes there.
void find_junctions(const std::vector<RoadChain>& chains, const std::vector<std::uint32_t>& node_of, const RoadSpeeds& speeds,
                    RoadNetwork& network) {
    constexpr int fewest_roads = 3;
    std::vector<int> meeting(network.node_count());
    std::vector<std::uint8_t> flows(network.node_count());
    for (const RoadChain& chain : chains) {
        const RoadProfile& p = chain.profile;
        if (p.forward_kmh == 0 && p.backward_kmh == 0) continue;
        const JunctionKind kind = speeds.classes[p.road_class].junction;
        for (const std::uint32_t end : {node_of[chain.vertices.front()], node_of[chain.vertices.back()]}) {
            if (p.roundabout || kind == JunctionKind::flows) flows[end] = 1;
            if (kind == JunctionKind::waits) ++meeting[end];
        }
    }
    network.is_junction.resize(network.node_count());
    for (std::size_t n = 0; n < network.node_count(); ++n) network.is_junction[n] = meeting[n] >= fewest_roads && flows[n] == 0 ? 1 : 0;
}

}  // namespace

RoadNetwork build_road_network(const RoadLines& lines, const RoadSpeeds& speeds, base::JobContext& job) {
    RoadNetwork network;
    network.walk_kmh = speeds.walk_kmh;
    network.junction_penalty_ms = static_cast<RoadTime>(std::round(speeds.junction_penalty_s * ms_per_second));
    for (const RoadClassSpeeds& item : speeds.classes)
        network.report.classes.push_back({item.names.front(), item.drive_kmh, item.walk_kmh, 0, item.junction == JunctionKind::flows});
    network.report.speeds_file = speeds.file;
    network.report.line_count = lines.line_count(), network.report.other_lines = lines.other_lines;
    network.report.vertex_count = lines.ids.size();
    const std::vector<RoadChain> chains = road_chains(lines);
    job.check_cancelled();
    const std::vector<std::uint32_t> node_of = number_nodes(lines, chains, network);
    add_edges(lines, chains, node_of, network);
    find_junctions(chains, node_of, speeds, network);
    job.check_cancelled();
    find_parts(network);
    return network;
}

}  // namespace needsmap::io
