// The capacitated p-median: heuristic, Lagrangian bound that rules pairs out, then CBC on what is left.
#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/siting_capacity.hpp"
#include "analysis/siting_mip.hpp"
#include "analysis/siting_result.hpp"
#include "analysis/siting_search.hpp"
#include "analysis/siting_serve_mip.hpp"
#include "analysis/siting_solvers.hpp"
#include "base/format.hpp"

namespace needsmap::analysis {
namespace {

constexpr std::size_t most_swaps = 150;  // tried in a row without a better plan
constexpr double sure = 0.005;           // so little open, or closed, in the linear program

/// Columns: one per site that is not closed, then one per pair that is left.
struct CapacityModel {
    Mip mip;
    std::vector<int> column_of_site;            // -1: closed
    std::vector<std::vector<int>> row_columns;  // per row, the columns of its pairs
    std::vector<std::vector<SiteIndex>> row_sites;
};

CapacityModel model_of(const CapacityProblem& problem, const SiteRules& rules, const std::vector<char>& keep_pair) {
    CapacityModel model;
    const ServeProblem& serve = problem.serve;
    std::vector<Mip::Row> room(serve.site_count);
    Mip::Row total{.low = 0, .high = Mip::none};  // implied, but the linear bound is better with it
    for (std::size_t j = 0; j < serve.site_count; ++j) {
        const bool is_closed = rules.fate[j] == SiteFate::closed;
        model.column_of_site.push_back(is_closed ? -1 : model.mip.add_column(0, true));
        room[j].low = -Mip::none, room[j].high = 0;
        if (is_closed) continue;
        room[j].columns.push_back(model.column_of_site[j]), room[j].factors.push_back(-problem.capacity[j]);
        total.columns.push_back(model.column_of_site[j]), total.factors.push_back(problem.capacity[j]);
    }
    add_site_rules(rules, model.column_of_site, model.mip);
    for (std::size_t i = 0; i < serve.row_count(); ++i) {
        Mip::Row once{.low = 1, .high = 1};
        model.row_columns.emplace_back(), model.row_sites.emplace_back();
        for (std::size_t k = serve.first[i]; k < serve.first[i + 1]; ++k) {
            const SiteIndex site = serve.sites[k];
            if (!keep_pair[k] || problem.weight[i] > problem.capacity[site]) continue;
            const int column = model.mip.add_column(serve.costs[k], true);
            once.columns.push_back(column), once.factors.push_back(1);
            room[site].columns.push_back(column), room[site].factors.push_back(problem.weight[i]);
            model.mip.rows.push_back({{column, model.column_of_site[site]}, {1, -1}, -Mip::none, 0});
            model.row_columns[i].push_back(column), model.row_sites[i].push_back(site);
        }
        total.low += problem.weight[i];
        model.mip.rows.push_back(std::move(once));
    }
    for (Mip::Row& row : room)
        if (row.columns.size() > 1) model.mip.rows.push_back(std::move(row));
    model.mip.rows.push_back(std::move(total));
    return model;
}

CapacityPlan plan_from(const CapacityModel& model, std::span<const double> values, double cost) {
    CapacityPlan plan{.sites = sites_of(model.column_of_site, values), .cost = cost};
    for (std::size_t i = 0; i < model.row_columns.size(); ++i)
        for (std::size_t k = 0; k < model.row_columns[i].size(); ++k)
            if (values[static_cast<std::size_t>(model.row_columns[i][k])] > 0.5) plan.site_of_row.push_back(model.row_sites[i][k]);
    return plan;
}

class CapacitySolver {
public:
    CapacitySolver(const SitingProblem& problem, const PreparedSiting& prepared, const SitingOptions& options, SitingWatch& watch)
        : m_problem(problem), m_prepared(prepared), m_options(options), m_watch(watch), m_scale(1 / prepared.weight_reachable) {
        m_capacities.serve = median_problem(problem, prepared, problem.worst_limit);
        for (const std::size_t i : prepared.rows) m_capacities.weight.push_back(problem.weights[i]);
        for (const CandidateSite& site : problem.sites) m_capacities.capacity.push_back(*site.capacity);
    }
    SitingPlan solve();

private:
    void try_sites(std::vector<SiteIndex> sites);
    struct Swap {
        SiteIndex add, drop;
    };
    bool try_swaps(std::span<const double> share);
    void try_in_order(std::vector<Swap> swaps, std::span<const double> share, std::size_t in_vain);
    [[nodiscard]] std::vector<SiteIndex> neighbours_of(SiteIndex drop, std::span<const double> share) const;
    [[nodiscard]] std::vector<SiteIndex> surest_sites(std::span<const double> share) const;
    void find_plans(std::vector<char>& keep_pair);
    void solve_rest(const std::vector<char>& keep_pair);
    [[nodiscard]] bool is_enough() const {
        return m_best.cost < model::unreachable && m_best.cost - m_bound <= std::max(m_options.gap, 1e-9) * m_best.cost;
    }
    [[nodiscard]] double cutoff() const { return m_best.cost < model::unreachable ? m_best.cost * (1 - 1e-9) : model::unreachable; }
    [[nodiscard]] SitingPlan result() const;

