#include "analysis/scan_statistic.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "analysis/counter_random.hpp"
#include "analysis/reference_data.hpp"
#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using geo::AreaIndex;
using geo::MapPoint;
using model::Cell;

namespace {

using Members = std::vector<AreaIndex>;

std::vector<MapPoint> grid_points(int columns, int rows) {
    std::vector<MapPoint> points;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) points.push_back({1000.0 * column, 1000.0 * row});
    return points;
}

ScanResult scan_cells(const std::vector<MapPoint>& points, const std::vector<Cell>& cases, const std::vector<Cell>& people,
                      const ScanOptions& options = {}) {
    base::QuietJob job;
    return scan_statistic(points, cases, people, options, job);
}
ScanResult scan(const std::vector<MapPoint>& points, const std::vector<double>& cases, const std::vector<double>& people,
                const ScanOptions& options = {}) {
    return scan_cells(points, test::cells_of(cases), test::cells_of(people), options);
}

}  // namespace

TEST_CASE("the most likely cluster and its ratio follow from the formula by hand") {
    // Five in a row with 100 people each; 20 of 30 cases in the first two. c = 20, C = 30, e = 12:
    // 20 ln(20/12) + 10 ln(10/18) = 10.2165 - 5.8779 = 4.3387. One area alone: c = 12, e = 6: 12 ln 2 + 18 ln(18/24) = 3.1395.
    const auto result = scan(grid_points(5, 1), {12, 8, 4, 3, 3}, std::vector<double>(5, 100));
    REQUIRE(result.clusters.size() == 1);
    const ScanCluster& cluster = result.clusters[0];
    CHECK(cluster.log_likelihood_ratio == doctest::Approx(20 * std::log(20 / 12.0) + 10 * std::log(10 / 18.0)));
    CHECK(cluster.members == Members{0, 1});
    CHECK(cluster.centre == 0);
    CHECK(cluster.radius_m == doctest::Approx(1000));
    CHECK(cluster.observed == 20);
    CHECK(cluster.expected == doctest::Approx(12));
    CHECK(cluster.population == 200);
    CHECK(cluster.relative_risk == doctest::Approx((20 / 12.0) / (10 / 18.0)));
    CHECK(result.cases == 30);
}

