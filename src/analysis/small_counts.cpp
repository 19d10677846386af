// Each row is a column of bands stacked on each other: those beyond 45 minutes, those from 30 to 45 … A count that is told is a cut
// between two bands; a run of bands without a cut is a gap, whose sum a reader knows and whose bands he does not. What he can work out
// of many rows is then what is fixed in a transportation problem, gaps by bands, whose margins are known: a band of a gap is fixed
// unless people can be moved round a circle of gaps without changing a margin (Gusfield 1988, "A graph theoretic approach to statistical
// data security"). There are few bands, so the circles are looked for among bands, with the gaps as arcs.
#include "analysis/small_counts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace needsmap::analysis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
/// Weights are sums of parts of people; less than this is nobody.
constexpr double nobody = 1e-6;

bool is_small(double count, double below) { return count > nobody && count < below - nobody; }

/// The best choice of one row by dynamic programming from the last count to the first.
class RowChoice {
public:
    RowChoice(const NestedCounts& row, const std::vector<double>& importance, double below)
        : m_row(row), m_importance(importance), m_below(below), m_size(importance.size()) {}

    [[nodiscard]] std::vector<bool> run() const {
        std::vector<double> best(m_size + 1, -infinite);
        std::vector<std::size_t> next(m_size + 1, m_size);
        best[m_size] = 0;
        for (std::size_t i = m_size; i-- > 0;) {
            if (!may_tell(i)) continue;
            for (std::size_t j = i + 1; j <= m_size; ++j)
                if (may_stand_together(i, j) && best[j] + m_importance[i] > best[i]) best[i] = best[j] + m_importance[i], next[i] = j;
        }
        std::size_t first = m_size;
        for (std::size_t i = m_size; i-- > 0;)
            if (!skips_told(0, i) && best[i] >= best[first]) first = i;
        std::vector<bool> told(m_size, false);
        for (std::size_t i = first; i < m_size; i = next[i]) told[i] = true;
        return told;
    }

private:
    [[nodiscard]] bool is_settled(std::size_t count, bool told) const {
        return !m_row.settled.empty() && m_row.settled[count] == std::optional(told);
    }
    [[nodiscard]] bool may_tell(std::size_t count) const {
        if (is_settled(count, true)) return true;
        if (is_settled(count, false)) return false;
        return std::ranges::none_of(
            m_row.plans, [&](const auto& plan) { return is_small(std::abs(plan[count] - m_row.plans.front()[count]), m_below); });
    }
    /// What others have told cannot be jumped over.
    [[nodiscard]] bool skips_told(std::size_t first, std::size_t last) const {
        for (std::size_t i = first; i < last; ++i)
            if (is_settled(i, true)) return true;
        return false;
    }
    [[nodiscard]] bool may_stand_together(std::size_t i, std::size_t j) const {
        if (skips_told(i + 1, j)) return false;
        if (is_settled(i, true) && (j == m_size || is_settled(j, true))) return true;
        return std::ranges::none_of(m_row.plans, [&](const auto& plan) { return is_small(plan[i] - (j < m_size ? plan[j] : 0), m_below); });
    }

    const NestedCounts& m_row;
    const std::vector<double>& m_importance;
    double m_below;
    std::size_t m_size;
};

/// From which band people can be moved to which.
class Moves {
public:
    explicit Moves(std::size_t bands) : m_bands(bands), m_arcs(bands * bands, 0) {}
    void add(std::size_t from, std::size_t to, int times = 1) { m_arcs[from * m_bands + to] += times; }
    [[nodiscard]] bool has(std::size_t from, std::size_t to) const { return m_arcs[from * m_bands + to] > 0; }
    /// Over any number of moves.
    [[nodiscard]] Moves closed() const {
        Moves out = *this;
        for (std::size_t via = 0; via < m_bands; ++via)
            for (std::size_t from = 0; from < m_bands; ++from)
                for (std::size_t to = 0; to < m_bands; ++to)
                    if (out.has(from, via) && out.has(via, to)) out.m_arcs[from * m_bands + to] = 1;
        return out;
    }

private:
    std::size_t m_bands;
    std::vector<int> m_arcs;
};

/// Bands [first, last]; band b lies above count b and below count b - 1, so band 0 is whatever there may be above the first count.
struct Run {
    std::size_t first = 0, last = 0;
};

/// Something small that a reader could work out, in a run of bands of the groups [begin, end).
struct Leak {
    std::size_t begin = 0, end = 0;
    Run run;
    bool is_remainder = false;  ///< of what is withheld altogether, and not of one group
};

class Table {
public:
    Table(const std::vector<NestedCounts>& rows, const std::vector<double>& importance, double below)
        : m_rows(rows), m_importance(importance), m_below(below), m_counts(importance.size()) {
        for (const NestedCounts& row : rows) m_told.push_back(RowChoice(row, importance, below).run());
        for (std::size_t begin = 1; begin < rows.size();) {
            std::size_t end = begin;
            while (end < rows.size() && rows[end].grouping == rows[begin].grouping) ++end;
            m_groupings.emplace_back(begin, end), begin = end;
        }
    }

