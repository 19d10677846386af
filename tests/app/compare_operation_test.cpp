#include <doctest/doctest.h>

#include <algorithm>

#include "app/compare_county.hpp"
#include "app/compare_report.hpp"
#include "app/operation_run.hpp"
#include "app/session.hpp"

using namespace needsmap;
using test::refusal;
using test::run;

namespace {

// At 6 km/h in a straight line a small area is 25 minutes wide.
const test::Values west_to_both = {{"scenario-a", "west"}, {"scenario-b", "today"}, {"mode", "line"}, {"detour", "1"},
                                   {"speed", "6"},         {"demand", "children"},  {"by", "score"},  {"geography", "small-area"}};

const model::Result& table_of(const app::Outcome& outcome) { return *outcome.results.at(1); }

std::string cell(const model::Result& result, std::string_view column, std::string_view key, std::string_view of = "group") {
    const auto& keys = result.table.find(of)->texts;
    const auto at = std::ranges::find(keys, key);
    REQUIRE(at != keys.end());
    REQUIRE(result.table.find(column) != nullptr);
    return model::cell_text(*result.table.find(column), static_cast<std::size_t>(at - keys.begin()));
}

app::CompareStudy study_of(const std::shared_ptr<model::Workspace>& county, test::Values values) {
    app::Params params;
    for (const auto& [name, value] : values) params.add(name, value);
    base::QuietJob job;
    return app::compare_study(*county, params, "needsmap compare", job);
}

}  // namespace

TEST_CASE("opening a centre: who is beyond, and who gains, counted by hand") {
    const auto outcome = run("compare", test::county_with_plans(), west_to_both);
    const model::Result& table = table_of(outcome);
    // 16 areas of 100; minutes 25 times the distance in areas. Only S00 (and then S03) are within 15.
    CHECK(cell(table, "reached_a", "everybody") == "100");
    CHECK(cell(table, "reached_b", "everybody") == "200");
    // Within 30 lie a centre's own area and those beside it: 3 areas, then 3 + 3.
    CHECK(cell(table, "beyond_30_a", "everybody") == "1300");
    CHECK(cell(table, "beyond_30_b", "everybody") == "1000");
    CHECK(cell(table, "beyond_30_change", "everybody") == "-300");
    // Within 45 also the area across the corner (35 minutes).
    CHECK(cell(table, "beyond_45_a", "everybody") == "1200");
    CHECK(cell(table, "beyond_45_b", "everybody") == "800");
    // The eastern half gets nearer, nobody farther.
    CHECK(cell(table, "gain", "everybody") == "800");
    CHECK(cell(table, "lose", "everybody") == "0");
    CHECK(cell(table, "gain", "East") == "800");
    CHECK(cell(table, "gain", "West") == "0");
    CHECK(table.finding.starts_with(
        "Opening 1 Children's Centre on top of 1 leaves 300 fewer children beyond 30 minutes by estimated distance "
        "(1,300 before, 1,000 after). "));
    CHECK(outcome.results.at(0)->finding ==
          "Opening 1 Children's Centre on top of 1 leaves 300 fewer children beyond 30 minutes by estimated distance (1,300 before, 1,000 "
          "after).");
}

TEST_CASE("the map of changes has fixed classes about no change") {
    const auto outcome = run("compare", test::county_with_plans(), west_to_both);
    const model::Result& change = *outcome.results.at(0);
    CHECK(change.id == "change-compare-west-today-line");
    REQUIRE(change.indicator != nullptr);
    CHECK(cell(change, "kind", "S00", "code") == "about the same");
    CHECK(cell(change, "kind", "S03", "code") == "over 15 minutes shorter");  // 75 minutes to none
    CHECK(cell(change, "minutes_a", "S03", "code") == "75");
    CHECK(cell(change, "minutes_b", "S03", "code") == "0");
    CHECK(cell(change, "change", "S03", "code") == "-75");
    CHECK(cell(change, "kind", "S14", "code") == "5 to 15 minutes shorter");  // 25 hypot(2, 3) = 90.1 to 25 hypot(1, 3) = 79.1
    CHECK(change.indicator->definition->categories.size() == 10);
    // Back again the same areas are as much farther.
    const auto back = run("compare", test::county_with_plans(),
                          {{"scenario-a", "today"},
                           {"scenario-b", "west"},
                           {"mode", "line"},
                           {"detour", "1"},
                           {"speed", "6"},
                           {"demand", "children"},
                           {"by", "score"},
                           {"geography", "small-area"}});
    CHECK(cell(*back.results.at(0), "kind", "S03", "code") == "over 15 minutes longer");
    CHECK(cell(*back.results.at(0), "kind", "S14", "code") == "5 to 15 minutes longer");
}

