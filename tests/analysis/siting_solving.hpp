// What the tests of the siting solvers share: solving, checking against every plan there is, Oxfordshire's reference instance, a job that stops.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "analysis/reference_data.hpp"
#include "analysis/siting_brute.hpp"
#include "analysis/travel_costs.hpp"

namespace needsmap::test {

using namespace needsmap::analysis;

inline SitingPlan solve(const SitingProblem& problem, const SitingOptions& options = {}) {
    base::QuietJob job;
    return solve_siting(problem, options, job);
}

inline std::string error_of(const SitingProblem& problem) {
    try {
        (void)solve(problem);
        return "";
    } catch (const base::Error& error) {
        return error.full_text();
    }
}

inline bool names(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// Against every plan there is. Sums of some ten products differ by rounding only: 1e-9.
inline void check_against_all(const SitingProblem& problem) {
    const std::optional<double> best = best_by_trying_all(problem);
    if (!best) {
        CHECK_FALSE(error_of(problem).empty());
        return;
    }
    const SitingPlan plan = solve(problem);
    CHECK(plan.proven());
    CHECK(plan.objective == doctest::Approx(*best).epsilon(1e-9));
    CHECK(plan.lower == plan.objective);
    CHECK(plan.upper == plan.objective);
    CHECK(keeps_rules(problem, mask_of(plan.sites)));
    for (std::size_t i = 0; i < plan.assigned.size(); ++i)
        if (plan.assigned[i] != no_site) CHECK(std::binary_search(plan.sites.begin(), plan.sites.end(), plan.assigned[i]));
}

inline constexpr SitingObjective every_objective[] = {SitingObjective::p_median, SitingObjective::max_coverage, SitingObjective::set_cover,
                                                      SitingObjective::p_centre};
inline const char* name_of(SitingObjective objective) {
    return objective == SitingObjective::p_median       ? "p-median"
           : objective == SitingObjective::max_coverage ? "max coverage"
           : objective == SitingObjective::set_cover    ? "set cover"
                                                        : "p-centre";
}

/// Oxfordshire's 407 small areas as demand and as candidates, straight line, children 0 to 15 (see the reference README).
inline SitingProblem oxfordshire_problem(SitingObjective objective) {
    static const auto [reach, weights] = [] {
        const CsvTable table = read_csv("reference/siting_input_oxon_lsoa.csv");
        const std::vector<double> x = table.numbers("x"), y = table.numbers("y");
        std::vector<geo::MapPoint> points;
        for (std::size_t i = 0; i < x.size(); ++i) points.push_back({x[i], y[i]});
        return std::pair(std::make_shared<const SiteReach>(site_reach(straight_line_costs(points, points))), table.numbers("weight"));
    }();
    SitingProblem problem{.objective = objective, .reach = reach, .weights = weights};
    problem.sites.resize(reach->site_count);
    return problem;
}

inline SitingProblem oxfordshire_with(SitingObjective objective, std::size_t sites, double within = model::unreachable) {
    SitingProblem problem = oxfordshire_problem(objective);
    problem.fewest = problem.most = sites;
    problem.within = within;
    return problem;
}

inline double travel_of(const SitingPlan& plan) { return *plan.mean_cost * plan.weight_served; }

/// Asks to stop after a number of questions.
class ImpatientJob final : public base::JobContext {
public:
    explicit ImpatientJob(int patience) : m_patience(patience) {}
    void progress(double fraction, std::string_view) override {
        CHECK(fraction >= 0);
        CHECK(fraction <= 1);
    }
    [[nodiscard]] bool cancelled() const override { return --m_patience < 0; }

private:
    mutable int m_patience;
};

}  // namespace needsmap::test
