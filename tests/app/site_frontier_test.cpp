#include "app/site_frontier.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "app/operation_run.hpp"
#include "app/site_county.hpp"

using namespace needsmap;
using namespace needsmap::test;

TEST_CASE("the frontier falls from one site to many, and every plan is proven") {
    const auto county = county_of_four();
    const model::Result result = *run("site", county, {{"places", "centres"}, {"frontier", "on"}}).results.at(0);
    REQUIRE(result.table.row_count() == 4);
    for (std::size_t row = 0; row < 4; ++row) {
        CHECK(number(result, "sites", row) == static_cast<double>(row + 1));
        CHECK(cell(result, "proven", row) == "yes");
        if (row > 0) CHECK(number(result, "mean_km", row) < number(result, "mean_km", row - 1));
        CHECK(number(result, "closed", row) == 3 - static_cast<double>(row));
        CHECK_FALSE(result.table.find("worst_rural_km")->numbers[row]);  // no rural-urban classes here
    }
    CHECK(number(result, "mean_km", 0) == doctest::Approx(mean_km({{431'250, 201'250}})));
    CHECK(cell(result, "plan", 3) == "a b c d");
    CHECK(result.finding.starts_with("From 1 to 4 sites the mean journey falls from "));
}

namespace {

/// Mean and longest journey in km of 16 squares to the nearest of these squares' middles, all written out here.
std::pair<double, double> journeys_km(const std::vector<int>& squares) {
    double sum = 0, worst = 0;
    for (int s = 0; s < 16; ++s) {
        double nearest = 1e300;
        for (const int q : squares) nearest = std::min(nearest, 1.3 * 2.5 * std::hypot(s % 4 - q % 4, s / 4 - q / 4));
        sum += nearest, worst = std::max(worst, nearest);
    }
    return {sum / 16, worst};
}

/// What no set of `count` squares beats, by rising mean: all sets tried but those with a forbidden square.
std::vector<std::pair<double, double>> fairest_of_all(int count, unsigned forbidden) {
    std::vector<std::pair<double, double>> all, best;
    for (unsigned mask = 0; mask < 1U << 16; ++mask) {
        if ((mask & forbidden) != 0) continue;
        std::vector<int> squares;
        for (int q = 0; q < 16; ++q)
            if ((mask >> q & 1U) != 0) squares.push_back(q);
        if (static_cast<int>(squares.size()) == count) all.push_back(journeys_km(squares));
    }
    std::ranges::sort(all);
    for (const auto& each : all)
        if (best.empty() || each.second < best.back().second - 1e-9) best.push_back(each);
    return best;
}

}  // namespace

TEST_CASE("fairness: every plan between the shortest mean and the shortest longest journey, as trying all plans finds them") {
    const auto county = county_of_four();
    // With the whole board to choose from no plan trades one for the other; without these squares some with three sites do.
    constexpr unsigned forbidden = 1U << 2 | 1U << 3 | 1U << 6 | 1U << 7 | 1U << 10 | 1U << 11 | 1U << 13;
    std::size_t trades = 0;
    for (const int count : {1, 2, 3, 4, 5}) {
        CAPTURE(count);
        const auto outcome = run("site", county,
                                 {{"places", "centres"},
                                  {"fairness", "on"},
                                  {"open", std::to_string(count)},
                                  {"lock", "none"},
                                  {"forbid", "b,S02,S03,S06,S07,S10,S11,S13"},
                                  {"candidates", "small-areas"}});
        const model::Result& result = *outcome.results.at(0);
        const auto expected = fairest_of_all(count, forbidden);
        REQUIRE(result.table.row_count() == expected.size());
        trades += expected.size() - 1;
        for (std::size_t row = 0; row < expected.size(); ++row) {
            CHECK(number(result, "sites", row) == count);
            CHECK(cell(result, "proven", row) == "yes");
            // The table has metres: 3 decimals of a kilometre.
            CHECK(number(result, "mean_km", row) == doctest::Approx(expected[row].first).epsilon(1e-6));
            CHECK(number(result, "worst_km", row) == doctest::Approx(expected[row].second).epsilon(1e-6));
        }
        CHECK(result.finding.starts_with("With " + std::string(count == 1 ? "1 site" : std::to_string(count) + " sites")));
    }
    CHECK(trades > 0);  // else this county shows nothing
    CHECK(run("site", county, {{"places", "centres"}, {"fairness", "on"}}).results.at(0)->id == "fairness-centres");
}

TEST_CASE("limits of locks and groups say with how few sites a frontier can begin") {
    analysis::SitingProblem problem;
    problem.sites.resize(4);
    CHECK(app::least_sites(problem) == 1);
    problem.sites[0].rule = analysis::SiteRule::locked_open;
    problem.groups = {{"West", 1}, {"East", 2}};
    problem.sites[0].group = 0, problem.sites[1].group = problem.sites[2].group = 1;
    CHECK(app::least_sites(problem) == 3);  // the locked one serves for the West
}
