#include "analysis/siting_cover.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/counter_random.hpp"
#include "analysis/siting_mip.hpp"
#include "analysis/siting_reduce.hpp"

namespace needsmap::analysis {
namespace {

class Cover {
public:
    Cover(std::vector<std::vector<SiteIndex>> rows, const SiteRules& rules, std::optional<std::size_t> good_enough, SitingWatch& watch,
          double gap)
        : m_rules(rules), m_good_enough(good_enough), m_gap(gap), m_watch(watch) {
        m_rows.site_count = rules.fate.size();
        set_rows(std::move(rows));
    }
    CoverAnswer solve();

private:
    void set_rows(std::vector<std::vector<SiteIndex>> rows);
    [[nodiscard]] bool is_decided() const {
        if (m_lower >= best_size()) return true;
        if (m_best && static_cast<double>(best_size() - m_lower) <= m_gap * static_cast<double>(best_size())) return true;
        return m_good_enough && (best_size() <= *m_good_enough || m_lower > *m_good_enough);
    }
    [[nodiscard]] std::size_t best_size() const { return m_best ? m_best->size() : static_cast<std::size_t>(-1); }
    void accept(std::vector<SiteIndex> chosen);
    void round(const ReducedCover& reduced, std::span<const double> values);
    void shake(const ReducedCover& reduced, const CoverRows& rows, std::vector<SiteIndex> best);
    void accept_reduced(const ReducedCover& reduced, std::span<const SiteIndex> positions);
    void solve_exactly();
    CoverAnswer answer(std::size_t nodes) const;

