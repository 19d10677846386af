// The square legend of two layers crossed, and the button that crosses the compared maps.
#include <doctest/doctest.h>

#include <algorithm>

#include "app/operation_run.hpp"
#include "panels/headless_interface.hpp"

using namespace needsmap;

TEST_CASE("a click on a cell of the square selects the areas of that cell") {
    tiny::HeadlessInterface ui;
    const auto outcome = test::run("cross", ui.session.workspace(), {{"layer", "poverty"}, {"with", "score"}});
    ui.session.add_results(outcome.results);
    ui.frame();
    // Three numbers in each: wards 0, 1 and 2 rise in both, so each stands alone on the diagonal; ward 3 is suppressed.
    for (double y = 120; y < 400; y += 14)
        for (double x = 1280 - 300; x < 1280 - 120; x += 28) ui.click(x, y);
    const auto selections = ui.emitted<app::SelectAreas>();
    const auto selected = [&](model::AreaIndex area) {
        return std::any_of(selections.begin(), selections.end(),
                           [&](const app::SelectAreas& each) { return each.areas == std::vector<model::AreaIndex>{area}; });
    };
    CHECK(selected(0));
    CHECK(selected(1));
    CHECK(selected(2));
}

TEST_CASE("the compared maps are crossed by the operation, with what both show") {
    tiny::HeadlessInterface ui;
    ui.session.apply(app::SetCompare{true});
    const auto result = ui.frame();
    REQUIRE(result.panes.size() == 2);
    const geo::PixelBox box = result.panes[1].box;
    for (double y = box.min_y + 10; y < box.min_y + 110 && ui.emitted<app::RunOperation>().empty(); y += 6) {
        ui.click(box.min_x + 40, y);
        ui.session.apply(app::SetCompare{true});
        ui.frame();
    }
    const auto runs = ui.emitted<app::RunOperation>();
    REQUIRE_FALSE(runs.empty());
    CHECK(runs[0].operation == "cross");
    CHECK(runs[0].parameters[0] == std::pair<std::string, std::string>{"layer", "poverty"});
    CHECK(runs[0].parameters[1] == std::pair<std::string, std::string>{"with", "score"});
}