    ToldCounts run() {
        while (const std::optional<Leak> leak = first_leak())
            if (!hide_one_more(*leak)) hide_all(*leak);
        return m_told;
    }

private:
    using Plan = std::size_t;

    [[nodiscard]] double people(std::size_t row, Plan plan, std::size_t band) const {
        const std::vector<double>& counts = m_rows[row].plans[plan];
        return band == 0 ? infinite : counts[band - 1] - (band < m_counts ? counts[band] : 0);
    }
    [[nodiscard]] double people(std::size_t row, Plan plan, Run run) const {
        double sum = 0;
        for (std::size_t band = run.first; band <= run.last; ++band) sum += people(row, plan, band);
        return sum;
    }
    [[nodiscard]] bool tells(std::size_t row, std::size_t count) const { return count == m_counts || m_told[row][count]; }
    /// Both of its ends are told, so that its sum is.
    [[nodiscard]] bool is_known(std::size_t row, Run run) const {
        return run.first > 0 && tells(row, run.first - 1) && tells(row, run.last);
    }

    [[nodiscard]] std::vector<Run> gaps(std::size_t row) const {
        std::vector<Run> out;
        for (std::size_t first = 0, band = 0; band <= m_counts; ++band)
            if (tells(row, band)) {
                if (band > first) out.push_back({first, band});
                first = band + 1;
            }
        return out;
    }

    /// Adds (or takes away) the moves inside a gap.
    void add_moves(std::size_t row, Plan plan, Run gap, int times, Moves& moves) const {
        for (std::size_t from = gap.first; from <= gap.last; ++from)
            for (std::size_t to = gap.first; to <= gap.last; ++to)
                if (from != to && people(row, plan, from) > nobody) moves.add(from, to, times);
    }
    [[nodiscard]] Moves moves_of(std::pair<std::size_t, std::size_t> grouping, Plan plan) const {
        Moves moves(m_counts + 1);
        for (std::size_t row = grouping.first; row < grouping.second; ++row)
            for (const Run gap : gaps(row)) add_moves(row, plan, gap, 1, moves);
        return moves;
    }

    [[nodiscard]] std::optional<Leak> first_leak() const {
        for (Plan plan = 0; plan < m_rows.front().plans.size(); ++plan) {
            for (const auto& [begin, end] : m_groupings)
                if (const std::optional<Run> run = small_remainder(begin, end, plan)) return Leak{begin, end, *run, true};
            std::vector<Moves> moves, closed;
            for (const auto& grouping : m_groupings) moves.push_back(moves_of(grouping, plan)), closed.push_back(moves.back().closed());
            for (std::size_t g = 0; g < m_groupings.size(); ++g)
                if (const auto leak = pinned_group(g, plan, moves[g], closed)) return leak;
            if (const auto leak = pinned_everybody(plan, closed)) return leak;
        }
        return std::nullopt;
    }

    /// What everybody has more than the groups that tell it.
    [[nodiscard]] std::optional<Run> small_remainder(std::size_t begin, std::size_t end, Plan plan) const {
        for (std::size_t first = 1; first <= m_counts; ++first)
            for (std::size_t last = first; last <= m_counts; ++last) {
                const Run run{first, last};
                if (!is_known(0, run) || is_given_up(begin, run)) continue;
                double rest = people(0, plan, run);
                for (std::size_t row = begin; row < end; ++row)
                    if (is_known(row, run)) rest -= people(row, plan, run);
                if (is_small(rest, m_below)) return run;
            }
        return std::nullopt;
    }

    /// Moves that everybody's own gaps allow to the groups of a grouping: everybody's bands may change as far as the other groupings can follow.
    void add_moves_of_everybody(std::size_t grouping, Plan plan, const std::vector<Moves>& closed, Moves& moves) const {
        for (const Run gap : gaps(0))
            for (std::size_t from = gap.first; from <= gap.last; ++from)
                for (std::size_t to = gap.first; to <= gap.last; ++to) {
                    if (from == to || !(people(0, plan, from) > nobody)) continue;
                    bool all_follow = true;
                    for (std::size_t other = 0; other < closed.size(); ++other)
                        all_follow = all_follow && (other == grouping || closed[other].has(from, to));
                    if (all_follow) moves.add(to, from);
                }
    }

    [[nodiscard]] std::optional<Leak> pinned_group(std::size_t grouping, Plan plan, Moves moves, const std::vector<Moves>& closed) const {
        add_moves_of_everybody(grouping, plan, closed, moves);
        const auto [begin, end] = m_groupings[grouping];
        for (std::size_t row = begin; row < end; ++row)
            for (const Run gap : gaps(row)) {
                Moves others = moves;
                add_moves(row, plan, gap, -1, others);
                const std::optional<Run> run = pinned_run(row, plan, gap, others.closed());
                if (run && !is_given_up(begin, *run)) return Leak{begin, end, *run, false};
            }
        return std::nullopt;
    }

