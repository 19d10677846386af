#include "analysis/siting_dual.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/siting_volume.hpp"

namespace needsmap::analysis {

ServeDual::ServeDual(const ServeProblem& problem)
    : m_problem(problem),
      m_cap(problem.escape),
      m_scores(problem.site_count, 0),
      m_is_chosen(problem.site_count, 0),
      m_direction(problem.row_count(), 0),
      m_gradient(problem.row_count(), 0),
      m_share(problem.site_count, 0) {}

std::vector<double> ServeDual::multipliers_of(std::span<const SiteIndex> plan) const {
    const std::vector<char> open = open_flags(m_problem.site_count, plan);
    std::vector<double> multipliers(m_problem.row_count());
    for (std::size_t i = 0; i < multipliers.size(); ++i) {
        double nearest[2] = {m_problem.escape[i], m_problem.escape[i]};
        int found = 0;
        double last = 0;
        for (std::size_t k = m_problem.first[i]; k < m_problem.first[i + 1] && found < 2; ++k) {
            last = m_problem.costs[k];
            if (open[m_problem.sites[k]] && last < m_problem.escape[i]) nearest[found++] = last;
        }
        for (double& cost : nearest)
            if (!(cost < must_be_served)) cost = last;
        multipliers[i] = (nearest[0] + nearest[1]) / 2;
    }
    return multipliers;
}

std::vector<double> ServeDual::multipliers_inside(std::span<const SiteIndex> plan) const {
    std::vector<double> multipliers = multipliers_of(plan);
    for (std::size_t i = 0; i < multipliers.size(); ++i)
        if (m_problem.escape[i] < must_be_served) multipliers[i] = m_problem.escape[i] / 2;
    return multipliers;
}

void ServeDual::find_caps(const SiteRules& rules) {
    for (std::size_t i = 0; i < m_cap.size(); ++i) {
        m_cap[i] = m_problem.escape[i];
        for (std::size_t k = m_problem.first[i]; k < m_problem.first[i + 1] && m_problem.costs[k] < m_cap[i]; ++k)
            if (rules.fate[m_problem.sites[k]] == SiteFate::open) m_cap[i] = m_problem.costs[k];
    }
}

double ServeDual::evaluate(const SiteRules& rules, std::span<const double> multipliers) {
    std::fill(m_scores.begin(), m_scores.end(), 0);
    double sum = 0;
    for (std::size_t i = 0; i < multipliers.size(); ++i) {
        const double multiplier = multipliers[i];
        sum += multiplier;
        for (std::size_t k = m_problem.first[i]; k < m_problem.first[i + 1] && m_problem.costs[k] < multiplier; ++k)
            m_scores[m_problem.sites[k]] += m_problem.costs[k] - multiplier;
    }
    for (const SiteIndex site : m_chosen) m_is_chosen[site] = 0;
    const double bound = sum + m_cheapest.choose(rules, m_scores, m_chosen);
    for (const SiteIndex site : m_chosen) m_is_chosen[site] = 1;
    return bound;
}

void ServeDual::find_gradient(std::span<const double> multipliers, bool ties_serve) {
    for (std::size_t i = 0; i < multipliers.size(); ++i) {
        const double limit = ties_serve ? std::nextafter(multipliers[i], model::unreachable) : multipliers[i];
        int served = 0;
        for (std::size_t k = m_problem.first[i]; k < m_problem.first[i + 1] && m_problem.costs[k] < limit; ++k)
            served += m_is_chosen[m_problem.sites[k]];
        const bool at_cap = multipliers[i] >= m_cap[i];
        m_gradient[i] = at_cap && served == 0 ? 0.0F : static_cast<float>(1 - served);
    }
}

/// Adds the new subgradient to the direction; returns the squared length of the direction.
double ServeDual::find_direction(std::span<const double> multipliers) {
    find_gradient(multipliers, false);
    std::vector<double>& direction = m_direction;
    double dot = 0, old_length = 0;
    for (std::size_t i = 0; i < direction.size(); ++i) {
        dot += m_gradient[i] * direction[i];
        old_length += direction[i] * direction[i];
    }
    // Only a direction that points back is bent, by 1.5 as the paper finds best.
    const double bend = dot < 0 && old_length > 0 ? -1.5 * dot / old_length : 0;
    double length = 0;
    for (std::size_t i = 0; i < direction.size(); ++i) {
        direction[i] = m_gradient[i] + bend * direction[i];
        length += direction[i] * direction[i];
    }
    return length;
}

bool ServeDual::fix(SiteRules& rules, double bound, double cutoff) const {
    bool any = false;
    for (std::size_t j = 0; j < rules.fate.size(); ++j) {
        if (rules.fate[j] != SiteFate::free) continue;
        const double price = m_is_chosen[j] ? m_cheapest.price_of_closing(m_scores[j]) : m_cheapest.price_of_opening(m_scores[j]);
        if (bound + price < cutoff) continue;
        rules.fate[j] = m_is_chosen[j] ? SiteFate::open : SiteFate::closed;
        any = true;
    }
    return any;
}

std::vector<SiteIndex> ServeDual::sites_of_choice(const SiteRules& rules) const {
    std::vector<SiteIndex> sites = m_chosen;
    for (SiteIndex j = 0; j < rules.fate.size(); ++j)
        if (rules.fate[j] == SiteFate::open && !m_is_chosen[j]) sites.push_back(j);
    std::sort(sites.begin(), sites.end());
    return sites;
}

double ServeDual::climb(SiteRules& rules, std::vector<double>& multipliers, double cutoff, const Climb& how, SitingWatch& watch,
                        const OnBetter& on_better) {
    find_caps(rules);
    std::vector<double> here = multipliers;
    for (std::size_t i = 0; i < here.size(); ++i) here[i] = std::min(here[i], m_cap[i]);
    std::fill(m_direction.begin(), m_direction.end(), 0);
    double best = -model::unreachable, boldness = how.boldness;
    int since_better = 0;
    for (int step = 0; step < how.iterations && boldness > how.timidest; ++step) {
        const double bound = evaluate(rules, here);
        if (!(bound < model::unreachable)) return model::unreachable;
        for (std::size_t j = 0; j < m_share.size(); ++j) m_share[j] += 0.1 * (m_is_chosen[j] - m_share[j]);
        if (bound > best) {
            // A hair's breadth is no progress: else boldness would never sink.
            since_better = bound > best + std::abs(best) * 1e-6 ? 0 : since_better + 1;
            best = bound, multipliers = here;
            cutoff = on_better(bound, sites_of_choice(rules));
            if (best >= cutoff) return best;
            if (fix(rules, bound, cutoff)) {
                find_caps(rules);
                for (std::size_t i = 0; i < here.size(); ++i) here[i] = std::min(here[i], m_cap[i]);
            }
        } else {
            ++since_better;
        }
        if (since_better >= how.patience) since_better = 0, boldness /= 2, here = multipliers;
        if (watch.stop()) break;
        const double length = find_direction(here);
        if (length <= 0) break;
        // Polyak's step; while no plan is known, aim a tenth above the bound.
        const double aim = cutoff < model::unreachable ? cutoff : bound + std::abs(bound) * 0.1 + 1;
        const double stride = boldness * (aim - bound) / length;
        for (std::size_t i = 0; i < here.size(); ++i) here[i] = std::clamp(here[i] + stride * m_direction[i], 0.0, m_cap[i]);
    }
    return best;
}

double ServeDual::climb_by_volume(SiteRules& rules, std::vector<double>& multipliers, double cutoff, const Climb& how, SitingWatch& watch,
                                  const OnBetter& on_better) {
    const auto keep_below_caps = [&] {
        for (std::size_t i = 0; i < multipliers.size(); ++i) multipliers[i] = std::min(multipliers[i], m_cap[i]);
    };
    find_caps(rules);
    keep_below_caps();
    double best = evaluate(rules, multipliers);
    find_gradient(multipliers, true);
    VolumeSteps steps(m_gradient, how.boldness, how.patience);
    m_share.assign(m_is_chosen.begin(), m_is_chosen.end());
    std::vector<double> here(multipliers.size());
    for (int step = 0; step < how.iterations && steps.boldness() > how.timidest && best < cutoff && !watch.stop(); ++step) {
        if (steps.is_optimal()) break;
        // Polyak's step; while no plan is known, aim a tenth above the bound.
        const double aim = cutoff < model::unreachable ? cutoff : best + std::abs(best) * 0.1 + 1;
        steps.step(multipliers, aim - best, m_cap, here);
        const double bound = evaluate(rules, here);
        find_gradient(here, true);
        // A hair's breadth is no progress: else boldness would never sink.
        const double weight = steps.learn(m_gradient, bound > best, bound > best + std::abs(best) * 1e-7);
        for (std::size_t j = 0; j < m_share.size(); ++j) m_share[j] += weight * (m_is_chosen[j] - m_share[j]);
        if (!(bound > best)) continue;
        best = bound, multipliers = here;
        cutoff = on_better(bound, sites_of_choice(rules));
        if (best < cutoff && fix(rules, bound, cutoff)) find_caps(rules), keep_below_caps();
    }
    return best;
}

}  // namespace needsmap::analysis
