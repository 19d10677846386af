// Strongly connected components: R. E. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972), with a stack
// of its own instead of recursion.
#include "io/road_components.hpp"

#include <algorithm>
#include <numeric>

#include "base/parallel.hpp"
#include "geo/spaces.hpp"

namespace needsmap::io {

using model::no_way;
using model::RoadGraph;
using model::RoadMode;
using model::RoadNetwork;
using model::RoadNode;
using model::RoadTime;

namespace {

constexpr double metres_per_km = 1000;
constexpr std::uint32_t unseen = std::numeric_limits<std::uint32_t>::max();

RoadTime time_with_penalties(const RoadNetwork& network, RoadMode mode, std::size_t edge, bool forward) {
    const RoadTime ms = (forward ? network.forward_ms : network.backward_ms)[edge][index_of(mode)];
    if (ms == no_way) return no_way;
    return ms + network.half_penalty_ms(mode, network.edge_from[edge]) + network.half_penalty_ms(mode, network.edge_to[edge]);
}

/// Arcs of all edges that are open in the mode, both ends of each; loops left out. `keep` says which nodes take part.
template <class Keep>
RoadGraph graph_of(const RoadNetwork& network, RoadMode mode, Keep keep) {
    const std::size_t m = index_of(mode);
    const auto open = [&](std::size_t e) {
        return network.edge_from[e] != network.edge_to[e] && (network.forward_ms[e][m] != no_way || network.backward_ms[e][m] != no_way) &&
               keep(network.edge_from[e]) && keep(network.edge_to[e]);
    };
    RoadGraph graph;
    graph.begin.assign(network.node_count() + 1, 0);
    for (std::size_t e = 0; e < network.edge_count(); ++e)
        if (open(e)) ++graph.begin[network.edge_from[e] + 1], ++graph.begin[network.edge_to[e] + 1];
    std::partial_sum(graph.begin.begin(), graph.begin.end(), graph.begin.begin());
    graph.head.resize(graph.begin.back()), graph.out_ms.resize(graph.begin.back()), graph.in_ms.resize(graph.begin.back());
    std::vector<std::uint32_t> at(graph.begin.begin(), graph.begin.end() - 1);
    for (std::size_t e = 0; e < network.edge_count(); ++e) {
        if (!open(e)) continue;
        const RoadNode from = network.edge_from[e], to = network.edge_to[e];
        const RoadTime forward = time_with_penalties(network, mode, e, true), backward = time_with_penalties(network, mode, e, false);
        const std::uint32_t a = at[from]++, b = at[to]++;
        graph.head[a] = to, graph.out_ms[a] = forward, graph.in_ms[a] = backward;
        graph.head[b] = from, graph.out_ms[b] = backward, graph.in_ms[b] = forward;
    }
    return graph;
}

/// Of several arcs between the same two nodes one is left, with the quickest time of each direction.
void merge_parallel(RoadGraph& graph) {
    std::uint32_t out = 0, first = 0;
    for (std::size_t node = 0; node + 1 < graph.begin.size(); ++node) {
        const std::uint32_t last = graph.begin[node + 1], kept = out;
        for (std::uint32_t a = first; a < last; ++a) {
            std::uint32_t same = kept;
            while (same < out && graph.head[same] != graph.head[a]) ++same;
            if (same == out) {
                graph.head[out] = graph.head[a], graph.out_ms[out] = graph.out_ms[a], graph.in_ms[out] = graph.in_ms[a];
                ++out;
            } else {
                graph.out_ms[same] = std::min(graph.out_ms[same], graph.out_ms[a]);
                graph.in_ms[same] = std::min(graph.in_ms[same], graph.in_ms[a]);
            }
        }
        first = last;
        graph.begin[node + 1] = out;
    }
    graph.head.resize(out), graph.out_ms.resize(out), graph.in_ms.resize(out);
}

/// Strongly connected parts, or connected ones when directions are ignored.
class Parts {
public:
    Parts(const RoadGraph& graph, bool directed)
        : m_graph(&graph),
          m_directed(directed),
          m_part(graph.begin.size() - 1, unseen),
          m_low(m_part.size()),
          m_number(m_part.size(), unseen) {
        for (RoadNode node = 0; node < m_part.size(); ++node)
            if (m_number[node] == unseen) visit_from(node);
    }
    /// By node; numbered by falling size, of equal ones by the lowest node.
    [[nodiscard]] std::vector<std::uint32_t> by_size() const {
        std::vector<std::uint32_t> size(m_count), lowest(m_count, unseen), order(m_count), rank(m_count);
        for (RoadNode node = 0; node < m_part.size(); ++node)
            ++size[m_part[node]], lowest[m_part[node]] = std::min(lowest[m_part[node]], node);
        std::iota(order.begin(), order.end(), 0u);
        std::ranges::sort(order, [&](auto a, auto b) { return size[a] != size[b] ? size[a] > size[b] : lowest[a] < lowest[b]; });
        for (std::uint32_t i = 0; i < m_count; ++i) rank[order[i]] = i;
        std::vector<std::uint32_t> out(m_part.size());
        std::ranges::transform(m_part, out.begin(), [&](std::uint32_t part) { return rank[part]; });
        return out;
    }

private:
    struct Frame {
        RoadNode node;
        std::uint32_t arc;
    };
    void enter(RoadNode node) {
        m_number[node] = m_low[node] = m_next++;
        m_open.push_back(node);
        m_frames.push_back({node, m_graph->begin[node]});
    }
    void visit_from(RoadNode root) {
        enter(root);
        while (!m_frames.empty()) {
            Frame& frame = m_frames.back();
            const RoadNode node = frame.node;
            if (frame.arc == m_graph->begin[node + 1]) {
                leave(node);
                continue;
            }
            const std::uint32_t arc = frame.arc++;
            if (m_directed && m_graph->out_ms[arc] == no_way) continue;
            const RoadNode head = m_graph->head[arc];
            if (m_number[head] == unseen)
                enter(head);
            else if (m_part[head] == unseen)
                m_low[node] = std::min(m_low[node], m_number[head]);
        }
    }
    void leave(RoadNode node) {
        m_frames.pop_back();
        if (!m_frames.empty()) m_low[m_frames.back().node] = std::min(m_low[m_frames.back().node], m_low[node]);
        if (m_low[node] != m_number[node]) return;
        RoadNode member = 0;
        do {
            member = m_open.back();
            m_open.pop_back();
            m_part[member] = m_count;
        } while (member != node);
        ++m_count;
    }

