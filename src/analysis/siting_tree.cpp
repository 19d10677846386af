#include "analysis/siting_tree.hpp"

#include <algorithm>
#include <cmath>
#include <queue>
#include <set>

#include "analysis/siting_search.hpp"
#include "analysis/siting_serve_mip.hpp"

namespace needsmap::analysis {
namespace {

// The root climbs until its steps are tiny, first in the way that settles most instances in no time; children start from their parent's
// multipliers and need few.
constexpr Climb root_climb{.iterations = 1'500, .boldness = 1.5, .patience = 20, .timidest = 1e-4};
constexpr Climb volume_climb{.iterations = 2'000, .boldness = 0.5, .patience = 20, .timidest = 1e-3};
constexpr Climb dive_climb{.iterations = 40, .boldness = 0.6, .patience = 8, .timidest = 0.01};
constexpr Climb node_climb{.iterations = 90, .boldness = 0.6, .patience = 8, .timidest = 0.01};

// After so many nodes what is left goes to CBC, if its linear program takes it a second or two at most.
constexpr std::size_t most_own_nodes = 300, most_pairs_for_cbc = 20'000;

struct Node {
    double bound = 0;
    std::size_t number = 0;  ///< ties: the younger, deeper one first
    std::vector<SiteFate> fate;
    std::vector<double> multipliers;
    SiteIndex branch = no_site;
    bool operator<(const Node& other) const { return bound != other.bound ? bound > other.bound : number < other.number; }
};

/// The free sites that the relaxation chose most often.
std::vector<SiteIndex> surest(const SiteRules& rules, std::span<const double> share, std::size_t count) {
    std::vector<SiteIndex> free;
    for (SiteIndex j = 0; j < rules.fate.size(); ++j)
        if (rules.fate[j] == SiteFate::free) free.push_back(j);
    std::stable_sort(free.begin(), free.end(), [&](SiteIndex a, SiteIndex b) { return share[a] > share[b]; });
    free.resize(std::min(free.size(), count));
    return free;
}

/// A row that must be served and has one allowed site opens it; multipliers alone would find that only in the long run.
void open_only_sites(const ServeProblem& problem, SiteRules& rules) {
    for (std::size_t i = 0; i < problem.row_count(); ++i) {
        if (problem.escape[i] < must_be_served) continue;
        SiteIndex only = no_site;
        std::size_t allowed = 0;
        for (std::size_t k = problem.first[i]; k < problem.first[i + 1] && allowed < 2; ++k)
            if (rules.fate[problem.sites[k]] != SiteFate::closed) ++allowed, only = problem.sites[k];
        if (allowed == 1) rules.fate[only] = SiteFate::open;
    }
}

class Tree {
public:
    Tree(const ServeProblem& problem, const SiteRules& rules, const ServeGoal& goal, SitingWatch& watch)
        : m_whole(problem), m_all_rules(rules), m_goal(goal), m_watch(watch) {}

    ServeAnswer solve();

private:
    void find_first_plan();
    bool solve_root(Node& root);
    void climb_again(ServeDual& dual, SiteRules& rules, Node& root, const ServeDual::OnBetter& on_better);
    void shake();
    void dive(const ServeProblem& problem, ServeDual& dual, const Node& from);
    void grow(ServeDual& dual, Node root);
    void finish_by_cbc(const SiteRules& rules);
    void add_child(ServeDual& dual, const Node& parent, SiteFate fate);
    /// The best of these sites and what substitution makes of them, if it beats the plan.
    void try_sites(const ServeProblem& problem, std::span<const SiteIndex> sites, bool improve);
    void accept(ServePlan plan);
    [[nodiscard]] double cutoff() const;
    [[nodiscard]] bool is_enough() const;
    /// True when `rules` leave only one set, which is then tried.
    bool is_settled(const SiteRules& rules);
    [[nodiscard]] SiteIndex site_to_branch(const SiteRules& rules, std::span<const double> share) const;
    void set_lower(double lower);

    const ServeProblem& m_whole;
    ServeProblem m_reduced;
    const SiteRules& m_all_rules;
    const ServeGoal& m_goal;
    SitingWatch& m_watch;
    ServePlan m_best;
    double m_lower = 0;
    std::size_t m_nodes = 0;
    bool m_by_cbc = false;
    std::set<std::vector<SiteIndex>> m_tried;
    std::priority_queue<Node> m_open;
};

/// Plans that cost this or more are not worth looking for.
double Tree::cutoff() const {
    if (!(m_best.cost < model::unreachable)) return model::unreachable;
    if (m_whole.step > 0) return m_best.cost - m_whole.step * (1 - 1e-6);
    return m_best.cost - std::abs(m_best.cost) * 1e-9;  // above the rounding of sums of some 10,000 terms
}

bool Tree::is_enough() const {
    if (!(m_best.cost < model::unreachable)) return false;
    if (m_lower >= cutoff()) return true;
    const double objective = m_goal.objective_of(m_best.cost);
    return m_goal.gap > 0 && std::abs(objective - m_goal.objective_of(m_lower)) <= m_goal.gap * std::abs(objective);
}

void Tree::set_lower(double lower) {
    m_lower = std::min(std::max(m_lower, lower), m_best.cost);
    if (m_best.cost < model::unreachable) m_watch.status(m_goal.objective_of(m_best.cost), m_goal.objective_of(m_lower), m_goal.decimals);
}

void Tree::accept(ServePlan plan) {
    if (!(plan.cost < m_best.cost)) return;
    m_best = std::move(plan);
    m_watch.better(m_goal.objective_of(m_best.cost), m_goal.objective_of(m_lower), m_best.sites);
}

void Tree::try_sites(const ServeProblem& problem, std::span<const SiteIndex> sites, bool improve) {
    if (!m_all_rules.allow(sites)) return;
    std::vector<SiteIndex> set(sites.begin(), sites.end());
    if (!improve) return accept({set, m_whole.cost_of_sites(set)});
    if (!m_tried.insert(set).second) return;
    accept(improve_plan(problem, m_all_rules, set, m_watch));
}

void Tree::find_first_plan() {
    if (!m_goal.start.empty()) try_sites(m_whole, m_goal.start, true);
    if (m_watch.stop() && m_best.cost < model::unreachable) return;
    const ServePlan greedy = greedy_plan(m_whole, m_all_rules, m_watch);
    accept(greedy);
    if (m_watch.stop()) return;
    accept(improve_plan(m_whole, m_all_rules, greedy.sites, m_watch));
}

/// False when the root alone settles it.
bool Tree::solve_root(Node& root) {
    ServeDual dual(m_whole);
    SiteRules rules = m_all_rules;
    open_only_sites(m_whole, rules);
    root.multipliers = dual.multipliers_of(m_best.sites);
    int betters = 0, next_improvement = 8;  // substitution from the relaxation's own sites, ever more rarely
    const auto on_better = [&](double bound, std::span<const SiteIndex> sites) {
        const bool improve = ++betters == next_improvement;
        if (improve) next_improvement *= 2;
        try_sites(m_whole, sites, improve);
        if (improve || betters % 16 == 0) set_lower(bound);
        m_lower = std::min(std::max(m_lower, bound), m_best.cost);
        return is_enough() ? m_lower : cutoff();
    };
    root.bound = dual.climb(rules, root.multipliers, cutoff(), root_climb, m_watch, on_better);
    set_lower(root.bound);
    if (root.bound < cutoff() && !is_enough() && !m_watch.stop()) climb_again(dual, rules, root, on_better);
    set_lower(root.bound);
    if (root.bound >= cutoff() || is_enough() || m_watch.stop()) return false;
    if (is_settled(rules)) {
        m_lower = m_best.cost;  // every other set was ruled out
        return false;
    }
    root.fate = rules.fate;
    root.branch = site_to_branch(rules, dual.open_share());
    dive(m_whole, dual, root);
    shake();
    set_lower(root.bound);
    return !is_enough() && !m_watch.stop();
}

/// Where the first climb ended is often a kink that no average of subgradients leads away from, so this one begins anew.
void Tree::climb_again(ServeDual& dual, SiteRules& rules, Node& root, const ServeDual::OnBetter& on_better) {
    std::vector<double> multipliers = dual.multipliers_inside(m_best.sites);
    const double bound = dual.climb_by_volume(rules, multipliers, cutoff(), volume_climb, m_watch, on_better);
    if (bound > root.bound) root.bound = bound, root.multipliers = std::move(multipliers);
}

void Tree::shake() {
    // A fixed seed: the same answer every time.
    CounterRandom random(1, 0);
    for (int round = 0; round < 30 && !is_enough() && !m_watch.stop(); ++round)
        accept(shaken_plan(m_whole, m_all_rules, m_best.sites, random, m_watch));
}

/// Straight down to a plan: always opens what the relaxation is surest of, some at once, and climbs again a little.
void Tree::dive(const ServeProblem& problem, ServeDual& dual, const Node& from) {
    SiteRules rules = m_all_rules;
    rules.fate = from.fate;
    std::vector<double> multipliers = from.multipliers;
    std::vector<SiteIndex> last;
    while (!m_watch.stop()) {
        const std::size_t left = rules.most - std::min(rules.most, rules.count(SiteFate::open));
        for (const SiteIndex site : surest(rules, dual.open_share(), std::max<std::size_t>(1, left / 6))) rules.fate[site] = SiteFate::open;
        const double bound = dual.climb(rules, multipliers, cutoff(), dive_climb, m_watch, [&](double, std::span<const SiteIndex> sites) {
            last.assign(sites.begin(), sites.end());
            return cutoff();
        });
        if (bound >= cutoff() || is_settled(rules)) break;
    }
    if (!last.empty()) try_sites(problem, last, true);
}

bool Tree::is_settled(const SiteRules& rules) {
    std::vector<SiteIndex> open;
    bool any_free = false;
    for (SiteIndex j = 0; j < rules.fate.size(); ++j) {
        if (rules.fate[j] == SiteFate::open) open.push_back(j);
        any_free |= rules.fate[j] == SiteFate::free;
    }
    if (any_free && open.size() < rules.most) return false;
    try_sites(m_whole, open, false);
    return true;
}

SiteIndex Tree::site_to_branch(const SiteRules& rules, std::span<const double> share) const {
    SiteIndex best = no_site;
    for (SiteIndex j = 0; j < rules.fate.size(); ++j)
        if (rules.fate[j] == SiteFate::free && (best == no_site || std::abs(share[j] - 0.5) < std::abs(share[best] - 0.5))) best = j;
    return best;
}

void Tree::add_child(ServeDual& dual, const Node& parent, SiteFate fate) {
    SiteRules rules = m_all_rules;
    rules.fate = parent.fate;
    rules.fate[parent.branch] = fate;
    Node child{.number = ++m_nodes, .multipliers = parent.multipliers};
    std::vector<SiteIndex> last;
    child.bound =
        dual.climb_by_volume(rules, child.multipliers, cutoff(), node_climb, m_watch, [&](double, std::span<const SiteIndex> sites) {
            last.assign(sites.begin(), sites.end());
            try_sites(m_reduced, sites, false);
            return cutoff();
        });
    child.bound = std::max(child.bound, parent.bound);
    if (child.bound >= cutoff()) return;
    try_sites(m_reduced, last, true);
    if (is_settled(rules)) return;
    child.branch = site_to_branch(rules, dual.open_share());
    child.fate = std::move(rules.fate);
    m_open.push(std::move(child));
}

void Tree::grow(ServeDual& dual, Node root) {
    SiteRules root_rules = m_all_rules;
    root_rules.fate = root.fate;
    m_open.push(std::move(root));
    std::size_t next_dive = 32;
    while (!m_open.empty()) {
        set_lower(m_open.top().bound);
        if (is_enough() || m_watch.stop()) return;
        if (m_nodes >= most_own_nodes && m_reduced.sites.size() <= most_pairs_for_cbc) return finish_by_cbc(root_rules);
        const Node node = m_open.top();
        m_open.pop();
        if (node.bound >= cutoff()) continue;
        if (m_nodes >= next_dive) dive(m_reduced, dual, node), next_dive *= 2;
        add_child(dual, node, SiteFate::open);
        add_child(dual, node, SiteFate::closed);
        if (m_watch.stopped()) return;  // children may be half judged: the bound stays that of their parent
    }
    m_lower = m_best.cost;
}

/// Whole: nodes that were ruled out are so again, but cuts make up for it.
void Tree::finish_by_cbc(const SiteRules& rules) {
    const ServeModel model = serve_model(m_reduced, rules);
    const auto tell = [&](std::span<const double> values, double, double bound) {
        try_sites(m_whole, sites_of(model.column_of_site, values), false);
        set_lower(bound);
    };
    const MipAnswer answer = solve_mip(model.mip, cutoff(), {}, m_watch, tell);
    m_nodes += answer.nodes;
    if (answer.values) try_sites(m_whole, sites_of(model.column_of_site, *answer.values), false);
    set_lower(answer.is_settled ? m_best.cost : answer.bound);
    m_by_cbc = true;
}

ServeAnswer Tree::solve() {
    find_first_plan();
    Node root;
    if (!m_watch.stop() && solve_root(root)) {
        SiteRules rules = m_all_rules;
        rules.fate = root.fate;
        m_reduced = m_whole.reduced(rules);
        ServeDual dual(m_reduced);
        grow(dual, std::move(root));
    }
    ServeAnswer answer{.plan = m_best, .lower = m_lower, .nodes = m_nodes, .by_cbc = m_by_cbc};
    answer.is_proven = !(m_best.cost < model::unreachable) ? !m_watch.stopped() : m_lower >= cutoff();
    if (answer.is_proven) answer.lower = m_best.cost;
    return answer;
}

}  // namespace

ServeAnswer solve_serve(const ServeProblem& problem, const SiteRules& rules, const ServeGoal& goal, SitingWatch& watch) {
    return Tree(problem, rules, goal, watch).solve();
}

}  // namespace needsmap::analysis
