// The square legend of two layers crossed, and the button that crosses the compared maps.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "app/operation_run.hpp"
#include "panels/crossed_legend.hpp"
#include "panels/headless_interface.hpp"
#include "scene/map_fills.hpp"

using namespace needsmap;

namespace {

/// One frame of the legend alone in a window; returns what it emits.
std::vector<app::Action> frame(tiny::HeadlessInterface& around, panels::UiState& state, double x, double y, bool down) {
    ImGui::GetIO().MousePos = {static_cast<float>(x), static_cast<float>(y)};
    ImGui::GetIO().MouseDown[0] = down;
    ImGui::GetIO().DisplaySize = {400, 400};
    ImGui::GetIO().DeltaTime = 1 / 60.0F;
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({300, 400});
    ImGui::Begin("legend", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
    const panels::FrameView view{around.session, std::nullopt, {}, 400, 400};
    std::vector<app::Action> actions;
    panels::PanelContext context{view, around.session, panels::style(), state, actions};
    const scene::MapInput& map = around.session.map(0);
    panels::draw_crossed_legend(context, map, scene::map_fills(*map.classification, *map.indicator->definition, scene::light_map_theme()));
    ImGui::End();
    ImGui::Render();
    return actions;
}

}  // namespace

TEST_CASE("a click on a cell of the square selects the areas of that cell") {
    tiny::HeadlessInterface ui;
    const auto outcome = test::run("cross", ui.session.workspace(), {{"layer", "poverty"}, {"with", "score"}});
    ui.session.add_results(outcome.results);
    panels::UiState state;
    std::vector<std::vector<model::AreaIndex>> selected;
    for (double y = 10; y < 260; y += 20)
        for (double x = 15; x < 190; x += 20)
            for (const bool down : {false, true, false})
                for (const app::Action& action : frame(ui, state, x, y, down))
                    if (const auto* select = std::get_if<app::SelectAreas>(&action)) selected.push_back(select->areas);
    REQUIRE_FALSE(selected.empty());
    // Wards 0, 1 and 2 rise in both layers, so none shares a cell with another; ward 3 is suppressed and in none.
    for (const model::AreaIndex area : {0, 1, 2})
        CHECK(std::find(selected.begin(), selected.end(), std::vector<model::AreaIndex>{area}) != selected.end());
    for (const auto& areas : selected) CHECK(areas.size() <= 1);
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
