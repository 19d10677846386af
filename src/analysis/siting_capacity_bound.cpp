#include <algorithm>
#include <cmath>

#include "analysis/siting_capacity.hpp"
#include "analysis/siting_volume.hpp"

namespace needsmap::analysis {
namespace {

constexpr int most_steps = 1'500;

class CapacityDual {
public:
    CapacityDual(const CapacityProblem& problem, const SiteRules& rules)
        : m_problem(problem), m_rules(rules), m_by_site(problem.serve.site_count) {
        for (std::size_t i = 0; i < problem.serve.row_count(); ++i)
            for (std::size_t k = problem.serve.first[i]; k < problem.serve.first[i + 1]; ++k)
                m_by_site[problem.serve.sites[k]].push_back({k, i});
    }
    CapacityBound climb(std::span<const SiteIndex> plan, double cutoff, SitingWatch& watch);

private:
    struct Entry {
        std::size_t pair, row;
    };
    double evaluate(std::span<const double> multipliers);
    double pack(SiteIndex site, std::span<const double> multipliers);
    void rule_out(CapacityBound& out, std::span<const double> multipliers, double bound, double cutoff) const;
    [[nodiscard]] std::vector<SiteIndex> sites_of_choice() const;
    [[nodiscard]] std::vector<double> first_multipliers(std::span<const SiteIndex> plan) const;
    void find_gradient();

