#include "analysis/siting_frontier.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/format.hpp"

namespace needsmap::analysis {
namespace {

/// One job made of many: each part reports within its share.
class PartOfJob final : public base::JobContext {
public:
    explicit PartOfJob(base::JobContext& whole) : m_whole(whole) {}
    void begin(double from, double to) { m_from = from, m_to = to; }
    void progress(double fraction, std::string_view what) override {
        m_reached = std::max(m_reached, m_from + fraction * (m_to - m_from));  // never back, though parts may overlap
        m_whole.progress(m_reached, what);
    }
    [[nodiscard]] bool cancelled() const override { return m_whole.cancelled(); }

private:
    base::JobContext& m_whole;
    double m_from = 0, m_to = 1, m_reached = 0;
};

class FrontierRun {
public:
    FrontierRun(const SitingProblem& problem, std::span<const char> marked, const SitingOptions& options, base::JobContext& job)
        : m_problem(problem), m_marked(marked), m_options(options), m_job(job) {
        if (problem.objective != SitingObjective::p_median)
            throw base::Error("A frontier is made of plans with the shortest journeys (p-median).");
        if (!marked.empty() && marked.size() != problem.weights.size())
            throw base::Error("The marked demand points are not those of the siting problem.");
    }
    Frontier by_number();
    Frontier of_worst(std::size_t most_points);

private:
    [[nodiscard]] SitingOptions options_now(std::vector<SiteIndex> start) const;
    [[nodiscard]] bool is_over() const {
        return (m_options.time_limit_s && seconds() >= *m_options.time_limit_s) || (m_options.keep_best_on_cancel && m_job.cancelled());
    }
    [[nodiscard]] double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count(); }
    void add(const SitingPlan& plan, bool is_proven);
    [[nodiscard]] double largest_cost_below(double cost) const;

    const SitingProblem& m_problem;
    std::span<const char> m_marked;
    const SitingOptions& m_options;
    PartOfJob m_job;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    Frontier m_out;
};

SitingOptions FrontierRun::options_now(std::vector<SiteIndex> start) const {
    SitingOptions options = m_options;
    options.start = std::move(start);
    if (options.time_limit_s) options.time_limit_s = std::max(0.0, *options.time_limit_s - seconds());
    return options;
}

void FrontierRun::add(const SitingPlan& plan, bool is_proven) {
    FrontierPoint point{.site_count = plan.sites.size(),
                        .mean_cost = plan.mean_cost.value_or(0),
                        .worst_cost = plan.worst_cost.value_or(0),
                        .sites = plan.sites,
                        .is_proven = is_proven,
                        .gap = plan.gap};
    for (std::size_t i = 0; i < m_marked.size(); ++i)
        if (m_marked[i] != 0 && m_problem.weights[i] > 0 && plan.assigned[i] != no_site)
            point.worst_marked = std::max(point.worst_marked.value_or(0), plan.assigned_cost[i]);
    if (m_out.points.empty()) m_out.diagnostics = plan.diagnostics;
    m_out.points.push_back(std::move(point));
}

Frontier FrontierRun::by_number() {
    SitingProblem problem = m_problem;
    const double count = static_cast<double>(m_problem.most - m_problem.fewest + 1);
    for (std::size_t p = m_problem.fewest; p <= m_problem.most; ++p) {
        m_out.is_complete = m_out.points.empty() || !is_over();
        if (!m_out.is_complete) break;
        const double at = static_cast<double>(p - m_problem.fewest);
        m_job.begin(at / count, (at + 1) / count);
        problem.fewest = problem.most = p;
        const SitingPlan plan = solve_siting(problem, options_now({}), m_job);
        add(plan, plan.proven());
    }
    return std::move(m_out);
}

/// Of all pairs; negative when there is none.
double FrontierRun::largest_cost_below(double cost) const {
    double largest = -1;
    for (const double c : m_problem.reach->costs)
        if (c < cost) largest = std::max(largest, c);
    return largest;
}

Frontier FrontierRun::of_worst(std::size_t most_points) {
    SitingProblem centre = m_problem;
    centre.objective = SitingObjective::p_centre;
    m_job.begin(0, 0.1);
    const SitingPlan fairest = solve_siting(centre, options_now({}), m_job);
    const double least_worst = fairest.objective;

    SitingProblem problem = m_problem;
    double first_worst = 0;
    while (m_out.points.size() < most_points) {
        const SitingPlan plan = solve_siting(problem, options_now(fairest.sites), m_job);
        // As short a mean with a shorter worst journey: the point before was no trade at all.
        if (!m_out.points.empty() && *plan.mean_cost <= m_out.points.back().mean_cost * (1 + 1e-9)) m_out.points.pop_back();
        add(plan, plan.proven());
        const double worst = *plan.worst_cost;
        first_worst = std::max(first_worst, worst);
        // A search that was cut short may have jumped to the fairest plan over others.
        const bool is_cut = plan.end == SitingEnd::time_limit || plan.end == SitingEnd::cancelled;
        m_out.is_complete = worst <= least_worst && fairest.proven() && !is_cut;
        if (worst <= least_worst || is_over()) break;
        problem.worst_limit = largest_cost_below(worst);
        // How many plans are still to come is not known: how far the longest journey has fallen tells, and each plan gets a tenth of what is left.
        const double at = 0.1 + 0.9 * (first_worst - worst) / (first_worst - least_worst);
        m_job.begin(at, at + 0.1 * (1 - at));
    }
    return std::move(m_out);
}

}  // namespace

Frontier frontier_by_number(const SitingProblem& problem, std::span<const char> marked, const SitingOptions& options,
                            base::JobContext& job) {
    return FrontierRun(problem, marked, options, job).by_number();
}

Frontier frontier_of_worst(const SitingProblem& problem, std::span<const char> marked, std::size_t most_points,
                           const SitingOptions& options, base::JobContext& job) {
    return FrontierRun(problem, marked, options, job).of_worst(most_points);
}

}  // namespace needsmap::analysis
