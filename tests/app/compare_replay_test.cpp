// What happened to the county's Children's Centres, replayed on the embedded county: 31 to 45 centres, 45 to 8 urban ones, 45 to the best 8.
// Every figure is counted once more here, by plain loops over journeys, and compared with what `compare` says.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "analysis/siting.hpp"
#include "app/demand_choice.hpp"
#include "app/open_workspace.hpp"
#include "app/operation_run.hpp"
#include "app/travel.hpp"

using namespace needsmap;

namespace {

/// The county, its children under five, and what it takes each of them by bus to each of the 45 centres. Read once.
struct County {
    std::shared_ptr<const model::Workspace> workspace;
    model::Demand demand;
    std::vector<model::Place> centres;
    model::TravelCosts minutes;

    static const County& get() {
        static const County county;
        return county;
    }

private:
    County() {
        base::QuietJob job;
        workspace = app::open_workspace({}, true, job);
        const app::ChosenDemand people = app::demand_from(*workspace, {}, job);
        demand = people.demand;
        centres = workspace->find_places("childrens-centres")->places;
        std::vector<geo::MapPoint> sites;
        for (const model::Place& place : centres) sites.push_back(place.position);
        app::TravelOptions options;
        options.mode = model::TravelMode::bus;
        minutes = app::travel(*workspace, people.positions, sites, options, job).costs;
    }
};

/// Minutes to the nearest of some centres by demand point; infinite where there is no way.
std::vector<double> nearest(const std::set<std::string>& open) {
    const County& county = County::get();
    std::vector<double> out;
    for (std::size_t d = 0; d < county.demand.points.size(); ++d) {
        double best = model::unreachable;
        for (std::size_t s = 0; s < county.centres.size(); ++s)
            if (open.contains(county.centres[s].id)) best = std::min(best, county.minutes.at(d, s));
        out.push_back(best);
    }
    return out;
}

double children_beyond(const std::vector<double>& minutes, double bound) {
    double sum = 0;
    for (std::size_t d = 0; d < minutes.size(); ++d)
        if (!(minutes[d] <= bound)) sum += County::get().demand.points[d].weight;
    return sum;
}

/// Of those who can get there under both plans: `minutes` are those of one of them.
double mean_of_those_who_can(const std::vector<double>& minutes, const std::vector<double>& other) {
    double sum = 0, weight = 0;
    for (std::size_t d = 0; d < minutes.size(); ++d)
        if (std::isfinite(minutes[d]) && std::isfinite(other[d]))
            sum += minutes[d] * County::get().demand.points[d].weight, weight += County::get().demand.points[d].weight;
    return sum / weight;
}

/// The least time that nine in ten children have at most, those without a way counted as endless.
double ninth_tenth(const std::vector<double>& minutes) {
    std::map<double, double> weight_at;
    double all = 0;
    for (std::size_t d = 0; d < minutes.size(); ++d)
        weight_at[minutes[d]] += County::get().demand.points[d].weight, all += County::get().demand.points[d].weight;
    double sum = 0;
    for (const auto& [time, weight] : weight_at)
        if ((sum += weight) >= 0.9 * all) return time;
    return model::unreachable;
}

double children_who_are(const std::vector<double>& before, const std::vector<double>& after, bool nearer) {
    double sum = 0;
    for (std::size_t d = 0; d < before.size(); ++d) {
        const double gain = std::isinf(before[d]) && std::isinf(after[d]) ? 0 : before[d] - after[d];
        if (nearer ? gain > 1 : gain < -1) sum += County::get().demand.points[d].weight;
    }
    return sum;
}

std::set<std::string> all_45() {
    std::set<std::string> ids;
    for (const model::Place& place : County::get().centres) ids.insert(place.id);
    return ids;
}
/// Opened in the financial year 2008/09 or before; the detail "opened" is the year it began in.
std::set<std::string> first_31() {
    std::set<std::string> ids;
    for (const model::Place& place : County::get().centres)
        if (std::stoi(place.details.back()) <= 2008) ids.insert(place.id);
    return ids;
}
const std::set<std::string> urban_8 = {"CC-002", "CC-020", "CC-022", "CC-025", "CC-030", "CC-009", "CC-006", "CC-008"};
std::set<std::string> best_8() {
    const auto scenario = County::get().workspace->find_scenario("best-8");
    REQUIRE(scenario != nullptr);
    return {scenario->ids.begin(), scenario->ids.end()};
}

double number(const model::Result& result, const char* column) {
    REQUIRE(result.table.find(column) != nullptr);
    const auto& cell = result.table.find(column)->numbers.at(0);
    REQUIRE(cell.has_value());
    return *cell;
}

/// `compare` on all children says what the loops say.
void check_replay(const std::string& a, const std::string& b, const std::set<std::string>& open_a, const std::set<std::string>& open_b) {
    const auto outcome = test::run("compare", County::get().workspace, {{"scenario-a", a}, {"scenario-b", b}, {"mode", "bus"}});
    const model::Result& table = *outcome.results.at(1);
    const std::vector<double> before = nearest(open_a), after = nearest(open_b);
    for (const double bound : {15.0, 30.0, 45.0}) {
        const std::string column = "beyond_" + std::to_string(static_cast<int>(bound));
        CHECK(number(table, (column + "_a").c_str()) == doctest::Approx(children_beyond(before, bound)));
        CHECK(number(table, (column + "_b").c_str()) == doctest::Approx(children_beyond(after, bound)));
    }
    CHECK(number(table, "minutes_a") == doctest::Approx(mean_of_those_who_can(before, after)));
    CHECK(number(table, "minutes_b") == doctest::Approx(mean_of_those_who_can(after, before)));
    if (std::isfinite(ninth_tenth(after))) CHECK(number(table, "minutes_p90_b") == doctest::Approx(ninth_tenth(after)));
    CHECK(number(table, "gain") == doctest::Approx(children_who_are(before, after, true)));
    CHECK(number(table, "lose") == doctest::Approx(children_who_are(before, after, false)));
}

/// The eight of the 45 centres to keep, by an objective and a mode, proven to be the best.
std::set<std::string> best_eight(analysis::SitingObjective objective, model::TravelMode mode) {
    const County& county = County::get();
    base::QuietJob job;
    std::vector<geo::MapPoint> people, sites;
    analysis::SitingProblem problem;
    problem.objective = objective, problem.within = objective == analysis::SitingObjective::max_coverage ? 30 : model::unreachable;
    for (const model::DemandPoint& point : county.demand.points) people.push_back(point.position), problem.weights.push_back(point.weight);
    for (const model::Place& place : county.centres)
        sites.push_back(place.position), problem.sites.push_back({.name = place.name, .exists = true});
    app::TravelOptions options;
    options.mode = mode;
    const model::TravelCosts costs = app::travel(*county.workspace, people, sites, options, job).costs;
    problem.reach = std::make_shared<const analysis::SiteReach>(analysis::site_reach(costs));
    analysis::keep_existing(problem, 8);
    const analysis::SitingPlan plan = analysis::solve_siting(problem, {}, job);
    CHECK(plan.proven());
    std::set<std::string> ids;
    for (const analysis::SiteIndex site : plan.sites) ids.insert(county.centres[site].id);
    return ids;
}
}  // namespace

