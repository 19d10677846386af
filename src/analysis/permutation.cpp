#include "analysis/permutation.hpp"

#include <array>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <map>
#include <span>
#include <string>

#include "analysis/counter_random.hpp"
#include "analysis/local_statistics.hpp"
#include "base/error.hpp"
#include "base/parallel.hpp"

namespace needsmap::analysis {

namespace {

/// Areas that share a series of draws: few enough that errors do not move together over the map, enough that drawing costs little.
constexpr std::size_t group_size = 8;
/// Groups between two looks at the cancel button: some milliseconds of work.
constexpr std::size_t groups_per_range = 16;

/// Areas with the same number of neighbours.
struct Group {
    std::uint32_t neighbours = 0;
    std::uint32_t size = 0;
    std::array<AreaIndex, group_size> areas{};
};

/// A value to be drawn, and the place in the group of the area it belongs to (0: not in the group, i + 1: its i-th area).
struct Ticket {
    std::int32_t value = 0;
    std::int32_t place = 0;
};

/// Of the given areas, which are ascending.
std::vector<Group> make_groups(std::span<const AreaIndex> wanted, const Weights& weights) {
    std::map<std::size_t, std::vector<AreaIndex>> by_count;
    for (const AreaIndex area : wanted) by_count[weights.count(static_cast<std::size_t>(area))].push_back(area);
    std::vector<Group> groups;
    for (const auto& [count, areas] : by_count) {
        // Every so-manieth area goes together: lists run from place to place, and neighbours shall not share draws.
        const std::size_t first = groups.size(), number = (areas.size() + group_size - 1) / group_size;
        groups.resize(first + number);
        for (std::size_t i = 0; i < areas.size(); ++i) {
            Group& group = groups[first + i % number];
            group.neighbours = static_cast<std::uint32_t>(count);
            group.areas[group.size++] = areas[i];
        }
    }
    return groups;
}

/// Deviations as whole numbers such that no sum over neighbours leaves 32 bits.
std::vector<std::int32_t> whole_deviations(const Sample& sample, const Weights& weights, std::span<const AreaIndex> with_statistic) {
    double largest = 0;
    for (const double deviation : sample.deviation) largest = std::max(largest, std::abs(deviation));
    std::size_t most_neighbours = 0;
    for (const AreaIndex area : with_statistic) most_neighbours = std::max(most_neighbours, weights.count(static_cast<std::size_t>(area)));
    const double most_terms = static_cast<double>(most_neighbours) + 2;
    const double scale = largest > 0 ? std::ldexp(1.0, 30) / most_terms / largest : 0;
    std::vector<std::int32_t> out(sample.deviation.size());
    std::ranges::transform(sample.deviation, out.begin(), [&](double d) { return static_cast<std::int32_t>(std::lround(d * scale)); });
    return out;
}

/// The draws of one group after another; keeps its memory between groups.
class GroupPermuter {
public:
    GroupPermuter(const Weights& weights, std::span<const std::int32_t> whole, std::span<const AreaIndex> tested, PermutationCounts& out,
                  std::int32_t draws)
        : m_weights(weights), m_whole(whole), m_tested(tested), m_out(out), m_sums(static_cast<std::size_t>(draws)) {
        for (const AreaIndex area : tested) m_fresh.push_back({whole[static_cast<std::size_t>(area)], 0});
    }

    void run(const Group& group, std::uint64_t stream) {
        set_places(group);
        draw(group, CounterRandom(m_out.seed, stream));
        for (std::size_t i = 0; i < group.size; ++i) count(group, i);
        apply_corrections(group);
    }

private:
    /// A draw that picked an area of the group, and what its sum is for that area.
    struct Correction {
        std::size_t place = 0;
        std::int32_t shared_sum = 0, own_sum = 0;
    };

    void set_places(const Group& group) {
        m_tickets = m_fresh;
        for (std::size_t i = 0; i < group.size; ++i) {
            const auto at = std::lower_bound(m_tested.begin(), m_tested.end(), group.areas[i]);
            m_tickets[static_cast<std::size_t>(at - m_tested.begin())].place = static_cast<std::int32_t>(i) + 1;
        }
        m_corrections.clear();
    }

    /// Each row: k + 1 tickets by a partial Fisher-Yates shuffle. It goes on from the order the row before left, which is as good as any.
    void draw(const Group& group, CounterRandom random) {
        const std::uint32_t k = group.neighbours;
        const auto n = static_cast<std::uint32_t>(m_tickets.size());
        Ticket* tickets = m_tickets.data();
        for (std::int32_t& row_sum : m_sums) {
            std::int32_t sum = 0, places = 0;
            for (std::uint32_t j = 0; j < k; ++j) {
                std::swap(tickets[j], tickets[j + random.below(n - j)]);
                sum += tickets[j].value;
                places |= tickets[j].place;
            }
            std::swap(tickets[k], tickets[k + random.below(n - k)]);
            row_sum = sum;
            if (places != 0) note_corrections(k, sum);
        }
    }

    void note_corrections(std::uint32_t k, std::int32_t sum) {
        for (std::uint32_t j = 0; j < k; ++j)
            if (m_tickets[j].place != 0)
                m_corrections.push_back(
                    {static_cast<std::size_t>(m_tickets[j].place - 1), sum, sum - m_tickets[j].value + m_tickets[k].value});
    }