    const SiteRules& m_rules;
    std::optional<std::size_t> m_good_enough;
    double m_gap;
    SitingWatch& m_watch;
    CoverRows m_rows;
    std::vector<SiteIndex> m_locked;
    std::optional<std::vector<SiteIndex>> m_best;
    std::size_t m_lower = 0, m_nodes = 0;
    bool m_is_impossible = false;
};

/// Demand rows that no locked site covers, over free sites; then a row per group that lacks sites.
void Cover::set_rows(std::vector<std::vector<SiteIndex>> rows) {
    for (SiteIndex j = 0; j < m_rules.fate.size(); ++j)
        if (m_rules.fate[j] == SiteFate::open) m_locked.push_back(j);
    for (auto& row : rows) {
        if (std::any_of(row.begin(), row.end(), [&](SiteIndex j) { return m_rules.fate[j] == SiteFate::open; })) continue;
        std::erase_if(row, [&](SiteIndex j) { return m_rules.fate[j] != SiteFate::free; });
        std::sort(row.begin(), row.end());
        m_rows.add(std::move(row), 1);
    }
    const std::vector<std::size_t> missing = m_rules.group_missing();
    for (std::size_t g = 0; g < missing.size(); ++g) {
        std::vector<SiteIndex> row;
        for (SiteIndex j = 0; j < m_rules.fate.size(); ++j)
            if (m_rules.group[j] == static_cast<int>(g) && m_rules.fate[j] == SiteFate::free) row.push_back(j);
        if (missing[g] > 0) m_rows.add(std::move(row), missing[g]);
    }
    for (std::size_t r = 0; r < m_rows.sites.size(); ++r) m_is_impossible |= m_rows.sites[r].size() < m_rows.least[r];
}

void Cover::accept(std::vector<SiteIndex> chosen) {
    chosen.insert(chosen.end(), m_locked.begin(), m_locked.end());
    if (chosen.size() >= best_size()) return;
    std::sort(chosen.begin(), chosen.end());
    m_best = std::move(chosen);
    m_watch.better(static_cast<double>(m_best->size()), static_cast<double>(m_lower), *m_best);
}

/// Covers that begin with the sites that the linear program opens at least so far, surest first; then the best of them shaken.
void Cover::round(const ReducedCover& reduced, std::span<const double> values) {
    CoverRows rows{.site_count = reduced.columns.size()};
    for (std::size_t r = 0; r < reduced.rows.size(); ++r) rows.add({reduced.rows[r].begin(), reduced.rows[r].end()}, reduced.least[r]);
    std::vector<SiteIndex> order(reduced.columns.size());
    std::iota(order.begin(), order.end(), SiteIndex{0});
    std::stable_sort(order.begin(), order.end(), [&](SiteIndex a, SiteIndex b) { return values[a] > values[b]; });
    std::vector<SiteIndex> best = order;
    for (const double least : {0.999, 0.7, 0.5, 0.4, 0.3, 0.2, 0.1}) {
        if (is_decided() || m_watch.stop()) return;
        const auto end = std::find_if(order.begin(), order.end(), [&](SiteIndex j) { return values[j] < least; });
        std::vector<SiteIndex> cover = greedy_cover(rows, {order.begin(), end});
        accept_reduced(reduced, cover);
        if (cover.size() < best.size()) best = std::move(cover);
    }
    shake(reduced, rows, std::move(best));
}

/// Ruin and recreate (Schrimpf et al. 2000, Journal of Computational Physics 159): a tenth of the sites goes, drawn at random, the rest is completed
/// greedily. As many sites are taken too, to get about.
void Cover::shake(const ReducedCover& reduced, const CoverRows& rows, std::vector<SiteIndex> best) {
    constexpr int rounds = 100;
    CounterRandom random(1, 0);  // a fixed seed: the same answer every time
    for (int round = 0; round < rounds && !is_decided() && !m_watch.stop(); ++round) {
        std::vector<SiteIndex> kept = best;
        for (std::size_t k = kept.size(); k > 1; --k) std::swap(kept[k - 1], kept[random.below(static_cast<std::uint32_t>(k))]);
        kept.resize(kept.size() - std::min(kept.size(), kept.size() / 10 + 1));
        std::vector<SiteIndex> cover = greedy_cover(rows, kept);
        if (cover.size() > best.size()) continue;
        best = std::move(cover);
        accept_reduced(reduced, best);
    }
}

void Cover::accept_reduced(const ReducedCover& reduced, std::span<const SiteIndex> positions) {
    std::vector<SiteIndex> chosen = reduced.forced;
    for (const SiteIndex position : positions) chosen.push_back(reduced.columns[position]);
    accept(std::move(chosen));
}

void Cover::solve_exactly() {
    const ReducedCover reduced = reduce_cover(m_rows);
    const std::size_t fixed = m_locked.size() + reduced.forced.size();
    Mip mip;
    for (std::size_t c = 0; c < reduced.columns.size(); ++c) mip.add_column(1, true);
    for (std::size_t r = 0; r < reduced.rows.size(); ++r)
        mip.rows.push_back(
            {reduced.rows[r], std::vector<double>(reduced.rows[r].size(), 1.0), static_cast<double>(reduced.least[r]), Mip::none});
    const auto sites_of = [&](std::span<const double> values) {
        std::vector<SiteIndex> sites = reduced.forced;
        for (std::size_t c = 0; c < values.size(); ++c)
            if (values[c] > 0.5) sites.push_back(reduced.columns[c]);
        return sites;
    };
    if (mip.rows.empty()) {
        accept(reduced.forced);
        m_lower = std::max(m_lower, fixed);
        return;
    }
    // 1e-6: the linear bound is a sum of some hundred numbers with tolerance 1e-7 or less.
    const LinearAnswer linear = solve_linear(mip, m_watch);
    if (std::isfinite(linear.bound)) {
        m_lower = std::max(m_lower, fixed + static_cast<std::size_t>(std::ceil(linear.bound - 1e-6)));
        round(reduced, linear.values);
    }
    if (is_decided() || m_watch.stop()) return;
    const double cutoff = m_best ? static_cast<double>(best_size() - fixed) - 1 + 1e-3 : model::unreachable;
    const MipAnswer mip_answer = solve_mip(mip, cutoff, {}, m_watch);
    m_nodes = mip_answer.nodes;
    if (mip_answer.values) accept(sites_of(*mip_answer.values));
    if (mip_answer.is_settled)
        m_lower = std::max(m_lower, best_size());
    else if (std::isfinite(mip_answer.bound))
        m_lower = std::max(m_lower, fixed + static_cast<std::size_t>(std::max(0.0, std::ceil(mip_answer.bound - 1e-6))));
}

CoverAnswer Cover::answer(std::size_t nodes) const {
    CoverAnswer out{m_best, m_lower, false, nodes};
    if (out.sites && out.sites->size() > m_rules.most) out.sites.reset();
    out.is_proven = is_decided() || m_lower > m_rules.most;
    return out;
}

CoverAnswer Cover::solve() {
    if (m_is_impossible) {
        m_lower = m_rules.fate.size() + 1;
        return answer(0);
    }
    m_lower = m_locked.size() + independent_rows(m_rows);
    accept(greedy_cover(m_rows));
    if (!is_decided() && !m_watch.stop()) solve_exactly();
    return answer(m_nodes);
}

}  // namespace

CoverAnswer solve_cover(std::vector<std::vector<SiteIndex>> rows, const SiteRules& rules, std::optional<std::size_t> good_enough,
                        SitingWatch& watch, double gap) {
    return Cover(std::move(rows), rules, good_enough, watch, gap).solve();
}

}  // namespace needsmap::analysis
