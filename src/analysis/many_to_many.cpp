// Method: D. Delling, A. V. Goldberg, A. Nowatzyk, R. F. Werneck, "PHAST: hardware-accelerated shortest path trees" (JPDC 73, 2013): climb
// from the goal, then one linear sweep down over the nodes by rank; restricted to the nodes above the origins as in D. Delling,
// A. V. Goldberg, R. F. Werneck, "Faster batched shortest paths in road networks" (ATMOS 2011). Deviation: the core is crossed by Dijkstra's algorithm.
#include "analysis/many_to_many.hpp"

#include <algorithm>
#include <functional>

#include "analysis/radix_heap.hpp"
#include "base/parallel.hpp"

namespace needsmap::analysis {

using model::no_way;
using model::RoadHierarchy;
using model::RoadTime;

namespace {

/// Searches towards one goal after another; belongs to one thread.
class GoalSearch {
public:
    explicit GoalSearch(const RoadHierarchy& hierarchy) : m_hierarchy(&hierarchy), m_time(hierarchy.begin.size() - 1, no_way) {}

    /// Times to the goal by rank, complete for the core and for the `swept` ranks, which must ascend and hold all ranks that their arcs lead to.
    const std::vector<RoadTime>& run(std::span<const RoadSeed> goal, std::span<const std::uint32_t> swept) {
        climb(goal);
        cross_core();
        for (const std::uint32_t rank : swept) descend_to(rank);
        return m_time;
    }
    /// Forgets the last goal, also what the climb left at ranks that are not swept.
    void reset(std::span<const std::uint32_t> swept) {
        std::fill_n(m_time.begin(), m_hierarchy->core_count, no_way);
        for (const std::uint32_t rank : swept) m_time[rank] = no_way;
        for (const std::uint32_t rank : m_climbed) m_time[rank] = no_way;
    }

private:
    void climb(std::span<const RoadSeed> goal) {
        m_climbed.clear();
        std::vector<std::uint32_t> open;  // a heap with the lowest node of the hierarchy, the largest rank, on top
        const auto reach = [&](std::uint32_t rank, RoadTime ms) {
            if (m_time[rank] == no_way) {
                open.push_back(rank);
                std::ranges::push_heap(open);
            }
            m_time[rank] = std::min(m_time[rank], ms);
        };
        for (const RoadSeed& seed : goal) reach(m_hierarchy->rank_of[seed.node], seed.ms);
        while (!open.empty()) {
            std::ranges::pop_heap(open);
            const std::uint32_t rank = open.back();
            open.pop_back();
            m_climbed.push_back(rank);
            if (rank < m_hierarchy->core_count) continue;
            for (std::uint32_t a = m_hierarchy->begin[rank]; a < m_hierarchy->begin[rank + 1]; ++a)
                if (m_hierarchy->in_ms[a] != no_way) reach(m_hierarchy->head[a], m_time[rank] + m_hierarchy->in_ms[a]);
        }
    }
    void cross_core() {
        m_queue.clear();
        for (const std::uint32_t rank : m_climbed)
            if (rank < m_hierarchy->core_count) m_queue.push(m_time[rank], rank);
        while (!m_queue.empty()) {
            const auto [ms, rank] = m_queue.pop();
            if (ms > m_time[rank]) continue;
            for (std::uint32_t a = m_hierarchy->begin[rank]; a < m_hierarchy->begin[rank + 1]; ++a) {
                if (m_hierarchy->in_ms[a] == no_way) continue;
                const std::uint32_t head = m_hierarchy->head[a];
                const RoadTime there = ms + m_hierarchy->in_ms[a];
                if (there >= m_time[head]) continue;
                m_time[head] = there;
                m_queue.push(there, head);
            }
        }
    }
    void descend_to(std::uint32_t rank) {
        RoadTime best = m_time[rank];
        for (std::uint32_t a = m_hierarchy->begin[rank]; a < m_hierarchy->begin[rank + 1]; ++a) {
            const RoadTime above = m_time[m_hierarchy->head[a]];
            if (above != no_way && m_hierarchy->out_ms[a] != no_way) best = std::min(best, above + m_hierarchy->out_ms[a]);
        }
        m_time[rank] = best;
    }

    const RoadHierarchy* m_hierarchy;
    std::vector<RoadTime> m_time;
    std::vector<std::uint32_t> m_climbed;
    RadixHeap m_queue;
};

/// The ranks outside the core that lie above the origins, themselves included, ascending.
std::vector<std::uint32_t> ranks_above(const RoadHierarchy& hierarchy, std::span<const std::vector<RoadSeed>> origins) {
    std::vector<std::uint8_t> wanted(hierarchy.begin.size() - 1);
    for (const std::vector<RoadSeed>& origin : origins)
        for (const RoadSeed& seed : origin) wanted[hierarchy.rank_of[seed.node]] = 1;
    std::vector<std::uint32_t> ranks;
    for (auto rank = static_cast<std::uint32_t>(wanted.size()); rank-- > hierarchy.core_count;) {
        if (wanted[rank] == 0) continue;
        ranks.push_back(rank);
        for (std::uint32_t a = hierarchy.begin[rank]; a < hierarchy.begin[rank + 1]; ++a) wanted[hierarchy.head[a]] = 1;
    }
    std::ranges::reverse(ranks);
    return ranks;
}

RoadTime quickest(const RoadHierarchy& hierarchy, const std::vector<RoadSeed>& origin, const std::vector<RoadTime>& time) {
    RoadTime best = no_way;
    for (const RoadSeed& seed : origin) {
        const std::uint32_t rank = hierarchy.rank_of[seed.node];
        if (time[rank] != no_way) best = std::min(best, seed.ms + time[rank]);
    }
    return best;
}

}  // namespace

std::vector<RoadTime> times_to(const RoadHierarchy& hierarchy, std::span<const RoadSeed> seeds) {
    std::vector<std::uint32_t> all;
    for (auto rank = hierarchy.core_count; rank + 1 < hierarchy.begin.size(); ++rank) all.push_back(rank);
    GoalSearch search(hierarchy);
    const std::vector<RoadTime>& by_rank = search.run(seeds, all);
    std::vector<RoadTime> time(hierarchy.rank_of.size());
    for (std::size_t node = 0; node < time.size(); ++node) time[node] = by_rank[hierarchy.rank_of[node]];
    return time;
}

std::vector<RoadTime> many_to_many(const RoadHierarchy& hierarchy, std::span<const std::vector<RoadSeed>> origins,
                                   std::span<const std::vector<RoadSeed>> goals, base::JobContext& job) {
    std::vector<RoadTime> out(origins.size() * goals.size(), no_way);
    const std::vector<std::uint32_t> swept = ranks_above(hierarchy, origins);
    constexpr std::size_t goals_at_once = 8;  // enough to share the work evenly, few enough to share a search's memory
    base::parallel_ranges(goals.size(), goals_at_once, [&](std::size_t first, std::size_t last) {
        GoalSearch search(hierarchy);
        for (std::size_t goal = first; goal < last; ++goal) {
            job.check_cancelled();
            const std::vector<RoadTime>& time = search.run(goals[goal], swept);
            for (std::size_t i = 0; i < origins.size(); ++i) out[i * goals.size() + goal] = quickest(hierarchy, origins[i], time);
            search.reset(swept);
        }
    });
    return out;
}

}  // namespace needsmap::analysis
