#include "analysis/access_counts.hpp"

#include <algorithm>

namespace needsmap::analysis {

AccessCounts::AccessCounts(const AccessOptions& options) : m_cuts(options.beyond) {
    m_cuts.push_back(options.within);
    std::ranges::sort(m_cuts);
    const auto twice = std::ranges::unique(m_cuts);
    m_cuts.erase(twice.begin(), twice.end());
    const auto count_of = [&](double cut) { return static_cast<std::size_t>(std::ranges::find(m_cuts, cut) - m_cuts.begin()) + 1; };
    m_out_of_reach = count_of(options.within);
    for (const double bound : options.beyond) m_beyond.push_back(count_of(bound));
}

std::vector<double> AccessCounts::of(const AccessSummary& summary) const {
    std::vector<double> out(m_cuts.size() + 2, 0);
    out.front() = summary.weight;
    out[m_out_of_reach] = summary.weight - summary.reached;
    for (std::size_t b = 0; b < m_beyond.size(); ++b) out[m_beyond[b]] = summary.beyond[b];
    out.back() = summary.no_service;
    return out;
}

std::vector<double> AccessCounts::importance() const {
    constexpr double most = 1000, reach = 30, middle = 20, other = 10;
    std::vector<double> out(m_cuts.size() + 2, other);
    // Of equals the one with the smaller bound: more people are beyond it.
    for (std::size_t i = 0; i < out.size(); ++i) out[i] -= 0.1 * static_cast<double>(i);
    out.front() = most, out[m_out_of_reach] += reach;
    if (!m_beyond.empty()) out[m_beyond[m_beyond.size() / 2]] += middle;
    return out;
}

namespace {

/// Those left without a place are part of all people, and those out of reach are part of them: what these have told is settled.
std::vector<bool> told_unmet(const std::vector<const AccessSummary*>& rows, const AccessCounts& order, const ToldCounts& told,
                             double below) {
    std::vector<NestedCounts> counts;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::vector<double> reach = order.of(*rows[row]);
        NestedCounts& nested = counts.emplace_back();
        nested.grouping = row == 0 ? "all" : "groups";
        nested.plans = {{reach.front(), rows[row]->unmet}};
        nested.settled = {told[row].front(), std::nullopt};
        for (std::size_t i = order.out_of_reach(); i < reach.size(); ++i)
            nested.plans.front().push_back(reach[i]), nested.settled.emplace_back(told[row][i]);
    }
    std::vector<bool> out;
    for (const std::vector<bool>& row : told_counts(counts, std::vector<double>(counts.front().settled.size(), 1), below))
        out.push_back(row[1]);
    return out;
}

}  // namespace

ToldAccess told_access(const AccessSummary& everybody, const std::vector<AccessSummary>& groups, const AccessOptions& options,
                       double below) {
    const AccessCounts order(options);
    std::vector<const AccessSummary*> rows = {&everybody};
    for (const AccessSummary& group : groups) rows.push_back(&group);
    std::vector<NestedCounts> counts;
    for (const AccessSummary* row : rows) counts.push_back({counts.empty() ? "all" : "groups", {order.of(*row)}, {}});
    ToldAccess out;
    out.counts = told_counts(counts, order.importance(), below);
    out.unmet = options.capacity.empty() ? std::vector<bool>(rows.size(), false) : told_unmet(rows, order, out.counts, below);
    return out;
}

}  // namespace needsmap::analysis
