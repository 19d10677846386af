// Method: E. W. Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1 (1959), backwards from the goal.
#include "analysis/shortest_paths.hpp"

#include "analysis/radix_heap.hpp"

namespace needsmap::analysis {

using model::no_way;
using model::RoadTime;

std::vector<RoadTime> times_to(const model::RoadGraph& graph, std::span<const RoadSeed> seeds, RoadTime limit_ms) {
    std::vector<RoadTime> time(graph.begin.empty() ? 0 : graph.begin.size() - 1, no_way);
    RadixHeap queue;
    const auto reach = [&](std::uint32_t node, RoadTime ms) {
        if (ms >= time[node] || ms > limit_ms) return;
        time[node] = ms;
        queue.push(ms, node);
    };
    for (const RoadSeed& seed : seeds) reach(seed.node, seed.ms);
    while (!queue.empty()) {
        const auto [ms, node] = queue.pop();
        if (ms > time[node]) continue;  // reached more quickly since
        for (std::uint32_t a = graph.begin[node]; a < graph.begin[node + 1]; ++a)
            if (graph.in_ms[a] != no_way) reach(graph.head[a], ms + graph.in_ms[a]);
    }
    return time;
}

}  // namespace needsmap::analysis