TEST_CASE("losing every site is losing the only way, not a long one") {
    const auto outcome = run("compare", test::county_with_plans(),
                             {{"scenario-a", "west"},
                              {"scenario-b", "none"},
                              {"mode", "line"},
                              {"speed", "6"},
                              {"demand", "children"},
                              {"by", "score"},
                              {"geography", "small-area"}});
    CHECK(cell(table_of(outcome), "no_service_b", "everybody") == "1600");
    CHECK(cell(table_of(outcome), "minutes_b", "everybody").empty());
    CHECK(cell(table_of(outcome), "lose", "everybody") == "1600");
    CHECK(cell(*outcome.results.at(0), "kind", "S00", "code") == "lose their only way");
    CHECK(cell(*outcome.results.at(0), "change", "S00", "code").empty());
}

TEST_CASE("small counts of children in poverty are not told for an area, nor is a hidden area counted") {
    const auto outcome = run("compare", test::county_with_plans(),
                             {{"scenario-a", "west"},
                              {"scenario-b", "today"},
                              {"mode", "line"},
                              {"detour", "1"},
                              {"speed", "6"},
                              {"demand", "child-poverty"},
                              {"by", "score"},
                              {"geography", "small-area"}});
    const model::Result& change = *outcome.results.at(0);
    CHECK(cell(change, "demand", "S00", "code") == "40");
    CHECK(cell(change, "demand", "S11", "code").empty());  // 3 children
    CHECK(cell(change, "state", "S11", "code") == "missing");
    CHECK(cell(table_of(outcome), "demand", "everybody") == "265");  // 272 less the hidden 3 and 4
}

TEST_CASE("plans are not compared for nobody, by kinds of another layer, or on areas that are not there") {
    auto county = test::county_with_plans();
    CHECK(refusal("compare", county, {{"scenario-a", "west"}, {"scenario-b", "toady"}}) ==
          "There is no scenario “toady”. Did you mean today?");
    CHECK(refusal("compare", county, {{"scenario-a", "west"}, {"scenario-b", "today"}, {"output", "x.docx"}}).find(".html") !=
          std::string::npos);
    CHECK_FALSE(refusal("compare", county,
                        {{"scenario-a", "west"}, {"scenario-b", "today"}, {"mode", "line"}, {"demand", "children"}, {"geography", "moon"}})
                    .empty());
    auto table = std::make_shared<model::Table>(*county->tables.front());
    for (model::Cell& each : table->columns.at(1).cells) each = model::Cell::of(0);
    county->tables = {table};
    CHECK(refusal("compare", county, {{"scenario-a", "west"}, {"scenario-b", "today"}, {"mode", "line"}, {"demand", "children"}})
              .starts_with("Children counts nobody anywhere"));
}

TEST_CASE("the printed table has signs on changes and three columns for each measure") {
    const auto study = study_of(test::county_with_plans(), west_to_both);
    const scene::PrintedTable table = app::printed_equality(study);
    REQUIRE(table.columns.size() == 1 + 5 * 3 + 2);
    CHECK(table.columns[1].group == "Mean minutes");
    CHECK(table.columns[10].group == "Beyond 30 minutes");
    CHECK(table.sections.size() == 3);
    CHECK(table.sections[1].title == "By deprivation");
    const scene::TableRow& all = table.sections[0].rows.at(0);
    CHECK(all.label == "Everybody");
    CHECK(all.cells[0] == "1,600");
    CHECK(all.cells[10] == "1,300");
    CHECK(all.cells[12] == "−300");
    for (const auto& section : table.sections)
        for (const auto& row : section.rows) CHECK(row.cells.size() == table.columns.size());
}

TEST_CASE("the report has pages for the table, both plans and the change, and says that data are illustrative") {
    const auto county = test::county_with_plans();
    const auto study = study_of(county, west_to_both);
    const auto sheets = app::compare_sheets(county, study, "A4", std::nullopt);
    REQUIRE(sheets.size() == 3);
    CHECK(sheets[0].title == "“West alone” and “all 2 Children's Centres” compared");
    CHECK(sheets[1].description.find("under 5: 1; ") != std::string::npos);  // S00, under A
    const publish::Report report = app::compare_report(county, study, "For the cabinet");
    CHECK(report.title == "For the cabinet");
    CHECK(report.figures.size() == 2);
    CHECK(report.warning.starts_with("Illustrative data"));
    CHECK(report.paragraphs.at(0).starts_with("Opening 1 Children's Centre"));
}

TEST_CASE("in the window the map of changes is shown with its finding, and the table is kept beside it") {
    const auto county = test::county_with_plans();
    const auto outcome = run("compare", county, west_to_both);
    app::Session session;
    session.open(county);
    session.add_results(outcome.results);
    CHECK(session.map(0).result == outcome.results.at(0));
    CHECK(session.geography().id == "small-area");
    CHECK(session.finding(0).starts_with("Opening 1 Children's Centre"));
    CHECK(session.workspace()->results.size() == 2);
}
