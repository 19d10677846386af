#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "app/operation_run.hpp"
#include "app/site_county.hpp"
#include "app/site_question.hpp"
#include "app/site_result.hpp"
#include "app/site_words.hpp"
#include "base/files.hpp"
#include "io/scenario_file.hpp"
#include "io/temporary_folder.hpp"
#include "support/fixed_time.hpp"

using namespace needsmap;
using analysis::SitingObjective;
using namespace needsmap::test;

TEST_CASE("one more site goes where journeys shorten most, the existing ones stay") {
    const auto county = county_of_one();
    const model::Result result = *run("site", county, {{"places", "centres"}}).results.at(0);
    REQUIRE(rows_with(result, "opened") == 1);
    CHECK(rows_with(result, "kept") == 1);
    CHECK(rows_with(result, "closed") == 0);
    const geo::MapPoint willows = county->places[0]->places[0].position;
    double best = 1e300;
    for (int s = 0; s < 16; ++s) best = std::min(best, mean_km({willows, {431'250.0 + 2'500 * (s % 4), 201'250.0 + 2'500 * (s / 4)}}));
    const geo::MapPoint opened{number(result, "easting", 0), number(result, "northing", 0)};
    CHECK(mean_km({willows, opened}) == doctest::Approx(best));  // every other of the 16 is tried above
    const double told = (number(result, "mean_km", 0) * number(result, "assigned_children", 0) +
                         number(result, "mean_km", 1) * number(result, "assigned_children", 1)) /
                        1600;
    CHECK(told == doctest::Approx(best).epsilon(1e-9));
    CHECK(result.finding.starts_with("With 2 sites, 1 of them new, the mean journey is "));
    CHECK(result.method_lines[0].find("Proven: no other plan of 2 sites has shorter journeys.") != std::string::npos);
}

TEST_CASE("closing keeps the best of those that exist, and says what today's journeys are") {
    const auto county = county_of_four();
    const model::Result result = *run("site", county, {{"places", "centres"}, {"close", "3"}}).results.at(0);
    CHECK(rows_with(result, "kept") == 1);
    CHECK(rows_with(result, "closed") == 3);
    CHECK(rows_with(result, "opened") == 0);
    // All corners are alike, so it does not matter which one stays.
    CHECK(number(result, "mean_km", 0) == doctest::Approx(mean_km({{431'250, 201'250}})));
    const double today = mean_km({{431'250, 201'250}, {438'750, 201'250}, {431'250, 208'750}, {438'750, 208'750}});
    CHECK(result.finding.find("With 1 of the 4 sites that exist, the mean journey is ") == 0);
    // Mean of a 2 x 2 quarter of squares: 0, 2.5, 2.5 and 2.5 √2 km, times 1.3: 2.77 km.
    CHECK(today == doctest::Approx(1.3 * 2.5 * (2 + std::sqrt(2.0)) / 4));
    CHECK(result.finding.find("instead of 2.77 km today") != std::string::npos);
}

TEST_CASE("children at sites and children without a site are all children there are") {
    const auto county = county_of_four();
    for (const char* objective : {"p-median", "mclp", "lscp", "p-centre"}) {
        CAPTURE(objective);
        const model::Result result = *run("site", county, {{"places", "centres"}, {"objective", objective}}).results.at(0);
        CHECK(sum_of(result, "assigned_children") == doctest::Approx(1600));
        CHECK(sum_of(result, "demand_points") == 16);
    }
    // A river that nobody crosses: the eastern half reaches no site.
    base::QuietJob job;
    app::SiteOptions options{.places = "centres", .open = 1, .candidates = ""};
    app::SiteQuestion question = app::site_question(*county, options, job);
    for (std::size_t i = 0; i < 16; ++i)
        for (std::size_t j = 0; j < 4; ++j)
            if (i % 4 >= 2 || j % 2 == 1) question.costs.costs[i * 4 + j] = model::unreachable;
    question.problem.reach = std::make_shared<const analysis::SiteReach>(analysis::site_reach(question.costs));
    const analysis::SitingPlan plan = analysis::solve_siting(question.problem, {}, job);
    const model::Result result = *app::site_result(*county, question, plan, "", "");
    CHECK(rows_with(result, "unreachable") == 1);
    CHECK(number(result, "assigned_children", result.table.row_count() - 1) == 800);
    CHECK(sum_of(result, "assigned_children") == 1600);
    CHECK(result.indicator->value[2].state == model::CellState::not_applicable);
    CHECK(result.indicator->definition->not_applicable_label == "No service");
    CHECK(result.method_lines.back() == "800 children are served; 800 reach no site.");
}

