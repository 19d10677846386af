#include "analysis/siting_search.hpp"

#include <algorithm>
#include <cmath>

namespace needsmap::analysis {
namespace {

/// Escape costs with a number instead of "must be served": more than any plan costs that serves everybody.
std::vector<double> finite_escapes(const ServeProblem& problem) {
    double dearest = 1;
    for (std::size_t i = 0; i < problem.row_count(); ++i) {
        if (problem.first[i + 1] > problem.first[i]) dearest += problem.costs[problem.first[i + 1] - 1];
        if (problem.escape[i] < must_be_served) dearest += problem.escape[i];
    }
    std::vector<double> escapes = problem.escape;
    for (double& escape : escapes)
        if (!(escape < must_be_served)) escape = dearest;
    return escapes;
}

/// Nearest and second nearest open site of every row.
struct Nearest {
    std::vector<SiteIndex> site;
    std::vector<double> cost, second;
};

class Substitution {
public:
    Substitution(const ServeProblem& problem, const SiteRules& rules, std::vector<SiteIndex> start)
        : m_problem(problem),
          m_rules(rules),
          m_escape(finite_escapes(problem)),
          m_open(std::move(start)),
          m_slot(problem.site_count, no_slot) {
        for (std::size_t k = 0; k < m_open.size(); ++k) m_slot[m_open[k]] = k;
        m_in_group.assign(rules.group_least.size(), 0);
        for (const SiteIndex site : m_open) count_in_group(site, 1);
        m_nearest.site.resize(problem.row_count()), m_nearest.cost.resize(problem.row_count()),
            m_nearest.second.resize(problem.row_count());
        find_nearest();
    }

    void add_greedily(SitingWatch& watch);
    void improve(SitingWatch& watch);
    [[nodiscard]] ServePlan plan() const {
        ServePlan out{m_open, 0};
        std::sort(out.sites.begin(), out.sites.end());
        out.cost = m_rules.allow(out.sites) ? m_problem.cost_of_sites(out.sites) : model::unreachable;
        return out;
    }

private:
    struct Move {
        SiteIndex add = no_site, drop = no_site;
        double profit = 0;
    };
    static constexpr std::size_t no_slot = static_cast<std::size_t>(-1);

    void count_in_group(SiteIndex site, int by) {
        if (!m_rules.group.empty() && m_rules.group[site] >= 0) m_in_group[static_cast<std::size_t>(m_rules.group[site])] += by;
    }
    [[nodiscard]] int group_of(SiteIndex site) const { return m_rules.group.empty() ? -1 : m_rules.group[site]; }
    [[nodiscard]] bool may_drop(SiteIndex site, SiteIndex for_site) const {
        if (m_rules.fate[site] != SiteFate::free) return false;
        const int group = group_of(site);
        if (group < 0 || (for_site != no_site && group_of(for_site) == group)) return true;
        return m_in_group[static_cast<std::size_t>(group)] > static_cast<int>(m_rules.group_least[static_cast<std::size_t>(group)]);
    }
    [[nodiscard]] bool may_add(SiteIndex site) const { return m_slot[site] == no_slot && m_rules.fate[site] == SiteFate::free; }

    void find_nearest();
    void fill_tables(bool with_extra);
    [[nodiscard]] Move best_addition(bool only_missing_groups) const;
    [[nodiscard]] Move best_move() const;
    void apply(const Move& move);
    [[nodiscard]] double total() const {
        double sum = 0;
        for (const double cost : m_nearest.cost) sum += cost;
        return sum;
    }

