#include "io/scenario_file.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "io/area_files.hpp"
#include "io/shared_data.hpp"

using namespace needsmap;
using namespace needsmap::io;
using model::Scenario;

namespace {

Scenario read_text(const std::string& text, base::Diagnostics& diagnostics) {
    const TemporaryFolder folder;
    return read_scenario_file(folder.write("plan.toml", text), "plan.toml", diagnostics);
}

std::shared_ptr<const model::Workspace> embedded() {
    return read_fresh(std::filesystem::path(NEEDSMAP_SOURCE_DIR) / "geodata/oxfordshire.toml");
}

std::size_t open_count(const model::Workspace& w, const std::string& id) {
    const auto scenario = w.find_scenario(id);
    REQUIRE(scenario != nullptr);
    return model::open_places(*scenario, *w.find_places(scenario->places)).size();
}

}  // namespace

TEST_CASE("a scenario that is written reads back the same") {
    Scenario scenario{.id = "my-plan",
                      .title = "A \"new\" plan\\",
                      .description = "Two\nlines",
                      .places = "centres",
                      .rule = Scenario::Rule::where,
                      .ids = {},
                      .condition = {"opened", 1990.5, 2008, "x"},
                      .added = {{"n1", "Burford", {425000.25, 212000}, 40.0}, {"n2", "n2", {1, 2}, {}}}};
    const TemporaryFolder folder;
    for (const auto rule : {Scenario::Rule::where, Scenario::Rule::open, Scenario::Rule::closed, Scenario::Rule::all}) {
        scenario.rule = rule;
        scenario.ids = rule == Scenario::Rule::open || rule == Scenario::Rule::closed ? std::vector<std::string>{"A", "B"}
                                                                                      : std::vector<std::string>{};
        if (rule != Scenario::Rule::where) scenario.condition = {};
        write_scenario_file(scenario, folder.path() / "scenarios", true);
        base::Diagnostics diagnostics;
        const auto back = read_scenario_folder(folder.path() / "scenarios", "scenarios", diagnostics);
        INFO(all_text(diagnostics));
        REQUIRE(back.size() == 1);
        CHECK(back.front() == scenario);
        CHECK(diagnostics.empty());
    }
    CHECK_THROWS_AS(write_scenario_file(scenario, folder.path() / "scenarios", false), base::Error);
    scenario.id = "../other";
    CHECK_THROWS_AS(write_scenario_file(scenario, folder.path(), true), base::Error);
}

TEST_CASE("two rules, an empty condition and unknown keys are told") {
    base::Diagnostics diagnostics;
    const std::string top = "title = \"T\"\nplaces = \"p\"\n";
    CHECK_THROWS_AS((void)read_text(top + "open = [\"A\"]\nclosed = [\"B\"]\n", diagnostics), base::Error);
    CHECK_THROWS_AS((void)read_text(top + "where = { column = \"opened\" }\n", diagnostics), base::Error);
    CHECK_THROWS_AS((void)read_text("title = \"T\"\n", diagnostics), base::Error);
    const std::size_t before = error_count(diagnostics);
    const Scenario scenario = read_text(top + "clozed = [\"A\"]\n[[added]]\nid = \"n\"\nx = 1\n", diagnostics);
    CHECK(error_count(diagnostics) == before + 2);  // the slip, and the site without y
    CHECK(scenario.added.empty());
}

TEST_CASE("the embedded county has its plans: 31 and 45 centres, 8 urban ones and the best 8") {
    const auto w = embedded();
    INFO(all_text(w->diagnostics));
    CHECK(error_count(w->diagnostics) == 0);
    CHECK(w->scenarios.size() == 4);
    CHECK(open_count(*w, "centres-2009") == 31);
    CHECK(open_count(*w, "centres-2010") == 45);
    CHECK(open_count(*w, "urban-8") == 8);
    CHECK(open_count(*w, "best-8") == 8);
}

TEST_CASE("the embedded county knows its rural-urban classes and 55,000 planned homes") {
    const auto w = embedded();
    base::Diagnostics diagnostics;
    const auto classes = read_rural_urban(*w, diagnostics);
    CHECK(classes.size() == 404);
    CHECK(std::ranges::count(classes, "") == 0);
    const auto homes = read_planned_homes(*w);
    double planned = 0, today = 0;
    for (const auto& cell : homes.planned) planned += cell.number;
    for (const auto& cell : homes.homes_today) today += cell.number;
    CHECK(planned == 55000);  // 2006 to 2026, plan of 2010
    CHECK(today == 256000);
    const model::Workspace bare;
    CHECK(read_rural_urban(bare, diagnostics).empty());
    CHECK_THROWS_AS((void)read_planned_homes(bare), base::Error);
}

TEST_CASE("a scenario of places that are not there is told and left out") {
    const TemporaryFolder folder;
    const std::string county = (std::filesystem::path(NEEDSMAP_SOURCE_DIR) / "geodata").string();
    std::filesystem::create_directories(folder.path() / "plans");
    folder.write("plans/odd.toml", "title = \"Odd\"\nplaces = \"centres\"\n");
    const auto w = read_fresh(folder.write("w.toml",
                                           "format = 1\ntitle = \"T\"\ncounty = \"T\"\nscenarios = \"plans\"\n[[geography]]\nid = "
                                           "\"small\"\nsingular = \"small area\"\nboundaries = \"" +
                                               county + "/small-areas.geojson\"\ncode = \"code\"\nname = \"name\"\n"));
    CHECK(w->scenarios.empty());
    CHECK(find_diagnostic(w->diagnostics, "scenario-file", "There are no places") != nullptr);
}

TEST_CASE("every LSOA of Oxfordshire has a rural-urban class") {
    SKIP_WITHOUT_SHARED_DATA();
    base::Diagnostics diagnostics;
    const auto classes =
        read_rural_urban(*read_fresh(std::filesystem::path(NEEDSMAP_SOURCE_DIR) / "tests/real/oxfordshire.toml"), diagnostics);
    CHECK(classes.size() == 407);
    CHECK(std::ranges::count(classes, "") == 0);
}
