// What a plan leaves behind: a layer that the command `access` gives too, and a scenario that the commands read.
#include <doctest/doctest.h>

#include <filesystem>

#include "app/compare_county.hpp"
#include "app/open_workspace.hpp"
#include "app/operation_run.hpp"
#include "app/session.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "io/scenario_file.hpp"
#include "io/temporary_folder.hpp"

using namespace needsmap;
using namespace needsmap::app;

namespace {

std::shared_ptr<const model::Result> access(const std::shared_ptr<const model::Workspace>& county, const std::string& scenario,
                                            double within) {
    Params params;
    params.add("places", "centres"), params.add("mode", "line"), params.add("demand", "children"), params.add("geography", "ward");
    params.add("within", base::format_exact(within));
    if (!scenario.empty()) params.add("scenario", scenario);
    base::QuietJob job;
    const Operation& operation = *find_operation("access");
    return operation.run(county, checked(operation, params), job).results.at(0);
}

/// "18.8 %" of "2 Children's Centres: 18.8 % of children …".
std::string share_in(const std::string& finding) {
    const std::size_t from = finding.find(": ") + 2;
    return finding.substr(from, finding.find('%') + 1 - from);
}

void check_same_table(const model::Result& a, const model::Result& b) {
    REQUIRE(a.table.columns.size() == b.table.columns.size());
    REQUIRE(a.table.row_count() == b.table.row_count());
    for (std::size_t c = 0; c < a.table.columns.size(); ++c) {
        CHECK(a.table.columns[c].name == b.table.columns[c].name);
        for (std::size_t row = 0; row < a.table.row_count(); ++row)
            CHECK(model::cell_text(a.table.columns[c], row) == model::cell_text(b.table.columns[c], row));
    }
}

/// The county with a folder of scenarios of its own, opened, with a plan for its two centres.
struct Planning {
    io::TemporaryFolder folder;
    std::shared_ptr<model::Workspace> county = test::county_with_plans();
    Session session;
    Planning() {
        county->scenarios_folder = (folder.path() / "scenarios").string();
        session.open(county);
        session.apply(StartPlan{"centres"});
    }
    [[nodiscard]] std::filesystem::path file(const char* id) const { return folder.path() / "scenarios" / (std::string(id) + ".toml"); }
    [[nodiscard]] const DraftPlan& plan() const { return *session.state().plan; }
};

/// Not exactly any decimal number.
constexpr geo::MapPoint odd_place{433'333 + 1 / 3.0, 206'000 + 1e-9};

}  // namespace

TEST_CASE("a straight line is as long in the window as for the commands, and so is the layer that is kept") {
    const auto county = test::county_with_plans();
    // From the middle of one area to the next it is 2.5 x 1.3 = 3.25 km: exactly at that limit is within it.
    for (const double within : {1.0, 3.25, 5.0, 9.5})
        for (const std::string scenario : {"", "west", "new-site"}) {
            CAPTURE(within);
            CAPTURE(scenario);
            Session session;
            session.open(county);
            session.apply(StartPlan{scenario.empty() ? "centres" : scenario});
            session.apply(SetPlanTravel{model::TravelMode::line, within});
            const auto measured = access(county, scenario, within);
            const std::string finding = session.siting()->finding;
            CHECK(measured->finding.find("(" + share_in(finding) + ") have a Children's Centre within ") != std::string::npos);
            CHECK(finding.find("by estimated distance") != std::string::npos);
            session.apply(KeepPlan{});
            const auto kept = session.workspace()->find_result("plan-centres" + (scenario.empty() ? "" : "-" + scenario));
            REQUIRE(kept);
            check_same_table(*kept, *measured);
            CHECK(kept->finding == measured->finding);
            CHECK(kept->title == measured->title);
            CHECK(kept->method_lines == measured->method_lines);
            CHECK(kept->command == measured->command);
        }
    Session session;
    session.open(county);
    session.apply(StartPlan{"west"});
    session.apply(SetPlanTravel{model::TravelMode::line, 3.25});
    // West stands in the middle of S00; S01 and S04 are next to it: three of sixteen.
    CHECK(session.siting()->summary->weight_covered == 300);
    session.apply(SetPlanTravel{model::TravelMode::line, 3.24});
    CHECK(session.siting()->summary->weight_covered == 100);
}