    const CapacityProblem& m_problem;
    const SiteRules& m_rules;
    std::vector<std::vector<Entry>> m_by_site;
    std::vector<Entry> m_paying;
    std::vector<double> m_scores, m_share;  // per site; per pair: how much of the row it takes
    std::vector<float> m_gradient;          // per row
    std::vector<SiteIndex> m_chosen;
    CheapestSites m_cheapest;
};

/// The fractional knapsack of one site: what pays best per unit of weight first. Returns the (negative) sum.
double CapacityDual::pack(SiteIndex site, std::span<const double> multipliers) {
    const auto value = [&](const Entry& e) { return m_problem.serve.costs[e.pair] - multipliers[e.row]; };
    m_paying.clear();
    for (const Entry& entry : m_by_site[site]) {
        m_share[entry.pair] = 0;
        if (value(entry) < 0) m_paying.push_back(entry);
    }
    std::sort(m_paying.begin(), m_paying.end(), [&](const Entry& a, const Entry& b) {
        const double by_a = value(a) * m_problem.weight[b.row], by_b = value(b) * m_problem.weight[a.row];
        return by_a != by_b ? by_a < by_b : a.row < b.row;
    });
    double room = m_problem.capacity[site], sum = 0;
    for (const Entry& entry : m_paying) {
        if (room <= 0) break;
        m_share[entry.pair] = std::min(1.0, room / m_problem.weight[entry.row]);
        room -= m_problem.weight[entry.row];
        sum += m_share[entry.pair] * value(entry);
    }
    return sum;
}

double CapacityDual::evaluate(std::span<const double> multipliers) {
    m_scores.assign(m_problem.serve.site_count, 0);
    for (SiteIndex j = 0; j < m_scores.size(); ++j)
        if (m_rules.fate[j] != SiteFate::closed) m_scores[j] = pack(j, multipliers);
    double bound = m_cheapest.choose(m_rules, m_scores, m_chosen);
    for (SiteIndex j = 0; j < m_scores.size(); ++j)
        if (m_rules.fate[j] == SiteFate::open) bound += m_scores[j];
    for (const double multiplier : multipliers) bound += multiplier;
    return bound;
}

std::vector<SiteIndex> CapacityDual::sites_of_choice() const {
    std::vector<SiteIndex> sites = m_chosen;
    for (SiteIndex j = 0; j < m_rules.fate.size(); ++j)
        if (m_rules.fate[j] == SiteFate::open) sites.push_back(j);
    std::sort(sites.begin(), sites.end());
    return sites;
}

/// Using a pair that does not pay adds its loss, and its site must be open for it.
void CapacityDual::rule_out(CapacityBound& out, std::span<const double> multipliers, double bound, double cutoff) const {
    const std::vector<char> open = open_flags(m_problem.serve.site_count, sites_of_choice());
    for (SiteIndex j = 0; j < m_by_site.size(); ++j) {
        const double opening = open[j] ? 0 : std::max(0.0, m_cheapest.price_of_opening(m_scores[j]));
        for (const Entry& entry : m_by_site[j])
            if (bound + opening + std::max(0.0, m_problem.serve.costs[entry.pair] - multipliers[entry.row]) >= cutoff)
                out.keep_pair[entry.pair] = 0;
    }
}

/// Between the costs of the nearest and the second nearest site of the plan.
std::vector<double> CapacityDual::first_multipliers(std::span<const SiteIndex> plan) const {
    const ServeProblem& serve = m_problem.serve;
    const std::vector<char> open = plan.empty() ? std::vector<char>(serve.site_count, 1) : open_flags(serve.site_count, plan);
    std::vector<double> multipliers(serve.row_count());
    for (std::size_t i = 0; i < multipliers.size(); ++i) {
        double sum = 0, last = 0;
        int found = 0;
        for (std::size_t k = serve.first[i]; k < serve.first[i + 1] && found < 2; ++k)
            if (open[serve.sites[k]]) sum += last = serve.costs[k], ++found;
        multipliers[i] = found == 2 ? sum / 2 : last;
    }
    return multipliers;
}

/// How much of each row the chosen sites leave unserved; below 0 where they serve it more than once.
void CapacityDual::find_gradient() {
    m_gradient.assign(m_problem.serve.row_count(), 1);
    for (const SiteIndex j : sites_of_choice())
        for (const Entry& entry : m_by_site[j]) m_gradient[entry.row] -= static_cast<float>(m_share[entry.pair]);
}

CapacityBound CapacityDual::climb(std::span<const SiteIndex> plan, double cutoff, SitingWatch& watch) {
    const ServeProblem& serve = m_problem.serve;
    CapacityBound out{.bound = 0,
                      .keep_pair = std::vector<char>(serve.sites.size(), 1),
                      .share = std::vector<double>(serve.site_count, 0),
                      .pair_share = std::vector<double>(serve.sites.size(), 0)};
    m_share.assign(serve.sites.size(), 0);
    std::vector<double> best = first_multipliers(plan), here = best;
    double bound = evaluate(best);
    find_gradient();
    VolumeSteps steps(m_gradient, 0.1, 20);
    double weight = 1;
    const double for_plans = watch.seconds_left() / 2;  // under a time limit half of it is for plans; without one both are infinite
    for (int step = 0; step < most_steps && steps.boldness() > 3e-5; ++step) {
        const std::vector<SiteIndex> sites = sites_of_choice();
        const std::vector<char> open = open_flags(serve.site_count, sites);
        for (std::size_t j = 0; j < out.share.size(); ++j) {
            out.share[j] += weight * (open[j] - out.share[j]);
            if (!open[j] && out.share[j] < 1e-3) continue;  // hardly ever open: what goes there stays as good as nothing
            for (const Entry& entry : m_by_site[j])
                out.pair_share[entry.pair] += weight * ((open[j] ? m_share[entry.pair] : 0) - out.pair_share[entry.pair]);
        }
        if (bound > out.bound || step == 0) {
            out.bound = std::max(out.bound, bound), best = here;
            if (out.site_sets.empty() || out.site_sets.back() != sites) out.site_sets.push_back(sites);
            rule_out(out, here, bound, cutoff);
        }
        if (out.bound >= cutoff || steps.is_optimal() || watch.stop() || watch.seconds_left() < for_plans) break;
        const double aim = cutoff < model::unreachable ? cutoff : out.bound + std::abs(out.bound) * 0.1 + 1;
        steps.step(best, aim - out.bound, {}, here);
        bound = evaluate(here);
        find_gradient();
        weight = steps.learn(m_gradient, bound > out.bound, bound > out.bound + std::abs(out.bound) * 1e-6);
    }
    return out;
}

}  // namespace

CapacityBound bound_with_capacities(const CapacityProblem& problem, const SiteRules& rules, std::span<const SiteIndex> plan, double cutoff,
                                    SitingWatch& watch) {
    return CapacityDual(problem, rules).climb(plan, cutoff, watch);
}

}  // namespace needsmap::analysis