    const ServeProblem& m_problem;
    const SiteRules& m_rules;
    std::vector<double> m_escape;
    std::vector<SiteIndex> m_open;
    std::vector<std::size_t> m_slot;  // position in m_open
    std::vector<int> m_in_group;
    Nearest m_nearest;
    std::vector<double> m_gain, m_loss, m_extra;  // per site, per slot, site x slot
};

void Substitution::find_nearest() {
    for (std::size_t i = 0; i < m_problem.row_count(); ++i) {
        m_nearest.site[i] = no_site;
        m_nearest.cost[i] = m_nearest.second[i] = m_escape[i];
        for (std::size_t k = m_problem.first[i]; k < m_problem.first[i + 1] && m_problem.costs[k] < m_escape[i]; ++k) {
            if (m_slot[m_problem.sites[k]] == no_slot) continue;
            if (m_nearest.site[i] != no_site) {
                m_nearest.second[i] = m_problem.costs[k];
                break;
            }
            m_nearest.site[i] = m_problem.sites[k];
            m_nearest.cost[i] = m_problem.costs[k];
        }
    }
}

void Substitution::fill_tables(bool with_extra) {
    m_gain.assign(m_problem.site_count, 0);
    m_loss.assign(m_open.size(), 0);
    if (with_extra) m_extra.assign(m_problem.site_count * m_open.size(), 0);
    for (std::size_t i = 0; i < m_problem.row_count(); ++i) {
        const double cost = m_nearest.cost[i], second = m_nearest.second[i];
        const bool swaps = with_extra && m_nearest.site[i] != no_site;
        const std::size_t slot = swaps ? m_slot[m_nearest.site[i]] : 0;
        if (swaps) m_loss[slot] += second - cost;
        const double until = swaps ? second : cost;
        for (std::size_t k = m_problem.first[i]; k < m_problem.first[i + 1] && m_problem.costs[k] < until; ++k) {
            const SiteIndex site = m_problem.sites[k];
            if (m_problem.costs[k] < cost) m_gain[site] += cost - m_problem.costs[k];
            if (swaps) m_extra[site * m_open.size() + slot] += second - std::max(m_problem.costs[k], cost);
        }
    }
}

Substitution::Move Substitution::best_addition(bool only_missing_groups) const {
    Move best;
    for (SiteIndex site = 0; site < m_problem.site_count; ++site) {
        if (!may_add(site)) continue;
        const int group = group_of(site);
        const bool is_missing = group >= 0 && m_in_group[static_cast<std::size_t>(group)] <
                                                  static_cast<int>(m_rules.group_least[static_cast<std::size_t>(group)]);
        if (only_missing_groups && !is_missing) continue;
        if (best.add == no_site || m_gain[site] > best.profit) best = {site, no_site, m_gain[site]};
    }
    return best;
}

void Substitution::add_greedily(SitingWatch& watch) {
    for (const bool groups : {true, false}) {
        if (groups && m_rules.group_least.empty()) continue;
        while (m_open.size() < m_rules.most) {
            if (m_open.size() >= 2 && watch.stop() && m_open.size() >= m_rules.fewest && !groups) return;
            fill_tables(false);
            const Move move = best_addition(groups);
            if (move.add == no_site || (!groups && m_open.size() >= m_rules.fewest && move.profit <= 0)) break;
            apply(move);
        }
    }
}

Substitution::Move Substitution::best_move() const {
    Move best;
    const std::size_t slots = m_open.size();
    const bool may_grow = slots<m_rules.most, may_shrink = slots> m_rules.fewest;
    for (SiteIndex add = 0; add < m_problem.site_count; ++add) {
        if (!may_add(add)) continue;
        if (may_grow && m_gain[add] > best.profit) best = {add, no_site, m_gain[add]};
        for (std::size_t slot = 0; slot < slots; ++slot) {
            const double profit = m_gain[add] - m_loss[slot] + m_extra[add * slots + slot];
            if (profit > best.profit && may_drop(m_open[slot], add)) best = {add, m_open[slot], profit};
        }
    }
    if (may_shrink && best.profit <= 0)  // a site that serves nobody better goes
        for (std::size_t slot = 0; slot < slots; ++slot)
            if (m_loss[slot] <= 0 && may_drop(m_open[slot], no_site)) return {no_site, m_open[slot], 0};
    return best;
}

void Substitution::apply(const Move& move) {
    if (move.drop != no_site) {
        const std::size_t slot = m_slot[move.drop];
        m_open[slot] = m_open.back();
        m_slot[m_open[slot]] = slot;
        m_open.pop_back();
        m_slot[move.drop] = no_slot;
        count_in_group(move.drop, -1);
    }
    if (move.add != no_site) {
        m_slot[move.add] = m_open.size();
        m_open.push_back(move.add);
        count_in_group(move.add, 1);
    }
    find_nearest();
}

void Substitution::improve(SitingWatch& watch) {
    double before = total();
    while (!watch.stop()) {
        fill_tables(true);
        const Move move = best_move();
        if (move.add == no_site && move.drop == no_site) return;
        // Rounding must not make a circle of swaps: each has to lower the sum itself.
        if (move.add != no_site && move.profit <= std::abs(before) * 1e-12) return;
        apply(move);
        const double after = total();
        if (move.add != no_site && after >= before) return;
        before = after;
    }
}

}  // namespace

ServePlan greedy_plan(const ServeProblem& problem, const SiteRules& rules, SitingWatch& watch) {
    std::vector<SiteIndex> locked;
    for (SiteIndex site = 0; site < rules.fate.size(); ++site)
        if (rules.fate[site] == SiteFate::open) locked.push_back(site);
    Substitution search(problem, rules, std::move(locked));
    search.add_greedily(watch);
    return search.plan();
}

ServePlan improve_plan(const ServeProblem& problem, const SiteRules& rules, std::vector<SiteIndex> start, SitingWatch& watch) {
    Substitution search(problem, rules, std::move(start));
    search.improve(watch);
    return search.plan();
}

ServePlan shaken_plan(const ServeProblem& problem, const SiteRules& rules, std::vector<SiteIndex> sites, CounterRandom& random,
                      SitingWatch& watch) {
    std::vector<std::size_t> free;
    for (std::size_t k = 0; k < sites.size(); ++k)
        if (rules.fate[sites[k]] == SiteFate::free) free.push_back(k);
    const std::size_t drops = std::min(free.size(), std::max<std::size_t>(2, free.size() / 10));
    for (std::size_t d = 0; d < drops; ++d) std::swap(free[d], free[d + random.below(static_cast<std::uint32_t>(free.size() - d))]);
    for (std::size_t d = 0; d < drops; ++d) sites[free[d]] = no_site;
    std::erase(sites, no_site);
    Substitution search(problem, rules, std::move(sites));
    search.add_greedily(watch);
    search.improve(watch);
    return search.plan();
}

}  // namespace needsmap::analysis
