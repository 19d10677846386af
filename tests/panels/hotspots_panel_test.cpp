#include "panels/hotspots_panel.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "app/operation.hpp"
#include "panels/drawn_panel.hpp"
#include "panels/registry.hpp"
#include "panels/why_panel.hpp"
#include "support/tiny_result.hpp"

using namespace needsmap;

namespace {

std::string parameter(const app::RunOperation& run, std::string_view name) {
    const auto found = std::ranges::find(run.parameters, name, &std::pair<std::string, std::string>::first);
    return found == run.parameters.end() ? "not given" : found->second;
}

}  // namespace

TEST_CASE("one click looks for hot spots of the shown layer and areas with the usual choices") {
    tiny::HeadlessInterface ui;
    tiny::DrawnPanel panel(ui, panels::draw_hotspots_panel);
    CHECK(panel.says("Where do wards with much need lie closer together than chance would put them?"));
    CHECK_FALSE(panel.says("Chance maps"));  // folded away
    const auto runs = panel.click_down_until<app::RunOperation>();
    REQUIRE_FALSE(runs.empty());
    CHECK(runs[0].operation == "hotspots");
    CHECK(parameter(runs[0], "layer") == "poverty");
    CHECK(parameter(runs[0], "geography") == "ward");
    CHECK(parameter(runs[0], "statistic") == "gi*");
    CHECK(parameter(runs[0], "fdr") == "0.05");
    CHECK(parameter(runs[0], "seed") == "1");
    // What the panel gives is what the command takes.
    app::Params params;
    for (const auto& [name, value] : runs[0].parameters) params.add(name, value);
    CHECK_NOTHROW((void)app::checked(*app::find_operation("hotspots"), params));
}

TEST_CASE("what experts chose is what runs, and a scan is not given what it has no use for") {
    tiny::HeadlessInterface ui;
    tiny::DrawnPanel panel(ui, panels::draw_hotspots_panel);
    panel.state.folded_sections["For experts##hotspots"] = false;
    panel.frame();
    CHECK(panel.says("Who is a neighbour"));
    CHECK(panel.says("Chance maps"));
    std::ranges::copy(std::string_view("scan\0", 5), panel.state.form["hotspots.statistic"].begin());
    panel.frame();
    CHECK_FALSE(panel.says("Who is a neighbour"));
    CHECK(panel.says("Largest p of a cluster"));
    const auto runs = panel.click_down_until<app::RunOperation>();
    REQUIRE_FALSE(runs.empty());
    CHECK(parameter(runs[0], "statistic") == "scan");
    CHECK(parameter(runs[0], "weights") == "not given");
    CHECK(parameter(runs[0], "permutations") == "not given");
}

TEST_CASE("while something runs it can be cancelled and nothing else be started") {
    tiny::HeadlessInterface ui;
    tiny::DrawnPanel panel(ui, panels::draw_hotspots_panel);
    CHECK_FALSE(panel.says("Cancel"));
    panel.frame(app::JobRunner::Progress{"Find hot spots", "permuting neighbours", 0.5, 1});
    CHECK(panel.says("Cancel"));
}

TEST_CASE("a map of kinds has no hot spots of its own") {
    tiny::HeadlessInterface ui;
    ui.session.add_results({tiny::kinds_result(ui.session.workspace()->find_geography("ward"), "pockets-test")});
    tiny::DrawnPanel panel(ui, panels::draw_hotspots_panel);
    CHECK(panel.says("Choose a layer with figures"));
    tiny::DrawnPanel why(ui, panels::draw_why_panel);
    ui.session.apply(app::SelectAreas{{0}});
    why.frame();
    CHECK(why.says("shows kinds of area, not figures"));
}

TEST_CASE("the why panel says what to do first, then answers for the selected area") {
    tiny::HeadlessInterface ui;
    tiny::DrawnPanel panel(ui, panels::draw_why_panel);
    CHECK(panel.says("Click an area"));
    ui.session.apply(app::SelectAreas{{2}});
    panel.frame();
    CHECK(panel.says(ui.session.geography().names[2]));
    CHECK(panel.says("National threshold"));
    CHECK(panel.says("worst 10 % in England"));  // 30 of 100 against a threshold of 25
    CHECK(panel.says("30.0 %"));
    // Its neighbours are rows; pressing one selects it.
    const auto selections = panel.click_down_until<app::SelectAreas>();
    REQUIRE_FALSE(selections.empty());
    CHECK(selections[0].areas.size() == 1);
    CHECK(selections[0].areas[0] != 2);
}

TEST_CASE("both panels stand in their rails, folded at first") {
    const auto entry = [](std::string_view id) { return *std::ranges::find(panels::panels(), id, &panels::PanelEntry::id); };
    CHECK(entry("hotspots").rail == app::Rail::left);
    CHECK(entry("hotspots").folded_at_first);
    CHECK(entry("why").rail == app::Rail::right);
    CHECK(entry("why").folded_at_first);
}
