// Method: R. Geisberger, P. Sanders, D. Schultes, D. Delling, "Contraction hierarchies: faster and simpler hierarchical routing in road
// networks" (WEA 2008), with an uncontracted core as in R. Bauer et al., "Combining hierarchical and goal-directed speed-up techniques
// for Dijkstra's algorithm" (JEA 15, 2010). Deviation: the order goes by what contracting a node could add at most, not by a simulated
// contraction, which costs most of the time of the original and makes little difference once there is a core.
#include "analysis/contraction_hierarchy.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

namespace needsmap::analysis {

using model::no_way;
using model::RoadGraph;
using model::RoadHierarchy;
using model::RoadTime;

namespace {

/// Nodes with more neighbours stay in the core: contracting them adds more shortcuts than crossing the core costs.
constexpr std::size_t most_neighbours = 12;
/// A search for a way around a contracted node settles at most so many nodes; a way not found only costs a needless shortcut.
constexpr int most_settled = 16;
constexpr std::size_t contractions_between_checks = 4096;

struct Arc {
    std::uint32_t head = 0;
    RoadTime out_ms = no_way, in_ms = no_way;
};

RoadTime sum(RoadTime a, RoadTime b) { return a == no_way || b == no_way ? no_way : a + b; }

/// Searches for ways around a node, among the nodes not contracted yet.
class WitnessSearch {
public:
    explicit WitnessSearch(const std::vector<std::vector<Arc>>& arcs) : m_arcs(&arcs), m_time(arcs.size(), no_way) {}

    /// Times from `source` that avoid `avoided`, as far as `limit_ms` and the number of settled nodes allow.
    void run(std::uint32_t source, std::uint32_t avoided, RoadTime limit_ms) {
        for (const std::uint32_t node : m_touched) m_time[node] = no_way;
        m_touched.clear(), m_queue.clear();
        reach(source, 0);
        for (int settled = 0; !m_queue.empty() && settled < most_settled;) {
            std::ranges::pop_heap(m_queue, std::greater{});
            const auto [ms, node] = m_queue.back();
            m_queue.pop_back();
            if (ms > m_time[node]) continue;
            if (ms >= limit_ms) return;
            ++settled;
            for (const Arc& arc : (*m_arcs)[node])
                if (arc.head != avoided && arc.out_ms != no_way) reach(arc.head, ms + arc.out_ms);
        }
    }
    [[nodiscard]] RoadTime time(std::uint32_t node) const { return m_time[node]; }

private:
    void reach(std::uint32_t node, RoadTime ms) {
        if (ms >= m_time[node]) return;
        if (m_time[node] == no_way) m_touched.push_back(node);
        m_time[node] = ms;
        m_queue.emplace_back(ms, node);
        std::ranges::push_heap(m_queue, std::greater{});
    }
    const std::vector<std::vector<Arc>>* m_arcs;
    std::vector<RoadTime> m_time;
    std::vector<std::uint32_t> m_touched;
    std::vector<std::pair<RoadTime, std::uint32_t>> m_queue;
};

class Contraction {
public:
    explicit Contraction(const RoadGraph& graph)
        : m_arcs(graph.begin.size() - 1), m_depth(m_arcs.size()), m_key(m_arcs.size()), m_present(m_arcs.size(), 1), m_search(m_arcs) {
        for (std::uint32_t node = 0; node < m_arcs.size(); ++node) {
            for (std::uint32_t a = graph.begin[node]; a < graph.begin[node + 1]; ++a)
                m_arcs[node].push_back({graph.head[a], graph.out_ms[a], graph.in_ms[a]});
        }
    }

    void run(base::JobContext& job) {
        for (std::uint32_t node = 0; node < m_arcs.size(); ++node) enqueue(node);
        while (!m_queue.empty()) {
            const auto [key, node] = m_queue.top();
            m_queue.pop();
            if (m_present[node] == 0 || key != m_key[node] || m_arcs[node].size() > most_neighbours) continue;
            if (m_order.size() % contractions_between_checks == 0) job.check_cancelled();
            contract(node);
        }
    }