    /// Everybody's own bands may change only as far as every grouping can follow.
    [[nodiscard]] std::optional<Leak> pinned_everybody(Plan plan, const std::vector<Moves>& closed) const {
        for (std::size_t g = 0; g < m_groupings.size(); ++g)
            for (const Run gap : gaps(0)) {
                Moves back(m_counts + 1);  // what the groups take, everybody gives
                for (std::size_t from = gap.first; from <= gap.last; ++from)
                    for (std::size_t to = gap.first; to <= gap.last; ++to)
                        if (closed[g].has(from, to)) back.add(to, from);
                const auto [begin, end] = m_groupings[g];
                const std::optional<Run> run = pinned_run(0, plan, gap, back);
                if (run && !is_given_up(begin, *run)) return Leak{begin, end, *run, false};
            }
        return std::nullopt;
    }

    /// A small run within a gap across whose ends nobody can be moved, given how the other gaps can follow.
    [[nodiscard]] std::optional<Run> pinned_run(std::size_t row, Plan plan, Run gap, const Moves& others) const {
        const auto can_swap = [&](std::size_t from, std::size_t to) { return people(row, plan, from) > nobody && others.has(to, from); };
        for (std::size_t first = std::max<std::size_t>(gap.first, 1); first <= gap.last; ++first)
            for (std::size_t last = first; last <= gap.last; ++last) {
                if ((first == gap.first && last == gap.last) || !is_small(people(row, plan, Run{first, last}), m_below)) continue;
                bool moves = false;
                for (std::size_t in = first; in <= last && !moves; ++in)
                    for (std::size_t out = gap.first; out <= gap.last && !moves; ++out)
                        moves = (out < first || out > last) && (can_swap(in, out) || can_swap(out, in));
                if (!moves) return Run{first, last};
            }
        return std::nullopt;
    }

    [[nodiscard]] bool is_settled(std::size_t row, std::size_t count) const {
        return !m_rows[row].settled.empty() && m_rows[row].settled[count].has_value();
    }
    /// What is newly hidden when a row tells one count less: the people whom the wider gap no longer tells apart.
    [[nodiscard]] double loss(std::size_t row, std::size_t count) const {
        std::size_t above = count, below = count + 1;
        while (above > 0 && !tells(row, above - 1)) --above;
        while (!tells(row, below)) ++below;
        double most = 0;
        for (Plan plan = 0; plan < m_rows[row].plans.size(); ++plan) {
            const double under = people(row, plan, Run{count + 1, below}),
                         over = above == 0 ? infinite : people(row, plan, Run{above, count});
            // Without anybody on one side there is nothing to confuse.
            most = std::max(most, over == infinite ? under : under + over);
        }
        return most;
    }

    [[nodiscard]] double most_people(std::size_t row, Run run) const {
        double most = 0;
        for (Plan plan = 0; plan < m_rows[row].plans.size(); ++plan) most = std::max(most, people(row, plan, run));
        return most;
    }

    /// Withholds one more count of one more group at an end of the leak; false when no group is left that would help.
    bool hide_one_more(const Leak& leak) {
        std::optional<std::pair<std::size_t, std::size_t>> best;
        std::pair<double, double> least = {infinite, infinite};
        for (std::size_t row = leak.begin; row < leak.end; ++row)
            for (const std::size_t count : {leak.run.first - 1, leak.run.last}) {
                if (count >= m_counts || !m_told[row][count] || is_settled(row, count)) continue;
                const double size = leak.is_remainder ? most_people(row, leak.run) : loss(row, count);
                const std::pair<double, double> cost = {m_importance[count], size};
                if (size > nobody && cost < least) least = cost, best = {row, count};
            }
        if (best) m_told[best->first][best->second] = false;
        return best.has_value();
    }
    /// Nothing else helps: the ends of the leak are told of nobody. What others have settled is not ours to change.
    void hide_all(const Leak& leak) {
        for (const std::size_t count : {leak.run.first - 1, leak.run.last})
            for (std::size_t row = 0; count < m_counts && row < m_rows.size(); ++row)
                if (!is_settled(row, count)) m_told[row][count] = false;
        m_given_up.emplace_back(leak.begin, leak.run);
    }
    [[nodiscard]] bool is_given_up(std::size_t begin, Run run) const {
        return std::ranges::any_of(m_given_up, [&](const auto& leak) {
            return leak.first == begin && leak.second.first == run.first && leak.second.last == run.last;
        });
    }

    const std::vector<NestedCounts>& m_rows;
    const std::vector<double>& m_importance;
    double m_below;
    std::size_t m_counts;
    ToldCounts m_told;
    std::vector<std::pair<std::size_t, std::size_t>> m_groupings;
    std::vector<std::pair<std::size_t, Run>> m_given_up;
};

}  // namespace

ToldCounts told_counts(const std::vector<NestedCounts>& rows, const std::vector<double>& importance, double below) {
    if (rows.empty()) return {};
    if (!(below > 0)) return ToldCounts(rows.size(), std::vector<bool>(importance.size(), true));
    return Table(rows, importance, below).run();
}

}  // namespace needsmap::analysis