TEST_CASE("p is what counting all chance maps would give") {
    // Two areas of one person each, 4 cases: a circle is one area. Real map 4 : 0. Chance maps are 4 : 0 or 0 : 4 in 2 of 16, and no map
    // has a larger ratio: p = 1/8. Tolerance: five standard deviations of a binomial over 9,999 maps.
    const auto result = scan(grid_points(2, 1), {4, 0}, {1, 1}, {.replicates = 9'999});
    REQUIRE(result.clusters.size() == 1);
    CHECK(std::abs(result.clusters[0].p - 0.125) < 5 * std::sqrt(0.125 * 0.875 / 9'999));
    CHECK_FALSE(result.clusters[0].has_relative_risk);
    CHECK(std::isfinite(result.clusters[0].log_likelihood_ratio));
}

TEST_CASE("two planted clusters are found apart from each other, the stronger first") {
    std::vector<double> cases(100, 10), people(100, 1000);
    for (const std::size_t i : {22u, 12u, 32u, 21u, 23u}) cases[i] = 40;  // what a circle of 1 km holds
    for (const std::size_t i : {77u, 67u, 87u, 76u, 78u}) cases[i] = 30;
    const auto result = scan(grid_points(10, 10), cases, people);
    REQUIRE(result.clusters.size() == 2);
    CHECK(result.clusters[0].members == Members{22, 12, 21, 23, 32});
    CHECK(result.clusters[1].members == Members{77, 67, 76, 78, 87});
    CHECK(result.clusters[0].centre == 22);
    CHECK(result.clusters[0].p == 0.001);
    CHECK(result.clusters[1].p <= 0.05);
}

TEST_CASE("clusters beyond the number asked for are not passed over in silence") {
    std::vector<double> cases(100, 10), people(100, 1000);
    for (const std::size_t i : {11u, 18u, 55u}) cases[i] = 60;
    const auto result = scan(grid_points(10, 10), cases, people, {.most_clusters = 2});
    CHECK(result.clusters.size() == 2);
    CHECK(result.diagnostics.items().back().id == "more-clusters");
    CHECK(scan(grid_points(10, 10), cases, people).diagnostics.empty());
}

TEST_CASE("low rates are found when asked for, and only then") {
    std::vector<double> cases(25, 20);
    cases[12] = 0;
    const std::vector<double> people(25, 200);
    const auto low = scan(grid_points(5, 5), cases, people, {.rates = ScanRates::low});
    REQUIRE_FALSE(low.clusters.empty());
    CHECK(low.clusters[0].members == Members{12});
    CHECK(low.clusters[0].relative_risk == 0);
    const auto high = scan(grid_points(5, 5), cases, people);
    for (const ScanCluster& cluster : high.clusters) CHECK(cluster.relative_risk > 1);
    CHECK(scan(grid_points(5, 5), cases, people, {.rates = ScanRates::both}).clusters[0].members == Members{12});
}

TEST_CASE("a circle holds at most half of the population and at most the radius asked for") {
    std::vector<double> cases = {30, 30, 30, 1, 1};
    CHECK(scan(grid_points(5, 1), cases, std::vector<double>(5, 100)).clusters[0].members.size() == 2);
    CHECK(scan(grid_points(5, 1), cases, std::vector<double>(5, 100), {.most_radius_m = 999}).clusters[0].members.size() == 1);
}

TEST_CASE("areas equally far from the centre enter a circle together") {
    // B and D are both 1 km from C; a circle around C cannot hold one of them. Each alone has a ratio of its own.
    const auto result = scan(grid_points(5, 1), {0, 0, 9, 9, 0}, std::vector<double>(5, 100));
    // {C, D} is no circle around C, nor around D (C and E are as far): only single areas and triples of 60 % remain.
    CHECK(result.clusters[0].members.size() == 1);
}

TEST_CASE("the seed decides every byte") {
    const std::vector<double> cases = {5, 1, 2, 7, 3, 2, 1, 0, 4}, people(9, 50);
    const auto once = scan(grid_points(3, 3), cases, people, {.seed = 5}), again = scan(grid_points(3, 3), cases, people, {.seed = 5});
    CHECK(once.clusters[0].p == again.clusters[0].p);
    CHECK(once.clusters[0].p != scan(grid_points(3, 3), cases, people, {.seed = 6}).clusters[0].p);
}

TEST_CASE("on maps of pure chance the most likely cluster is significant one time in twenty") {
    // 200 maps, p <= 0.05: 10 expected; 0 and more than 22 would each happen less than once in a thousand (binomial).
    int significant = 0;
    for (std::uint64_t simulation = 0; simulation < 200; ++simulation) {
        CounterRandom random(31, simulation);
        std::vector<double> cases(36, 0);
        for (int i = 0; i < 150; ++i) cases[random.below(36)] += 1;
        const auto result = scan(grid_points(6, 6), cases, std::vector<double>(36, 100), {.replicates = 199, .seed = simulation});
        significant += !result.clusters.empty() && result.clusters[0].p <= 0.05 ? 1 : 0;
    }
    CHECK(significant >= 1);
    CHECK(significant <= 22);
}

TEST_CASE("a million cases in an area are counted like any others") {
    const auto result = scan(grid_points(3, 1), {1'000'000, 1'000, 1'000}, {1'000'000, 1'000'000, 1'000'000}, {.replicates = 19});
    REQUIRE(result.clusters.size() == 1);
    CHECK(result.clusters[0].members == Members{0});
    // 1,000,000 ln(1,000,000 / 334,000) + 2,000 ln(2,000 / 668,000)
    CHECK(result.clusters[0].log_likelihood_ratio ==
          doctest::Approx(1e6 * std::log(1e6 / 334'000) + 2000 * std::log(2000 / 668'000.0)).epsilon(1e-9));
    CHECK(result.clusters[0].p == 0.05);
}

TEST_CASE("areas without usable numbers take no part, and without cases there is no cluster") {
    const std::vector<Cell> people = test::cells_of({100, 0, 100, 100});
    std::vector<Cell> cases = test::cells_of({9, 5, 1, 1});
    cases[3] = Cell::none(model::CellState::suppressed);
    const auto result = scan_cells(grid_points(4, 1), cases, people);
    CHECK(result.areas == 2);
    CHECK(result.cases == 10);
    CHECK(result.clusters[0].members == Members{0});
    CHECK(result.diagnostics.items()[0].message == "2 areas have no usable numerator and denominator and take no part.");
    const auto none = scan(grid_points(3, 1), {0, 0, 0}, {10, 10, 10});
    CHECK(none.clusters.empty());
    CHECK(none.diagnostics.items()[0].message == "There are no cases, so there are no clusters to look for.");
    CHECK(scan(grid_points(1, 1), {3}, {10}).clusters.empty());
    CHECK(scan(grid_points(4, 1), {5, 5, 5, 5}, {10, 10, 10, 10}).clusters.empty());
}

TEST_CASE("options out of range are refused") {
    CHECK_THROWS_AS((void)scan(grid_points(2, 1), {1, 2}, {5, 5}, {.most_population = 0.8}), base::Error);
    CHECK_THROWS_AS((void)scan(grid_points(2, 1), {1, 2}, {5, 5}, {.replicates = 0}), base::Error);
    CHECK_THROWS_AS((void)scan(grid_points(3, 1), {1, 2}, {5, 5}), base::Error);
}