    const SitingProblem& m_problem;
    const PreparedSiting& m_prepared;
    const SitingOptions& m_options;
    SitingWatch& m_watch;
    double m_scale;
    CapacityProblem m_capacities;
    CapacityPlan m_best;
    std::set<std::vector<SiteIndex>> m_tried;
    std::vector<double> m_pair_share;
    double m_bound = 0;
    std::size_t m_nodes = 0;
    bool m_is_proven = false, m_is_too_large = false;
};

void CapacitySolver::try_sites(std::vector<SiteIndex> sites) {
    std::sort(sites.begin(), sites.end());
    if (!m_prepared.rules.allow(sites) || !m_tried.insert(sites).second) return;
    std::optional<CapacityPlan> plan = assign_to(m_capacities, sites, m_best.cost, m_pair_share);
    if (!plan || !(plan->cost < m_best.cost)) return;
    m_best = std::move(*plan);
    m_watch.better(m_best.cost * m_scale, m_bound * m_scale, m_best.sites);
}

/// Closed sites that the relaxation is not sure are closed, those first that are nearest to what `drop` serves.
std::vector<SiteIndex> CapacitySolver::neighbours_of(SiteIndex drop, std::span<const double> share) const {
    constexpr std::size_t most_neighbours = 8;
    const ServeProblem& serve = m_capacities.serve;
    const std::vector<char> open = open_flags(serve.site_count, m_best.sites);
    std::vector<double> saving(serve.site_count, 0);
    for (std::size_t i = 0; i < serve.row_count(); ++i)
        for (std::size_t k = serve.first[i]; m_best.site_of_row[i] == drop && k < serve.first[i + 1]; ++k)
            saving[serve.sites[k]] += serve.costs[serve.first[i + 1] - 1] - serve.costs[k];
    std::vector<SiteIndex> others;
    for (SiteIndex j = 0; j < serve.site_count; ++j)
        if (!open[j] && m_prepared.rules.fate[j] == SiteFate::free && share[j] > sure) others.push_back(j);
    std::stable_sort(others.begin(), others.end(), [&](SiteIndex a, SiteIndex b) { return saving[a] > saving[b]; });
    others.resize(std::min(others.size(), most_neighbours));
    return others;
}

/// Swaps in order, each better plan taken at once, until `in_vain` of them in a row brought nothing.
void CapacitySolver::try_in_order(std::vector<Swap> swaps, std::span<const double> share, std::size_t in_vain) {
    std::stable_sort(swaps.begin(), swaps.end(),
                     [&](const Swap& a, const Swap& b) { return share[a.add] - share[a.drop] > share[b.add] - share[b.drop]; });
    std::size_t failed = 0;
    for (const Swap& swap : swaps) {
        if (m_watch.stop() || is_enough() || failed >= in_vain) return;
        const std::vector<char> open = open_flags(m_problem.sites.size(), m_best.sites);
        if (open[swap.add] || !open[swap.drop]) continue;
        std::vector<SiteIndex> swapped = m_best.sites;
        std::replace(swapped.begin(), swapped.end(), swap.drop, swap.add);
        const double last = m_best.cost;
        try_sites(swapped);
        failed = m_best.cost < last ? 0 : failed + 1;
    }
}

/// One site for another among those that the relaxation is not sure of (`share` is that of the bound): first neighbours, then the likeliest of all.
/// Whether any was better.
bool CapacitySolver::try_swaps(std::span<const double> share) {
    std::vector<SiteIndex> drops;
    for (const SiteIndex drop : m_best.sites)
        if (m_prepared.rules.fate[drop] == SiteFate::free && share[drop] < 1 - sure) drops.push_back(drop);
    std::vector<Swap> near, all;
    for (const SiteIndex drop : drops) {
        for (const SiteIndex add : neighbours_of(drop, share)) near.push_back({add, drop});
        for (SiteIndex add = 0; add < share.size(); ++add)
            if (m_prepared.rules.fate[add] == SiteFate::free && share[add] > sure) all.push_back({add, drop});
    }
    const double before = m_best.cost;
    try_in_order(std::move(near), share, most_swaps);
    try_in_order(std::move(all), share, most_swaps);
    return m_best.cost < before;
}

/// The sites that the relaxation is surest of, as many as a plan may have.
std::vector<SiteIndex> CapacitySolver::surest_sites(std::span<const double> share) const {
    std::vector<double> scores(share.size());
    for (std::size_t j = 0; j < share.size(); ++j) scores[j] = -share[j];
    std::vector<SiteIndex> sites;
    (void)CheapestSites().choose(m_prepared.rules, scores, sites);
    for (SiteIndex j = 0; j < share.size(); ++j)
        if (m_prepared.rules.fate[j] == SiteFate::open) sites.push_back(j);
    return sites;
}

/// First the plan without capacities, then what the relaxation proposes; a second climb with a plan in hand rules more pairs out.
void CapacitySolver::find_plans(std::vector<char>& keep_pair) {
    try_sites(m_options.start);
    const ServePlan free =
        improve_plan(m_capacities.serve, m_prepared.rules, greedy_plan(m_capacities.serve, m_prepared.rules, m_watch).sites, m_watch);
    try_sites(free.sites);
    for (int pass = 0; pass < 2 && !m_watch.stop(); ++pass) {
        const CapacityBound bound = bound_with_capacities(m_capacities, m_prepared.rules, m_best.sites, cutoff(), m_watch);
        m_bound = std::max(m_bound, std::min(bound.bound, m_best.cost));
        keep_pair = bound.keep_pair;
        m_pair_share = bound.pair_share;
        m_tried.clear();  // with other shares the same sites may be assigned better
        const double before = m_best.cost;
        try_sites(m_best.sites);
        try_sites(surest_sites(bound.share));
        // The last sets are those of the best bounds; a packing takes milliseconds, so not all are tried.
        constexpr std::size_t most_tried = 12;
        for (std::size_t k = bound.site_sets.size(); k-- > 0 && bound.site_sets.size() - k <= most_tried && !m_watch.stop();)
            try_sites(bound.site_sets[k]);
        while (m_best.cost < model::unreachable && !is_enough() && try_swaps(bound.share)) {
        }
        m_watch.status(m_best.cost * m_scale, m_bound * m_scale, 2);
        if (is_enough() || !(m_best.cost < before)) return;
    }
}

void CapacitySolver::solve_rest(const std::vector<char>& keep_pair) {
    // The linear program of 407 x 407 pairs takes CBC minutes before it branches at all; then the Lagrangian bound is the proof there is.
    constexpr std::ptrdiff_t most_pairs = 40'000;
    m_is_too_large = std::count(keep_pair.begin(), keep_pair.end(), 1) > most_pairs;
    if (m_is_too_large) return;
    const CapacityModel model = model_of(m_capacities, m_prepared.rules, keep_pair);
    const auto tell = [&](std::span<const double> values, double cost, double bound) {
        const CapacityPlan plan = plan_from(model, values, cost);
        m_watch.better(cost * m_scale, std::max(bound, m_bound) * m_scale, plan.sites);
        m_watch.status(cost * m_scale, std::max(bound, m_bound) * m_scale, 2);
    };
    const bool has_empty_row = std::any_of(model.row_columns.begin(), model.row_columns.end(), [](const auto& row) { return row.empty(); });
    if (has_empty_row) {  // this row's every pair was ruled out, so no plan is below the cutoff
        m_is_proven = true;
        return;
    }
    const MipAnswer answer = solve_mip(model.mip, cutoff(), {}, m_watch, tell);
    m_nodes = answer.nodes;
    if (answer.values && answer.objective < m_best.cost) m_best = plan_from(model, *answer.values, answer.objective);
    m_is_proven = answer.is_settled;
    if (!m_is_proven) m_bound = std::max(m_bound, std::min(answer.bound, m_best.cost));
}

SitingPlan CapacitySolver::result() const {
    std::vector<SiteIndex> assigned(m_problem.weights.size(), no_site);
    for (std::size_t r = 0; r < m_prepared.rows.size(); ++r) assigned[m_prepared.rows[r]] = m_best.site_of_row[r];
    SitingPlan plan = make_plan(m_problem, m_prepared, m_best.sites, std::move(assigned));
    const bool is_too_large = m_is_too_large && !m_watch.stopped();
    set_bound(plan, m_bound * m_scale, is_too_large ? SitingEnd::too_large : end_of(m_is_proven, m_watch));
    plan.tree_nodes = m_nodes;
    plan.route =
        m_nodes > 0 ? "Lagrangian bound, then branch and bound by CBC, " + base::format_count(static_cast<std::int64_t>(m_nodes)) + " nodes"
        : m_is_proven ? "the Lagrangian bound and the reduced model settled it"
                      : "substitution and the Lagrangian bound";
    return plan;
}

SitingPlan CapacitySolver::solve() {
    std::vector<char> keep_pair(m_capacities.serve.sites.size(), 1);
    find_plans(keep_pair);
    const bool is_exact = is_enough() && m_best.cost - m_bound <= 1e-9 * m_best.cost;
    m_is_proven = is_exact;
    if (!is_enough() && !m_watch.stop()) solve_rest(keep_pair);
    if (m_best.cost < model::unreachable) return result();
    if (!m_is_proven)
        throw base::Error("No plan that keeps the capacities was found before the search ended.", "Allow more time or more capacity.");
    throw base::Error("The capacities are too small: the demand points, each served whole by one site, do not fit into any allowed plan.",
                      "Raise capacities or allow more sites.");
}

}  // namespace

SitingPlan solve_with_capacities(const SitingProblem& problem, const PreparedSiting& prepared, const SitingOptions& options,
                                 SitingWatch& watch) {
    (void)serving_plan(problem, prepared, problem.worst_limit, watch);
    return CapacitySolver(problem, prepared, options, watch).solve();
}

}  // namespace needsmap::analysis