    [[nodiscard]] RoadHierarchy result() const {
        RoadHierarchy out;
        std::vector<std::uint32_t> node_at;
        for (std::uint32_t node = 0; node < m_arcs.size(); ++node)
            if (m_present[node] != 0) node_at.push_back(node);
        out.core_count = static_cast<std::uint32_t>(node_at.size());
        node_at.insert(node_at.end(), m_order.rbegin(), m_order.rend());
        out.rank_of.resize(m_arcs.size());
        for (std::uint32_t rank = 0; rank < node_at.size(); ++rank) out.rank_of[node_at[rank]] = rank;
        out.begin.push_back(0);
        for (const std::uint32_t node : node_at) {
            for (const Arc& arc : m_arcs[node]) {
                out.head.push_back(out.rank_of[arc.head]);
                out.out_ms.push_back(arc.out_ms), out.in_ms.push_back(arc.in_ms);
            }
            out.begin.push_back(static_cast<std::uint32_t>(out.head.size()));
        }
        return out;
    }

private:
    /// Small for nodes that add few shortcuts; the depth spreads contraction evenly over the map.
    void enqueue(std::uint32_t node) {
        const auto degree = static_cast<std::int32_t>(m_arcs[node].size());
        m_key[node] = degree * (degree - 1) / 2 - degree + m_depth[node];
        m_queue.emplace(m_key[node], node);
    }
    /// Leaves the node's own arcs as they are: they lead up.
    void contract(std::uint32_t node) {
        m_present[node] = 0;
        m_order.push_back(node);
        const std::vector<Arc>& arcs = m_arcs[node];
        for (const Arc& arc : arcs) std::erase_if(m_arcs[arc.head], [&](const Arc& back) { return back.head == node; });
        for (const Arc& from : arcs) add_shortcuts(node, from);
        for (const Arc& arc : arcs) {
            m_depth[arc.head] = std::max(m_depth[arc.head], m_depth[node] + 1);
            enqueue(arc.head);
        }
    }
    void add_shortcuts(std::uint32_t node, const Arc& from) {
        if (from.in_ms == no_way) return;
        RoadTime longest = 0;
        for (const Arc& to : m_arcs[node])
            if (to.head != from.head && to.out_ms != no_way) longest = std::max(longest, from.in_ms + to.out_ms);
        if (longest == 0) return;
        m_search.run(from.head, node, longest);
        for (const Arc& to : m_arcs[node]) {
            const RoadTime through = sum(from.in_ms, to.out_ms);
            if (to.head == from.head || through >= m_search.time(to.head)) continue;
            slot(from.head, to.head).out_ms = through;
            slot(to.head, from.head).in_ms = through;
        }
    }
    Arc& slot(std::uint32_t node, std::uint32_t head) {
        std::vector<Arc>& arcs = m_arcs[node];
        const auto found = std::ranges::find(arcs, head, &Arc::head);
        if (found != arcs.end()) return *found;
        return arcs.emplace_back(Arc{head, no_way, no_way});
    }

    std::vector<std::vector<Arc>> m_arcs;
    std::vector<std::int32_t> m_depth, m_key;
    std::vector<std::uint8_t> m_present;
    std::vector<std::uint32_t> m_order;
    std::priority_queue<std::pair<std::int32_t, std::uint32_t>, std::vector<std::pair<std::int32_t, std::uint32_t>>, std::greater<>>
        m_queue;
    WitnessSearch m_search;
};

}  // namespace

RoadHierarchy build_hierarchy(const RoadGraph& graph, base::JobContext& job) {
    if (graph.begin.empty()) return {0, {}, {0}, {}, {}, {}};
    Contraction contraction(graph);
    contraction.run(job);
    return contraction.result();
}

}  // namespace needsmap::analysis