TEST_CASE("no command gives a plan that was changed and not saved") {
    Planning p;
    p.session.apply(AddSite{odd_place});
    p.session.apply(KeepPlan{});
    CHECK(p.session.workspace()->find_result("plan-centres")->command == "needsmap view");
    p.session.apply(RemoveSite{"new-1"});
    p.session.apply(KeepPlan{});
    CHECK(p.session.workspace()->find_result("plan-centres")->command.starts_with("needsmap access centres "));
}

TEST_CASE("a plan is saved as a scenario, goes on from it, and the commands read it") {
    Planning p;
    p.session.apply(OpenSite{"E", false});
    p.session.apply(MoveSite{"W", odd_place});
    p.session.apply(AddSite{{438'000.25, 208'000}});
    p.session.apply(AddSite{{430'500, 200'500}});
    p.session.apply(OpenSite{"new-2", false});
    p.session.apply(SetPlanTravel{model::TravelMode::line, 4});
    const SitingView before = *p.session.siting();
    p.session.apply(SavePlan{" Two new ones, 2016 "});
    CHECK(p.session.notice()->text ==
          "Saved as the scenario “Two new ones, 2016”. “needsmap compare today two-new-ones-2016” tells who gains and who loses.");

    base::Diagnostics problems;
    const model::Scenario written = io::read_scenario_file(p.file("two-new-ones-2016"), "two-new-ones-2016.toml", problems);
    CHECK(problems.empty());
    CHECK(written.title == "Two new ones, 2016");
    CHECK(written.description == "Tried out in the window, from all places: 1 closed, 1 new, 1 moved.");
    CHECK(written.ids.empty());
    REQUIRE(written.added.size() == 2);
    CHECK(written.added[0] == model::AddedSite{"W", "West, moved", odd_place, {}});
    CHECK(written.added[1].id == "new-1");
    CHECK(written.added[1].position == geo::MapPoint{438'000.25, 208'000});

    CHECK(p.plan().scenario == "two-new-ones-2016");
    CHECK(p.plan().within == 4);
    CHECK(p.session.siting()->sites_changed.empty());
    CHECK(p.plan().find("W")->position == odd_place);
    CHECK_FALSE(p.plan().find("E")->open);
    CHECK(p.plan().find("new-2") == nullptr);
    CHECK(p.session.siting()->summary->weight_covered == before.summary->weight_covered);
    CHECK(p.session.siting()->summary->mean_cost == before.summary->mean_cost);

    const auto compared = test::run(
        "compare", p.session.workspace(),
        {{"scenario-a", "today"}, {"scenario-b", "two-new-ones-2016"}, {"mode", "line"}, {"demand", "children"}, {"by", "score"}});
    CHECK(compared.results.size() == 2);
    p.session.apply(KeepPlan{});
    const auto kept = p.session.workspace()->find_result("plan-centres-two-new-ones-2016");
    REQUIRE(kept);
    CHECK(kept->command ==
          "needsmap access centres -w small.toml --scenario two-new-ones-2016 --demand children --mode line --geography ward --within 4");
    check_same_table(*kept, *access(p.session.workspace(), "two-new-ones-2016", 4));

    // Saved again from the scenario it began with: nothing is lost and nothing is named twice.
    p.session.apply(SavePlan{"Again"});
    CHECK(io::read_scenario_file(p.file("again"), "again.toml", problems).added == written.added);
}

TEST_CASE("undo goes back to the plan as it was before it was saved; the scenario stays") {
    Planning p;
    p.session.apply(AddSite{odd_place});
    const DraftPlan before = p.plan();
    p.session.apply(SavePlan{"One more"});
    CHECK(p.session.undo_title() == "saving the plan");
    p.session.apply(Undo{});
    CHECK(p.plan() == before);
    CHECK(p.session.workspace()->find_scenario("one-more"));
    CHECK(std::filesystem::exists(p.file("one-more")));
}