TEST_CASE("a plan may leave some without a site where that is allowed, and counts them as far away") {
    // Only a serves the west and only b the east; one site cannot serve everybody.
    base::QuietJob job;
    app::SiteOptions options{.places = "centres", .open = 1, .candidates = "", .forbid = {"c", "d"}};
    app::SiteQuestion question = app::site_question(*county_of_four(), options, job);
    for (std::size_t i = 0; i < 16; ++i) question.costs.costs[i * 4 + (i % 4 < 2 ? 1 : 0)] = model::unreachable;
    for (std::size_t i = 0; i < 16; ++i)
        for (const std::size_t j : {2, 3}) question.costs.costs[i * 4 + j] = model::unreachable;
    question.problem.reach = std::make_shared<const analysis::SiteReach>(analysis::site_reach(question.costs));
    CHECK_THROWS_WITH_AS(static_cast<void>(app::solve_question(question, {}, job)),
                         doctest::Contains("not every demand point can be served"), base::Error);
    question.unserved = 20'000;
    const analysis::SitingPlan plan = app::solve_question(question, {}, job);
    CHECK(plan.sites.size() == 1);  // a or b, which serve as many each
    CHECK(plan.weight_served == 800);
    CHECK(plan.objective == doctest::Approx((*plan.mean_cost + 20'000) / 2));
    CHECK(plan.proven());
}

TEST_CASE("sites may come from other places, and one id cannot mean two sites") {
    const auto county = county_of_one();
    const model::Result result = *run("site", county, {{"places", "centres"}, {"candidates", "schools"}, {"open", "2"}}).results.at(0);
    CHECK(cell(result, "site", 0) == "schools:1");  // the centre has the id 1, too
    CHECK(cell(result, "kind", 0) == "schools");
    CHECK(cell(result, "site", 1) == "1");
    CHECK(cell(result, "name", 0) == "Hill School");
}

TEST_CASE("what may close, where new ones may come and how many there are follow from what is asked") {
    const auto rules = [](app::SiteOptions options) { return app::plan_rules(options, 45); };
    CHECK(rules({}).most == 46);
    CHECK(rules({}).lock == "existing");
    CHECK(rules({}).candidates == "small-areas");
    CHECK(rules({.open = 8}).lock == "none");
    CHECK(rules({.open = 8}).candidates.empty());
    CHECK(rules({.open = 45}).lock == "existing");
    CHECK(rules({.close = 37}).most == 8);
    CHECK(rules({.close = 37}).least_existing == 8);
    CHECK(rules({.close = 37}).candidates.empty());
    CHECK(rules({.open = 45, .close = 5}).candidates == "small-areas");
    CHECK(rules({.open = 45, .close = 5}).least_existing == 40);
    CHECK(rules({.open = 50, .candidates = "schools", .lock = "none"}).lock == "none");
    const auto cover = rules({.objective = SitingObjective::set_cover});
    CHECK(cover.fewest == 1);
    CHECK(cover.most == 0);  // as many as there are
    CHECK(cover.lock == "existing");
    CHECK(rules({.is_frontier = true}).most == 45);
    CHECK(rules({.is_frontier = true}).lock == "none");
    CHECK(rules({.open = 50, .is_frontier = true}).lock == "existing");
}

TEST_CASE("up to the number that may close is closed, where new sites pay") {
    const auto county = county_of_four();
    const model::Result result = *run("site", county, {{"places", "centres"}, {"open", "4"}, {"close", "2"}}).results.at(0);
    CHECK(rows_with(result, "closed") <= 2);
    CHECK(rows_with(result, "opened") == rows_with(result, "closed"));
    CHECK(rows_with(result, "kept") + rows_with(result, "opened") == 4);
    CHECK(rows_with(result, "opened") > 0);  // corners are bad places
}

TEST_CASE("locks, forbidden sites and localities hold") {
    const auto county = county_of_four();
    const model::Result locked = *run("site", county, {{"places", "centres"}, {"open", "1"}, {"lock", "d"}}).results.at(0);
    CHECK(cell(locked, "site", 0) == "d");
    const model::Result forbidden = *run("site", county, {{"places", "centres"}, {"open", "1"}, {"forbid", "a,b,c"}}).results.at(0);
    CHECK(cell(forbidden, "site", 0) == "d");
    // West: a and c; East: b and d.
    const model::Result each = *run("site", county, {{"places", "centres"}, {"open", "2"}, {"per-locality", "1"}}).results.at(0);
    const std::string first = cell(each, "site", 0), second = cell(each, "site", 1);
    CHECK((first == "a" || first == "c"));
    CHECK((second == "b" || second == "d"));
}

TEST_CASE("a capacity holds, and sites without one hold as many as the middle one") {
    const auto county = county_of_four();
    // 1600 children; 1000 + 400 + 400 and, for the one that says "many", 400.
    const model::Result all =
        *run("site", county, {{"places", "centres"}, {"open", "4"}, {"candidates", ""}, {"capacity", "capacity"}}).results.at(0);
    for (std::size_t row = 0; row < 4; ++row) CHECK(number(all, "assigned_children", row) <= number(all, "capacity", row));
    CHECK(number(all, "capacity", 3) == 400);
    CHECK(refusal("site", county, {{"places", "centres"}, {"open", "2"}, {"capacity", "capacity"}}).find("The capacities are too small") !=
          std::string::npos);
    // Half of the children need a place at one time: a and one more do.
    const model::Result half =
        *run("site", county, {{"places", "centres"}, {"open", "2"}, {"capacity", "capacity"}, {"take-up", "50"}}).results.at(0);
    CHECK(rows_with(half, "kept") == 2);
    CHECK(refusal("site", county, {{"places", "centres"}, {"capacity", "size"}}).find("have no detail “size”") != std::string::npos);
}

TEST_CASE("what cannot be is one sentence that names the rule") {
    const auto county = county_of_four();
    const auto says = [&](test::Values values, const char* words) {
        const std::string text = refusal("site", county, values);
        INFO(text);
        CHECK(text.find(words) != std::string::npos);
    };
    says({{"places", "centers"}}, "Did you mean centres?");
    says({{"places", "centres"}, {"close", "5"}}, "--close 5 is more than the 4 that exist.");
    says({{"places", "centres"}, {"close", "4"}}, "A plan needs at least one site");
    says({{"places", "centres"}, {"open", "3"}, {"lock", "existing"}}, "4 sites are locked open, but at most 3 may be open.");
    says({{"places", "centres"}, {"open", "40"}}, "40 sites asked for, but only 20 of 20 candidates may be open.");
    says({{"places", "centres"}, {"forbid", "q"}}, "--forbid: there is no site “q”.");
    says({{"places", "centres"}, {"lock", "a"}, {"forbid", "a"}}, "both locked and forbidden");
    says({{"places", "centres"}, {"within", "3"}}, "--within goes with the objectives mclp and lscp.");
    says({{"places", "centres"}, {"open", "1"}, {"limit", "3"}}, "Raise the limit");
    says({{"places", "centres"}, {"objective", "lscp"}, {"candidates", "schools"}, {"within", "1"}}, "no allowed site within 1 km");
    says({{"places", "centres"}, {"mode", "drive"}}, "road");
    says({{"places", "centres"}, {"close", "1"}, {"open", "2"}}, "leaves 3, but only 2 may be open");
    says({{"places", "centres"}, {"frontier", "on"}, {"save", "x"}}, "--save keeps one plan");
    says({{"places", "centres"}, {"frontier", "on"}, {"output", "x.gpkg"}}, "a frontier is no map");
    says({{"places", "centres"}, {"fairness", "on"}, {"output", "x.geojson"}}, "a frontier is no map");
    says({{"places", "centres"}, {"fairness", "on"}, {"save", "x"}}, "--fairness makes many");
    says({{"places", "centres"}, {"fairness", "on"}, {"frontier", "on"}}, "--fairness is about one number of sites");
    says({{"places", "centres"}, {"fairness", "on"}, {"capacity", "capacity"}}, "--fairness cannot keep capacities");
    says({{"places", "centres"}, {"fairness", "on"}, {"objective", "p-centre"}}, "--fairness is about mean and longest journeys");
    says({{"places", "centres"}, {"demand", "score"}, {"growth", "on"}}, "planned_homes");
    says({{"places", "centres"}, {"unserved", "9"}, {"objective", "p-centre"}}, "--unserved goes with the objective p-median");
}

TEST_CASE("most people within a limit, and the fewest sites for everybody") {
    const auto county = county_of_one();
    // 3.25 km times no detour: a square and its neighbours by side, not by corner (2.5 km × 1.3 = 3.25 km).
    const model::Result cover =
        *run("site", county, {{"places", "centres"}, {"objective", "lscp"}, {"within", "3.26"}, {"lock", "none"}}).results.at(0);
    // A 4 x 4 board is dominated by 4 squares and no fewer (domination number of the 4 x 4 grid graph).
    CHECK(rows_with(cover, "opened") + rows_with(cover, "kept") == 4);
    CHECK(cover.method_lines[0].find("Proven: no plan with fewer sites does it.") != std::string::npos);
    const model::Result most = *run("site", county,
                                    {{"places", "centres"},
                                     {"objective", "mclp"},
                                     {"within", "3.26"},
                                     {"lock", "none"},
                                     {"open", "1"},
                                     {"candidates", "small-areas"}})
                                    .results.at(0);
    // A square in the middle and its four neighbours.
    CHECK(most.finding.find("500 of 1,600 children (31.3 %) have one within 3.26 km") != std::string::npos);
}

TEST_CASE("the map shows journeys by any areas, and a border around each catchment") {
    const auto county = county_of_four();
    const model::Result result = *run("site", county, {{"places", "centres"}, {"open", "4"}, {"candidates", ""}}).results.at(0);
    REQUIRE(result.indicator->geography->id == "small-area");
    CHECK(result.indicator->value[0].number == doctest::Approx(0));
    CHECK(result.indicator->value[5].number == doctest::Approx(1.3 * 2.5 * std::sqrt(2.0)));
    CHECK(result.outlines.size() == 4);
    const model::Result wards =
        *run("site", county, {{"places", "centres"}, {"open", "4"}, {"candidates", ""}, {"geography", "ward"}}).results.at(0);
    CHECK(wards.indicator->value[0].number == doctest::Approx(1.3 * 2.5 * (2 + std::sqrt(2.0)) / 4));
    CHECK(wards.outlines.size() == 4);
}

TEST_CASE("a boundary file has the site of every area") {
    const auto county = county_of_four();
    base::QuietJob job;
    const app::SiteQuestion question = app::site_question(*county, {.places = "centres", .open = 4, .candidates = ""}, job);
    const model::ResultTable table = app::served_areas_table(question, analysis::solve_siting(question.problem, {}, job));
    CHECK(table.row_count() == 16);
    CHECK(table.find("site")->texts[0] == "a");
    CHECK(table.find("site")->texts[3] == "b");
    CHECK(table.find("children")->numbers[3] == 100);
    CHECK_FALSE(table.find("mean_minutes")->numbers[3]);
    const io::TemporaryFolder folder;
    const auto file = folder.path() / "plan.geojson";
    const auto outcome = run("site", county, {{"places", "centres"}, {"output", file.string()}});
    CHECK(base::read_file(file).find("\"site\"") != std::string::npos);
    CHECK(outcome.results.at(0)->table.find("action") != nullptr);  // the panel shows the plan, not the areas
}

TEST_CASE("the same question gives the same bytes") {
    const test::FixedTime clock;
    const auto county = county_of_four();
    const io::TemporaryFolder folder;
    for (const char* ending : {".csv", ".geojson", ".svg"}) {
        const auto first = folder.path() / ("first" + std::string(ending)), second = folder.path() / ("second" + std::string(ending));
        static_cast<void>(run("site", county, {{"places", "centres"}, {"output", first.string()}}));
        static_cast<void>(run("site", county, {{"places", "centres"}, {"output", second.string()}}));
        CHECK(base::read_file(first) == base::read_file(second));
    }
}

TEST_CASE("a saved plan opens the same sites when it is read again") {
    const auto county = county_of_four();
    const io::TemporaryFolder folder;
    county->scenarios_folder = (folder.path() / "scenarios").string();
    const auto outcome = run("site", county, {{"places", "centres"}, {"close", "1"}, {"open", "4"}, {"save", "better-4"}});
    base::Diagnostics diagnostics;
    const model::Scenario scenario = io::read_scenario_file(folder.path() / "scenarios" / "better-4.toml", "better-4.toml", diagnostics);
    CHECK(diagnostics.empty());
    const std::vector<model::Place> open = model::open_places(scenario, *county->places[0]);
    CHECK(open.size() == 4);
    const model::Result& result = *outcome.results.at(0);
    for (std::size_t row = 0; row < result.table.row_count(); ++row) {
        const bool is_open = cell(result, "action", row) != "closed";
        const auto same_id = [&](const model::Place& place) { return place.id == cell(result, "site", row); };
        CHECK(std::ranges::any_of(open, same_id) == is_open);
    }
    CHECK(refusal("site", county, {{"places", "centres"}, {"save", "better-4"}}).find("is there already") != std::string::npos);
    CHECK(refusal("site", county, {{"places", "centres"}, {"save", "better 4"}}).find("is no id for a scenario") != std::string::npos);
}

TEST_CASE("a search that is stopped keeps its best plan and says that it is not proven") {
    const auto county = county_of_four();
    class Stopped final : public base::JobContext {
    public:
        void progress(double, std::string_view what) override { m_stop = m_stop || what.find("first plan") != std::string_view::npos; }
        [[nodiscard]] bool cancelled() const override { return m_stop; }

    private:
        bool m_stop = false;  // once the search has begun
    } job;
    app::Params params;
    params.add("places", "centres");
    const app::Operation& operation = *app::find_operation("site");
    const app::Outcome outcome = operation.run(county, app::checked(operation, params), job);
    REQUIRE(outcome.results.size() == 1);
    CHECK(outcome.code == base::ExitCode::problems);
    CHECK(outcome.results[0]->method_lines[0].find("Not proven: no plan can be more than ") != std::string::npos);
    CHECK(outcome.diagnostics.items().back().id == "unproven-plan");
}
