#include "analysis/access.hpp"

#include <doctest/doctest.h>

#include "analysis/access_result.hpp"
#include "analysis/cells.hpp"
#include "base/error.hpp"
#include "support/tiny_workspace.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using model::CellState;
using model::unreachable;

namespace {

/// Four points in wards 0, 0, 1 and 3 of the tiny county, with 10, 30, 20 and 40 children; ward 2 has none.
model::Demand children() {
    model::Demand demand;
    demand.geography = tiny::workspace()->geographies.front();
    demand.title = "Children", demand.unit = "children";
    demand.points = {{{}, 0, 10}, {{}, 0, 30}, {{}, 1, 20}, {{}, 3, 40}};
    return demand;
}

/// Minutes to the sites A and B.
model::TravelCosts minutes() {
    return {.unit = model::CostUnit::minutes,
            .demand_count = 4,
            .site_count = 2,
            .costs = {4, 12, /**/ 20, 10, /**/ 31, unreachable, /**/ unreachable, unreachable}};
}

PointAccess measure(const AccessOptions& options, const model::TravelCosts& costs = minutes()) {
    base::QuietJob job;
    return measure_access(children(), costs, options, job);
}

AccessSummary county(const AccessOptions& options, const model::TravelCosts& costs = minutes()) {
    return summarise_access(children(), measure(options, costs), options, {0, 0, 0, 0}, 1).front();
}

model::TravelCosts no_sites() { return {.unit = model::CostUnit::minutes, .demand_count = 4, .site_count = 0, .costs = {}}; }

}  // namespace

TEST_CASE("each point knows its nearest, its second nearest and how many are within reach") {
    const PointAccess access = measure({.within = 15});
    CHECK(access.nearest[0].number == 4);
    CHECK(access.nearest[1].number == 10);
    CHECK(access.nearest[2].number == 31);
    CHECK(access.nearest[3].state == CellState::not_applicable);
    CHECK(access.nearest_site == std::vector<int>{0, 1, 0, -1});
    CHECK(access.nth_nearest[0].number == 12);
    CHECK(access.nth_nearest[1].number == 20);
    CHECK(access.nth_nearest[2].state == CellState::not_applicable);
    CHECK(access.within == std::vector<int>{2, 1, 0, 0});
    CHECK(access.ratio.empty());
}

TEST_CASE("a county's figures count children, and those without service are in no mean") {
    const AccessSummary all = county({.within = 15});
    CHECK(all.weight == 100);
    CHECK(all.reached == 40);
    CHECK(all.beyond == std::vector<double>{60, 60, 40});  // 20 at 31 minutes, 40 without service
    CHECK(all.no_service == 40);
    CHECK(all.mean.number == doctest::Approx((10 * 4 + 30 * 10 + 20 * 31) / 60.0));
    CHECK(all.p90.state == CellState::not_applicable);  // nine in ten would take those without service
    CHECK(all.mean_within == doctest::Approx((10 * 2 + 30 * 1) / 100.0));
    CHECK(all.nth_mean.number == doctest::Approx((10 * 12 + 30 * 20) / 40.0));
}

TEST_CASE("the ninth tenth is the least cost that nine in ten have or better") {
    auto costs = minutes();
    costs.costs = {1, 9, /**/ 2, 9, /**/ 3, 9, /**/ 4, 9};
    // Ascending 10, 40, 60, 100 of 100 children: 90 are reached at 4 minutes.
    CHECK(county({}, costs).p90.number == 4);
    costs.costs = {5, 9, /**/ 2, 9, /**/ 3, 9, /**/ 4, 9};
    // 30 at 2, 50 at 3, 90 at 4: just enough.
    CHECK(county({}, costs).p90.number == 4);
}

TEST_CASE("zero sites give zero coverage and no service, not zero minutes") {
    const AccessSummary all = county({.within = 15, .capacity = {}}, no_sites());
    CHECK(all.reached == 0);
    CHECK(all.beyond == std::vector<double>{100, 100, 100});
    CHECK(all.no_service == 100);
    CHECK(all.mean.state == CellState::not_applicable);
    CHECK(all.p90.state == CellState::not_applicable);
}

TEST_CASE("a group without weight counts its points the same") {
    auto demand = children();
    for (auto& p : demand.points) p.weight = 0;
    base::QuietJob job;
    const AccessOptions options;
    const auto all = summarise_access(demand, measure_access(demand, minutes(), options, job), options, {0, 0, -1, -1}, 2);
    CHECK(all[0].mean.number == 7);
    CHECK(all[0].weight == 0);
    CHECK(all[0].reached == 0);
    CHECK(all[1].mean.state == CellState::missing);
    CHECK(all[1].points == 0);
}