TEST_CASE("a scenario that is there is replaced only when that is asked for") {
    Planning p;
    p.session.apply(SavePlan{"Plan"});
    const std::string first = base::read_file(p.file("plan"));
    p.session.apply(AddSite{odd_place});
    p.session.apply(SavePlan{"Plan"});
    CHECK(p.session.notice()->is_problem);
    CHECK(p.session.notice()->text.find("is there already") != std::string::npos);
    CHECK(p.session.plan_save_clash() == "Plan");
    CHECK(base::read_file(p.file("plan")) == first);
    CHECK(p.plan().find("new-1")->open);
    p.session.apply(SavePlan{"Plan", true});
    CHECK_FALSE(p.session.notice()->is_problem);
    CHECK(p.session.plan_save_clash().empty());
    CHECK(base::read_file(p.file("plan")) != first);
    CHECK(p.session.workspace()->find_scenario("plan")->added.size() == 1);
    CHECK(p.plan().start.size() == 3);
}

TEST_CASE("a plan saved to a file of one's own goes on from that file") {
    Planning p;
    p.session.apply(AddSite{odd_place});
    const std::string file = (p.folder.path() / "mine.toml").string();
    p.session.apply(SavePlan{file});
    CHECK(p.plan().scenario == file);
    CHECK(p.session.workspace()->find_scenario("mine") == nullptr);
    const auto measured = access(p.county, file, 5);
    CHECK(measured->title == "Kilometres to the nearest Children's Centre by estimated distance, 3 Children's Centres: mine");
    CHECK(measured->command.find("--scenario mine.toml ") != std::string::npos);
    p.session.apply(KeepPlan{});
    CHECK(p.session.workspace()->find_result("plan-centres-mine")->command == measured->command);
    CHECK(test::run("compare", p.county,
                    {{"scenario-a", "today"}, {"scenario-b", file}, {"mode", "line"}, {"demand", "children"}, {"by", "score"}})
              .results.size() == 2);
    std::filesystem::remove(file);
    CHECK(test::refusal("access", p.county, {{"places", "centres"}, {"scenario", file}}) == "There is no scenario file " + file + ".");
}

TEST_CASE("what cannot be saved is refused in a sentence, and nothing is written") {
    Planning p;
    for (const char* title : {"!?", "notes.txt/plan", "plan b.toml"}) {
        CAPTURE(title);
        p.session.notify({}, false);
        p.session.apply(SavePlan{title});
        CHECK(p.session.notice()->is_problem);
    }
    CHECK_FALSE(std::filesystem::exists(p.folder.path() / "scenarios"));
    CHECK(p.plan().scenario.empty());
    p.session.apply(EndPlan{});
    p.session.apply(SavePlan{"Plan"});
    CHECK(p.session.notice()->is_problem);
    CHECK_FALSE(std::filesystem::exists(p.file("plan")));
}

TEST_CASE("the embedded county: the window and the commands agree, and its own scenarios stay as they are") {
    base::QuietJob quiet;
    const auto county = open_workspace({}, true, quiet);
    Session session;
    session.open(county);
    session.apply(StartPlan{"urban-8"});
    const auto work_out = [&] {
        session.advance(1);
        while (const auto job = session.journeys_job()) job(quiet).follow_up(session);
        REQUIRE(session.siting()->summary);
    };
    for (const auto& [mode, within] : {std::pair{"line", "5"}, std::pair{"walk", "30"}}) {
        CAPTURE(mode);
        session.apply(SetPlanTravel{*travel_mode_from(mode), std::stod(within)});
        work_out();
        session.apply(KeepPlan{});
        const auto kept = session.workspace()->find_result("plan-childrens-centres-urban-8");
        REQUIRE(kept);
        const auto measured =
            test::run("access", county, {{"places", "childrens-centres"}, {"scenario", "urban-8"}, {"mode", mode}, {"within", within}})
                .results.at(0);
        check_same_table(*kept, *measured);
        CHECK(kept->finding == measured->finding);
        CHECK(kept->method_lines == measured->method_lines);
        CHECK(measured->finding.find("(" + share_in(session.siting()->finding) + ")") != std::string::npos);
    }
    session.apply(SavePlan{"My plan"});
    CHECK(session.notice()->text.starts_with(
        "The scenarios of the county that ships with the program stay as they are. Save to a file of your own"));
    CHECK_FALSE(std::filesystem::exists(std::filesystem::path(county->scenarios_folder) / "my-plan.toml"));
}
