#include "app/site_phases.hpp"

#include <doctest/doctest.h>

#include "app/operation_run.hpp"
#include "app/site_county.hpp"
#include "base/files.hpp"
#include "io/temporary_folder.hpp"

using namespace needsmap;
using test::refusal;
using test::run;

namespace {

geo::MapPoint middle_of(int square) { return {431'250.0 + 2'500 * (square % 4), 201'250.0 + 2'500 * (square / 4)}; }

/// The square whose middle, added to `sites`, gives the least mean: every one of the 16 is tried.
int best_next(std::vector<geo::MapPoint> sites) {
    int best = 0;
    double least = 1e300;
    sites.emplace_back();
    for (int square = 0; square < 16; ++square) {
        sites.back() = middle_of(square);
        if (const double mean = test::mean_km(sites); mean < least) least = mean, best = square;
    }
    return best;
}

geo::MapPoint site_of(const model::Result& result, std::size_t row) {
    return {result.table.find("easting")->numbers[row].value(), result.table.find("northing")->numbers[row].value()};
}

/// Position of the only site with this number in the column `phase`.
geo::MapPoint changed_in(const model::Result& result, double phase) {
    const auto& phases = result.table.find("phase")->numbers;
    REQUIRE(std::ranges::count(phases, std::optional(phase)) == 1);
    return site_of(result, static_cast<std::size_t>(std::ranges::find(phases, std::optional(phase)) - phases.begin()));
}

bool has_line(const model::Result& result, const std::string& part) {
    return std::ranges::any_of(result.method_lines, [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("phases: each opens what is best after those before it, and what opened stays open") {
    const auto county = test::county_of_one();
    const model::Result result = *run("site", county, {{"places", "centres"}, {"phases", "2,3"}}).results.at(0);
    const geo::MapPoint today = county->places[0]->places[0].position;
    const geo::MapPoint first = middle_of(best_next({today})), second = middle_of(best_next({today, first}));
    // Equal means are possible on a chessboard: what counts is the mean, not which of the equal squares is taken.
    CHECK(test::mean_km({today, changed_in(result, 1)}) == doctest::Approx(test::mean_km({today, first})));
    CHECK(test::mean_km({today, changed_in(result, 1), changed_in(result, 2)}) <= test::mean_km({today, first, second}) + 1e-9);
    CHECK(std::ranges::count(result.table.find("phase")->numbers, std::optional<double>()) == 1);  // the centre that is there
    CHECK(has_line(result, "Phase 1, 2 sites: opens "));
    CHECK(has_line(result, "Phase 2, 3 sites: opens "));
    CHECK(has_line(result, "Proven: after the phases before it no other plan of 3 sites has shorter journeys."));
}

TEST_CASE("phases: what planning in steps costs is told") {
    // Three centres at once, with nothing locked, beside one, then two, then three: by trying all triples.
    const auto county = test::county_of_one();
    const model::Result result =
        *run("site", county, {{"places", "centres"}, {"phases", "1,2,3"}, {"lock", "none"}, {"candidates", "small-areas"}}).results.at(0);
    double at_once = 1e300;
    std::vector<geo::MapPoint> all{county->places[0]->places[0].position};
    for (int square = 0; square < 16; ++square) all.push_back(middle_of(square));
    for (std::size_t a = 0; a < all.size(); ++a)
        for (std::size_t b = 0; b < a; ++b)
            for (std::size_t c = 0; c < b; ++c) at_once = std::min(at_once, test::mean_km({all[a], all[b], all[c]}));
    std::vector<geo::MapPoint> plan;
    for (std::size_t row = 0; row < result.table.row_count(); ++row)
        if (result.table.find("action")->texts[row] != "closed") plan.push_back(site_of(result, row));
    REQUIRE(plan.size() == 3);
    const double phased = test::mean_km(plan);
    CHECK(phased >= at_once - 1e-9);
    char text[32];
    std::snprintf(text, sizeof text, "%.3f km", at_once);
    CHECK(has_line(result, phased > at_once + 1e-3 ? "Chosen all at once, 3 sites would have " + std::string(text) + " on average"
                                                   : "the order of the phases costs nothing"));
}

TEST_CASE("phases: a network that shrinks closes in steps, and what closed stays closed") {
    const auto county = test::county_of_four();
    const model::Result result = *run("site", county, {{"places", "centres"}, {"phases", "3,1"}}).results.at(0);
    const auto& actions = result.table.find("action")->texts;
    const auto& phases = result.table.find("phase")->numbers;
    REQUIRE(actions.size() == 4);
    CHECK(std::ranges::count(actions, "closed") == 3);
    CHECK(std::ranges::count(phases, std::optional(1.0)) == 1);
    CHECK(std::ranges::count(phases, std::optional(2.0)) == 2);
    for (std::size_t row = 0; row < actions.size(); ++row) CHECK((actions[row] == "kept") == !phases[row].has_value());
}

TEST_CASE("phases that contradict themselves or other options are refused with what to write") {
    const auto county = test::county_of_four();
    for (const char* wrong : {"3", "3,3", "2,4,3", "two,three", "0,1", "1.5,3", ""}) {
        CAPTURE(wrong);
        CHECK(refusal("site", county, {{"places", "centres"}, {"phases", wrong}}).find("no order of phases") != std::string::npos);
    }
    CHECK(refusal("site", county, {{"places", "centres"}, {"phases", "5,6"}, {"open", "6"}}).find("Leave out --open") != std::string::npos);
    CHECK(refusal("site", county, {{"places", "centres"}, {"phases", "5,6"}, {"objective", "lscp"}}).find("--phases") != std::string::npos);
    CHECK(refusal("site", county, {{"places", "centres"}, {"phases", "5,600"}}).find("Phase 2, 600 sites: ") != std::string::npos);
}

TEST_CASE("site: a scenario says which places exist, and those it closed can be candidates") {
    const auto county = test::county_of_four();
    auto scenario = std::make_shared<model::Scenario>();
    scenario->id = "west", scenario->title = "The west", scenario->places = "centres";
    scenario->rule = model::Scenario::Rule::open, scenario->ids = {"a", "c"};
    county->scenarios.push_back(scenario);
    io::TemporaryFolder folder;
    const std::string file = (folder.path() / "three.toml").string();
    const model::Result result =
        *run("site", county, {{"places", "centres"}, {"scenario", "west"}, {"candidates", "centres"}, {"open", "3"}, {"save", file}})
             .results.at(0);
    const auto& actions = result.table.find("action")->texts;
    CHECK(actions == std::vector<std::string>{"opened", "kept", "kept"});
    const std::string opened = result.table.find("site")->texts[0];
    CHECK((opened == "b" || opened == "d"));  // alike by symmetry
    CHECK(result.finding.find(" in “The west”") != std::string::npos);
    CHECK(has_line(result, " (The west) exist, all of them stay open; 2 candidates for new ones (centres)"));
    CHECK(refusal("site", county, {{"places", "centres"}, {"scenario", "east"}}).find("There is no scenario “east”") != std::string::npos);

    // Kept as a scenario, it is an opened place of the set, not a new site.
    const std::string saved = base::read_file(file);
    CHECK(saved.find("\"" + opened + "\"") != std::string::npos);
    CHECK(saved.find("added") == std::string::npos);
}