TEST_CASE("places are shared out by zones as Luo and Qi do") {
    const PointAccess access = measure({.within = 30, .capacity = {40, 50}});
    // Zones of 10 minutes. Site A: 10 * 1 (4 min) + 30 * 0.68 (20 min) = 30.4; site B: 10 * 0.68 (12 min) + 30 * 1 (10 min) = 36.8.
    const double a = 40 / 30.4, b = 50 / 36.8;
    CHECK(access.ratio[0].number == doctest::Approx(a + 0.68 * b));
    CHECK(access.ratio[1].number == doctest::Approx(0.68 * a + b));
    CHECK(access.ratio[2].number == 0);
    // The places come back when the ratios are weighted with the children.
    double places = 0;
    for (std::size_t p = 0; p < 4; ++p) places += access.ratio[p].number * children().points[p].weight;
    CHECK(places == doctest::Approx(90));
}

TEST_CASE("places go to the nearest first, and what is left over is unmet") {
    const PointAccess access = measure({.within = 30, .capacity = {15, 20}});
    // 4 min: point 0 takes 10 of A's 15. 10 min: point 1 takes B's 20. 20 min: point 1 takes A's last 5. Out of reach: 20 and 40.
    CHECK(access.unmet == std::vector<double>{0, 5, 20, 40});
    CHECK(measure({.within = 30, .capacity = {0, 0}}).unmet == std::vector<double>{10, 30, 20, 40});
}

TEST_CASE("options that make no sense are refused") {
    CHECK_THROWS_AS((void)measure({.within = 0}), base::Error);
    CHECK_THROWS_AS((void)measure({.nth = 0}), base::Error);
    CHECK_THROWS_AS((void)measure({.beyond = {30, 15}}), base::Error);
    CHECK_THROWS_AS((void)measure({.capacity = {1}}), base::Error);
    CHECK_THROWS_AS((void)measure({.capacity = {1, -1}}), base::Error);
}

TEST_CASE("an access result has minutes for the map and a row for every ward") {
    AccessQuestion question;
    question.id = "access-centres-walk", question.site_singular = "centre", question.site_plural = "centres";
    question.site_names = {"Alpha", "Beta"}, question.geography = children().geography;
    question.options.capacity = {15, 20};
    base::QuietJob job;
    const auto result = access_result(children(), minutes(), question, job);
    const model::Indicator& map = *result->indicator;
    CHECK(map.value[0].number == doctest::Approx(8.5));  // (10 * 4 + 30 * 10) / 40
    CHECK(map.value[2].state == CellState::missing);
    CHECK(map.value[3].state == CellState::not_applicable);
    CHECK(map.rank == std::vector<int>{2, 1, 0, 0});
    CHECK(map.definition->title == "Minutes to the nearest centre on foot");
    CHECK(model::cell_text(*result->table.find("nearest"), 0) == "Beta");
    CHECK(model::cell_text(*result->table.find("minutes"), 1) == "31");
    CHECK(model::cell_text(*result->table.find("minutes"), 3).empty());
    CHECK(model::cell_text(*result->table.find("no_service"), 3) == "40");
    CHECK(model::cell_text(*result->table.find("demand"), 2).empty());
    CHECK(model::cell_text(*result->table.find("beyond_30"), 1) == "20");
    CHECK(result->table.find("unmet") != nullptr);
    CHECK(result->finding ==
          "40 of 100 children (40.0 %) have a centre within 15 minutes on foot; the mean is 16.0 minutes, and 40 of 100 children (40.0 %) "
          "have to go "
          "beyond 45 minutes or have no service.");
}

TEST_CASE("without a site the result says that there is none") {
    AccessQuestion question;
    question.id = "access-none", question.site_singular = "centre", question.site_plural = "centres";
    question.geography = tiny::workspace()->geographies[1];
    base::QuietJob job;
    const auto result = access_result(children(), no_sites(), question, job);
    CHECK(result->finding == "Nobody can reach a centre on foot: there is none.");
    CHECK(result->indicator->value[0].state == CellState::not_applicable);
    CHECK(model::cell_text(*result->table.find("demand_within"), 0) == "0");
}

TEST_CASE("numbers of people below the threshold are left out of the table, and those that would give them away") {
    base::QuietJob job;
    AccessQuestion question;
    question.id = "access", question.site_singular = "site", question.site_plural = "sites", question.site_names = {"A", "B"};
    question.geography = children().geography, question.options = {.within = 5}, question.suppress_below = 11;
    const auto result = access_result(children(), minutes(), question, job);
    // Ward 0 has 10 children 4 minutes away and 30 ten minutes away: neither the 10 within 5 minutes nor what is left of its 40 can stand there.
    const auto cell = [&](const char* column, std::size_t row) { return model::cell_text(*result->table.find(column), row); };
    CHECK(cell("demand", 0) == "40");
    CHECK(cell("demand_within", 0).empty());
    CHECK(cell("beyond_15", 0) == "0");
    CHECK(cell("no_service", 3) == "40");
    CHECK(result->finding.starts_with("Fewer than 11 of 100 children have"));
    question.suppress_below = 0;
    CHECK(model::cell_text(*access_result(children(), minutes(), question, job)->table.find("demand_within"), 0) == "10");
}