TEST_CASE("from 31 to 45 centres: nobody has farther to go, and fewer are beyond 30 minutes by bus") {
    REQUIRE(all_45().size() == 45);
    REQUIRE(first_31().size() == 31);
    check_replay("centres-2009", "centres-2010", first_31(), all_45());
    const std::vector<double> before = nearest(first_31()), after = nearest(all_45());
    for (std::size_t d = 0; d < before.size(); ++d) CHECK(after[d] <= before[d]);
    CHECK(children_beyond(after, 30) < children_beyond(before, 30));
}

TEST_CASE("from 45 centres to 8 urban ones: nobody gains, and more are beyond 30 minutes by bus") {
    check_replay("centres-2010", "urban-8", all_45(), urban_8);
    const std::vector<double> before = nearest(all_45()), after = nearest(urban_8);
    for (std::size_t d = 0; d < before.size(); ++d) CHECK(after[d] >= before[d]);
    CHECK(children_beyond(after, 30) > children_beyond(before, 30));
}

TEST_CASE("from 45 centres to the best 8: fewer are beyond 30 minutes by bus than with the 8 urban ones") {
    check_replay("centres-2010", "best-8", all_45(), best_8());
    REQUIRE(best_8().size() == 8);
    CHECK(children_beyond(nearest(best_8()), 30) < children_beyond(nearest(urban_8), 30));
    CHECK(children_beyond(nearest(best_8()), 30) > children_beyond(nearest(all_45()), 30));
}

TEST_CASE("the scenario best-8 is the proven best: no eight centres leave fewer children beyond 30 minutes by bus") {
    const std::set<std::string> found = best_eight(analysis::SitingObjective::max_coverage, model::TravelMode::bus);
    std::string text;
    for (const std::string& id : found) text += id + " ";
    INFO(text);
    CHECK(found == best_8());
}

TEST_CASE("what is best by car is not best by bus: the least mean drive leaves more beyond 30 minutes by bus than the 8 urban centres") {
    const std::set<std::string> by_car = best_eight(analysis::SitingObjective::p_median, model::TravelMode::drive);
    CHECK(children_beyond(nearest(by_car), 30) > children_beyond(nearest(urban_8), 30));
}

TEST_CASE("with 8 centres not everybody who can reach one of the 45 by bus still can, so there is no plan of least mean minutes") {
    CHECK_THROWS_AS((void)best_eight(analysis::SitingObjective::p_median, model::TravelMode::bus), base::Error);
}
