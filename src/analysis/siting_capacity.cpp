#include "analysis/siting_capacity.hpp"

#include <algorithm>
#include <cmath>

namespace needsmap::analysis {
namespace {

/// The open sites of one row, by rising cost.
struct Choice {
    SiteIndex site;
    double cost;
};

class Assignment {
public:
    Assignment(const CapacityProblem& problem, std::vector<SiteIndex> sites) : m_problem(problem), m_room(problem.capacity) {
        std::sort(sites.begin(), sites.end());
        const std::vector<char> open = open_flags(problem.serve.site_count, sites);
        m_plan.sites = std::move(sites);
        m_choices.resize(problem.serve.row_count());
        for (std::size_t i = 0; i < m_choices.size(); ++i)
            for (std::size_t k = problem.serve.first[i]; k < problem.serve.first[i + 1]; ++k)
                if (open[problem.serve.sites[k]]) m_choices[i].push_back({problem.serve.sites[k], problem.serve.costs[k]});
    }
    std::optional<CapacityPlan> run() {
        if (!construct(true) && !construct(false)) return std::nullopt;
        while (move_rows() || swap_rows()) {
        }
        m_plan.cost = 0;
        for (std::size_t i = 0; i < m_choices.size(); ++i) m_plan.cost += cost(i, m_plan.site_of_row[i]);
        return m_plan;
    }

private:
    /// What it costs not to get the best site with room; infinity when one is left, negative when none is.
    double regret(std::size_t row, SiteIndex& best) const {
        double costs[2];
        int found = 0;
        for (const Choice& choice : m_choices[row]) {
            if (m_room[choice.site] < m_problem.weight[row]) continue;
            if (found == 0) best = choice.site;
            costs[found++] = choice.cost;
            if (found == 2) return costs[1] - costs[0];
        }
        return found == 1 ? model::unreachable : -1;
    }
    void put(std::size_t row, SiteIndex site) {
        m_plan.site_of_row[row] = site;
        m_room[site] -= m_problem.weight[row];
    }
    bool construct(bool by_regret);
    bool move_rows();
    bool swap_rows();
    [[nodiscard]] double cost(std::size_t row, SiteIndex site) const {
        for (const Choice& choice : m_choices[row])
            if (choice.site == site) return choice.cost;
        return model::unreachable;
    }

    const CapacityProblem& m_problem;
    std::vector<double> m_room;
    std::vector<std::vector<Choice>> m_choices;
    CapacityPlan m_plan;
};

/// By regret; or the heaviest rows first, which fits where regret does not.
bool Assignment::construct(bool by_regret) {
    m_room = m_problem.capacity;
    m_plan.site_of_row.assign(m_choices.size(), no_site);
    std::vector<std::size_t> left(m_choices.size());
    for (std::size_t i = 0; i < left.size(); ++i) left[i] = i;
    while (!left.empty()) {
        std::size_t at = 0;
        SiteIndex site = no_site;
        double most = -2;
        for (std::size_t k = 0; k < left.size(); ++k) {
            SiteIndex best = no_site;
            const double loss = regret(left[k], best);
            if (loss < 0) return false;
            const double urgency = by_regret ? loss : m_problem.weight[left[k]];
            if (urgency > most) most = urgency, at = k, site = best;
        }
        put(left[at], site);
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
    }
    return true;
}

bool Assignment::move_rows() {
    bool any = false;
    for (std::size_t i = 0; i < m_choices.size(); ++i)
        for (const Choice& choice : m_choices[i]) {
            if (choice.site == m_plan.site_of_row[i]) break;  // from here on it gets dearer
            if (m_room[choice.site] < m_problem.weight[i]) continue;
            m_room[m_plan.site_of_row[i]] += m_problem.weight[i];
            put(i, choice.site);
            any = true;
            break;
        }
    return any;
}

bool Assignment::swap_rows() {
    bool any = false;
    for (std::size_t i = 0; i < m_choices.size(); ++i)
        for (std::size_t k = i + 1; k < m_choices.size(); ++k) {
            const SiteIndex a = m_plan.site_of_row[i], b = m_plan.site_of_row[k];
            if (a == b) continue;
            const double weight_i = m_problem.weight[i], weight_k = m_problem.weight[k];
            if (m_room[a] + weight_i < weight_k || m_room[b] + weight_k < weight_i) continue;
            const double before = cost(i, a) + cost(k, b), after = cost(i, b) + cost(k, a);
            if (!(after < before - std::abs(before) * 1e-12)) continue;
            m_room[a] += weight_i, m_room[b] += weight_k;
            put(i, b), put(k, a);
            any = true;
        }
    return any;
}

}  // namespace

std::optional<CapacityPlan> assign_to(const CapacityProblem& problem, std::vector<SiteIndex> sites) {
    return Assignment(problem, std::move(sites)).run();
}

}  // namespace needsmap::analysis