    const RoadGraph* m_graph;
    bool m_directed;
    std::vector<std::uint32_t> m_part, m_low, m_number;
    std::vector<RoadNode> m_open;
    std::vector<Frame> m_frames;
    std::uint32_t m_next = 0, m_count = 0;
};

double edge_km(const RoadNetwork& network, model::RoadEdge e) {
    const auto shape = network.shape(e);
    double metres = 0;
    for (std::size_t i = 1; i < shape.size(); ++i) metres += geo::distance(shape[i - 1], shape[i]);
    return metres / metres_per_km;
}

void report_parts(RoadNetwork& network, RoadMode mode, const std::vector<std::uint32_t>& connected) {
    const std::size_t m = index_of(mode);
    model::RoadParts& report = network.report.parts[m];
    // Nodes that only ways closed in this mode meet belong to no part of it.
    std::vector<std::uint8_t> seen(network.node_count());
    std::vector<std::uint8_t> counted(network.node_count());
    const std::uint32_t main = [&] {
        for (RoadNode n = 0; n < network.node_count(); ++n)
            if (network.part_of[m][n] == 0) return connected[n];
        return 0u;
    }();
    for (model::RoadEdge e = 0; e < network.edge_count(); ++e) {
        if (network.forward_ms[e][m] == no_way && network.backward_ms[e][m] == no_way) continue;
        const RoadNode from = network.edge_from[e];
        seen[from] = seen[network.edge_to[e]] = 1;
        if (connected[from] != main)
            report.km_elsewhere += edge_km(network, e);
        else if (!network.is_used(mode, e))
            report.trap_km += edge_km(network, e);
    }
    for (RoadNode n = 0; n < network.node_count(); ++n) {
        if (seen[n] == 0) continue;
        if (counted[connected[n]] == 0) counted[connected[n]] = 1, ++report.part_count;
        if (connected[n] != main)
            ++report.nodes_elsewhere;
        else if (network.part_of[m][n] != 0)
            ++report.trap_nodes;
    }
}

}  // namespace

void find_parts(RoadNetwork& network) {
    base::parallel_ranges(model::road_modes.size(), 1, [&](std::size_t m, std::size_t) {
        const RoadMode mode = model::road_modes[m];
        const RoadGraph all = graph_of(network, mode, [](RoadNode) { return true; });
        network.part_of[m] = Parts(all, true).by_size();
        report_parts(network, mode, Parts(all, false).by_size());
        network.graphs[m] = graph_of(network, mode, [&](RoadNode n) { return network.part_of[m][n] == 0; });
        merge_parallel(network.graphs[m]);
    });
}

}  // namespace needsmap::io
