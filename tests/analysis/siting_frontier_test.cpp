#include "analysis/siting_frontier.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "analysis/siting_solving.hpp"

using namespace needsmap;
using namespace needsmap::analysis;

namespace {

/// Mean and worst of one set of sites.
std::pair<double, double> measures(const SitingProblem& problem, unsigned mask) {
    SitingProblem centre = problem;
    centre.objective = SitingObjective::p_centre;
    const auto rows = test::rows_of(problem);
    return {test::value_of(problem, rows, mask), test::value_of(centre, rows, mask)};
}

bool is_beaten(const SitingProblem& problem, double mean, double worst) {
    for (unsigned mask = 1; mask < 1U << problem.sites.size(); ++mask) {
        const auto [other_mean, other_worst] = measures(problem, mask);
        if (other_mean < mean * (1 - 1e-9) && other_worst <= worst) return true;
        if (other_worst < worst && other_mean <= mean * (1 + 1e-9)) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("the frontier of mean and worst is that of all plans") {
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        CAPTURE(seed);
        const SitingProblem problem = test::random_problem(SitingObjective::p_median, {.demand = 12, .sites = 8, .seed = seed});
        base::QuietJob job;
        std::vector<char> marked(12, 0);
        marked[seed % 12] = marked[(seed + 5) % 12] = 1;
        const Frontier frontier = frontier_of_worst(problem, marked, 100, {}, job);
        CHECK(frontier.is_complete);
        REQUIRE_FALSE(frontier.points.empty());
        for (std::size_t k = 0; k < frontier.points.size(); ++k) {
            const FrontierPoint& point = frontier.points[k];
            CHECK(point.is_proven);
            std::optional<double> worst_marked;
            for (std::size_t i = 0; i < marked.size(); ++i) {
                if (marked[i] == 0 || problem.weights[i] == 0) continue;
                double nearest = model::unreachable;
                for (const SiteIndex site : point.sites) nearest = std::min(nearest, test::cost_of(problem, i, site));
                worst_marked = std::max(worst_marked.value_or(0), nearest);
            }
            CHECK(point.worst_marked == worst_marked);
            CHECK_FALSE(is_beaten(problem, point.mean_cost, point.worst_cost));
            if (k > 0) CHECK(point.mean_cost > frontier.points[k - 1].mean_cost);
            if (k > 0) CHECK(point.worst_cost < frontier.points[k - 1].worst_cost);
        }
        // Every plan is matched or beaten by a point: nothing was stepped over.
        for (unsigned mask = 1; mask < 1U << problem.sites.size(); ++mask) {
            const auto [mean, worst] = measures(problem, mask);
            if (!(mean < model::unreachable)) continue;
            CHECK(std::any_of(frontier.points.begin(), frontier.points.end(),
                              [&](const FrontierPoint& p) { return p.mean_cost <= mean * (1 + 1e-9) && p.worst_cost <= worst; }));
        }
    }
}

TEST_CASE("more sites never lengthen the mean journey, and the worst of marked points is told") {
    SitingProblem problem = test::random_problem(SitingObjective::p_median, {.demand = 14, .sites = 8, .seed = 5});
    problem.fewest = 1, problem.most = 6;
    std::vector<char> marked(14, 0);
    marked[2] = marked[9] = 1;
    problem.weights[2] = problem.weights[9] = 2;
    base::QuietJob job;
    const Frontier frontier = frontier_by_number(problem, marked, {}, job);
    REQUIRE(frontier.points.size() == 6);
    for (std::size_t k = 0; k < 6; ++k) {
        const FrontierPoint& point = frontier.points[k];
        CHECK(point.site_count == k + 1);
        CHECK(point.is_proven);
        if (k > 0) CHECK(point.mean_cost <= frontier.points[k - 1].mean_cost);
        double worst = 0;
        for (const std::size_t i : {2, 9}) {
            double nearest = model::unreachable;
            for (const SiteIndex site : point.sites) nearest = std::min(nearest, test::cost_of(problem, i, site));
            worst = std::max(worst, nearest);
        }
        CHECK(point.worst_marked == worst);
    }
}

TEST_CASE("a frontier that was cut short says so") {
    SitingProblem problem = test::random_problem(SitingObjective::p_median, {.demand = 20, .sites = 10, .grid = 40, .seed = 3});
    problem.fewest = problem.most = 3;
    base::QuietJob job;
    const Frontier whole = frontier_of_worst(problem, {}, 100, {}, job);
    REQUIRE(whole.points.size() > 1);  // else this seed shows nothing
    const Frontier cut = frontier_of_worst(problem, {}, 1, {}, job);
    CHECK(cut.points.size() == 1);
    CHECK_FALSE(cut.is_complete);
}

TEST_CASE("a frontier that is stopped keeps what it has, and is complete only when every point is proven") {
    SitingProblem problem = test::random_problem(SitingObjective::p_median, {.demand = 20, .sites = 10, .grid = 40, .seed = 3});
    problem.fewest = problem.most = 3;
    std::size_t cut = 0;
    bool is_complete = false;
    for (int patience = 1; !is_complete; ++patience) {
        CAPTURE(patience);
        test::ImpatientJob job(patience);
        const Frontier frontier = frontier_of_worst(problem, {}, 100, {.keep_best_on_cancel = true}, job);
        REQUIRE_FALSE(frontier.points.empty());
        is_complete = frontier.is_complete;
        cut += is_complete ? 0 : 1;
        for (const FrontierPoint& point : frontier.points) CHECK((point.is_proven || !is_complete));
        REQUIRE(patience < 100'000);
    }
    CHECK(cut > 0);
}

TEST_CASE("the progress of a frontier never goes back") {
    class Watcher final : public base::JobContext {
    public:
        void progress(double fraction, std::string_view) override {
            CHECK(fraction >= m_last);
            CHECK(fraction <= 1);
            m_last = fraction;
        }
        [[nodiscard]] bool cancelled() const override { return false; }
        double m_last = 0;
    };
    SitingProblem problem = test::random_problem(SitingObjective::p_median, {.demand = 30, .sites = 10, .grid = 60, .seed = 3});
    problem.fewest = problem.most = 3;
    Watcher watcher;
    const Frontier frontier = frontier_of_worst(problem, {}, 100, {}, watcher);
    REQUIRE(frontier.points.size() > 2);
    CHECK(watcher.m_last > 0.1);
}