    [[nodiscard]] std::int32_t real_sum(AreaIndex area) const {
        std::int32_t sum = 0;
        for (const AreaIndex other : m_weights.rows.of(area)) sum += m_whole[static_cast<std::size_t>(other)];
        return sum;
    }

    void count(const Group& group, std::size_t i) {
        const std::int32_t real = real_sum(group.areas[i]);
        std::int32_t at_least = 0, at_most = 0;
        for (const std::int32_t sum : m_sums) {
            at_least += sum >= real ? 1 : 0;
            at_most += sum <= real ? 1 : 0;
        }
        const auto area = static_cast<std::size_t>(group.areas[i]);
        m_out.at_least[area] += at_least;
        m_out.at_most[area] += at_most;
        m_out.draws[area] += static_cast<std::int32_t>(m_sums.size());
    }

    void apply_corrections(const Group& group) {
        for (const Correction& c : m_corrections) {
            const auto area = static_cast<std::size_t>(group.areas[c.place]);
            const std::int32_t real = real_sum(group.areas[c.place]);
            m_out.at_least[area] += (c.own_sum >= real ? 1 : 0) - (c.shared_sum >= real ? 1 : 0);
            m_out.at_most[area] += (c.own_sum <= real ? 1 : 0) - (c.shared_sum <= real ? 1 : 0);
        }
    }

    const Weights& m_weights;
    std::span<const std::int32_t> m_whole;
    std::span<const AreaIndex> m_tested;
    PermutationCounts& m_out;
    std::vector<std::int32_t> m_sums;
    std::vector<Ticket> m_fresh, m_tickets;
    std::vector<Correction> m_corrections;
};

std::vector<AreaIndex> areas_where(std::size_t size, const auto& test) {
    std::vector<AreaIndex> out;
    for (std::size_t area = 0; area < size; ++area)
        if (test(area)) out.push_back(static_cast<AreaIndex>(area));
    return out;
}

/// `draws` more for each of `wanted`, which have a statistic. Streams of random numbers begin at `first_stream`, one a group.
void draw_for(std::span<const AreaIndex> wanted, std::int32_t draws, std::uint64_t first_stream, const Sample& sample,
              const Weights& weights, PermutationCounts& out, base::JobContext& job) {
    const auto with_statistic = areas_where(weights.size(), [&](std::size_t area) { return has_local_statistic(sample, weights, area); });
    const auto tested = areas_where(weights.size(), [&](std::size_t area) { return sample.tested(area); });
    const std::vector<std::int32_t> whole = whole_deviations(sample, weights, with_statistic);
    const std::vector<Group> groups = make_groups(wanted, weights);
    std::atomic<std::size_t> done = 0;
    base::parallel_ranges(groups.size(), groups_per_range, [&](std::size_t first, std::size_t last) {
        GroupPermuter permuter(weights, whole, tested, out, draws);
        for (std::size_t i = first; i < last; ++i) {
            job.check_cancelled();
            permuter.run(groups[i], first_stream + i);
        }
        done += last - first;
        job.progress(static_cast<double>(done) / static_cast<double>(groups.size()), "permuting neighbours");
    });
}

/// Streams of the first draws are numbered from 0; there are fewer groups than areas, and area numbers have 32 bits.
constexpr std::uint64_t first_stream_of_more = std::uint64_t{1} << 32;

}  // namespace

PermutationCounts permute_neighbour_sums(const Sample& sample, const Weights& weights, int permutations, std::uint64_t seed,
                                         base::JobContext& job) {
    if (permutations < 1 || permutations > most_permutations)
        throw base::Error("The number of permutations must be from 1 to 1,000,000, not " + std::to_string(permutations) + ".",
                          "999 is quick, 9,999 is the default.", base::ErrorKind::usage);
    PermutationCounts out;
    out.permutations = permutations;
    out.seed = seed;
    out.at_least.assign(weights.size(), -1);
    out.at_most.assign(weights.size(), -1);
    out.draws.assign(weights.size(), 0);
    const auto wanted = areas_where(weights.size(), [&](std::size_t area) { return has_local_statistic(sample, weights, area); });
    for (const AreaIndex area : wanted) out.at_least[static_cast<std::size_t>(area)] = out.at_most[static_cast<std::size_t>(area)] = 0;
    draw_for(wanted, permutations, 0, sample, weights, out, job);
    return out;
}

void draw_more_where_unmatched(PermutationCounts& counts, const Sample& sample, const Weights& weights, std::size_t fewer_than,
                               base::JobContext& job) {
    const auto unmatched = areas_where(
        weights.size(), [&](std::size_t area) { return counts.has(area) && std::min(counts.at_least[area], counts.at_most[area]) == 0; });
    const std::int64_t in_all = std::min<std::int64_t>(std::int64_t{more_draws_factor} * counts.permutations, most_permutations);
    if (unmatched.empty() || unmatched.size() >= fewer_than || in_all <= counts.permutations) return;
    draw_for(unmatched, static_cast<std::int32_t>(in_all) - counts.permutations, first_stream_of_more, sample, weights, counts, job);
    counts.drawn_more = unmatched.size();
}

}  // namespace needsmap::analysis
