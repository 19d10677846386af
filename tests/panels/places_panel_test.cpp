#include "panels/places_panel.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "panels/drawn_panel.hpp"

using namespace needsmap;

namespace {

std::string parameter(const app::RunOperation& run, std::string_view name) {
    const auto found = std::ranges::find(run.parameters, name, &std::pair<std::string, std::string>::first);
    return found == run.parameters.end() ? "(none)" : found->second;
}

/// Two centres graded by their quality.
std::shared_ptr<const model::Workspace> graded_county() {
    auto county = tiny::workspace_with_layers();
    model::PlaceSet set = *county->places[0];
    set.details = {{"quality", "Quality", ""}}, set.graded_by = "quality", set.grades = {{"good", "Good"}, {"poor", "Poor"}};
    set.places[0].details = {"good"}, set.places[1].details = {"poor"};
    county->places = {std::make_shared<const model::PlaceSet>(set)};
    return county;
}

/// From below: the button is the last thing, and lists that open would be in the way from above.
std::vector<app::RunOperation> press_button(tiny::DrawnPanel& panel) {
    for (float y = 600; y > 4 && panel.emitted<app::RunOperation>().empty(); y -= 8) panel.click(40, y);
    return panel.emitted<app::RunOperation>();
}

}  // namespace

TEST_CASE("the reach of a set that is shown is one step away, and is the operation `access` of it") {
    tiny::HeadlessInterface ui;
    tiny::DrawnPanel panel(ui, panels::draw_places_panel);
    for (float y = 4; y < 200 && panel.state.reach.of.empty(); y += 6) panel.click(70, y);
    CHECK(panel.state.reach.of == "centres");
    panel.frame();
    CHECK(panel.says("How long children need to the nearest Children's Centre, as a layer."));
    const auto runs = press_button(panel);
    REQUIRE_FALSE(runs.empty());
    CHECK(runs[0].operation == "access");
    CHECK(parameter(runs[0], "places") == "centres");
    CHECK(parameter(runs[0], "mode") == "walk");
    CHECK(parameter(runs[0], "within") == "15");
    CHECK(parameter(runs[0], "geography") == "ward");
    CHECK(parameter(runs[0], "where") == "(none)");
}

TEST_CASE("a graded set can be asked for one of its grades only") {
    tiny::HeadlessInterface ui;
    ui.session.open(graded_county());
    tiny::DrawnPanel panel(ui, panels::draw_places_panel);
    panel.state.reach.of = "centres", panel.state.reach.grade = "good";
    panel.frame();
    const auto runs = press_button(panel);
    REQUIRE_FALSE(runs.empty());
    CHECK(parameter(runs[0], "where") == "quality=good");
}

TEST_CASE("a set that is not shown has no reach to ask for") {
    tiny::HeadlessInterface ui;
    ui.session.apply(app::ShowPlaces{"centres", false});
    tiny::DrawnPanel panel(ui, panels::draw_places_panel);
    for (float y = 4; y < 200; y += 6) panel.click(70, y);
    CHECK(panel.state.reach.of.empty());
}
