#include "panels/headless_interface.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <tuple>

using namespace needsmap;

TEST_CASE("one map pane lies between the rails and above the drawer") {
    tiny::HeadlessInterface ui;
    const auto result = ui.frame();
    REQUIRE(result.panes.size() == 1);
    const geo::PixelBox box = result.panes[0].box;
    CHECK(box.min_x > 200);
    CHECK(box.max_x < 1280 - 200);
    CHECK(box.width() > 500);
    CHECK(box.height() > 600);
}

TEST_CASE("comparing shows two panes of the same size side by side") {
    tiny::HeadlessInterface ui;
    ui.session.apply(app::SetCompare{true});
    const auto result = ui.frame();
    REQUIRE(result.panes.size() == 2);
    CHECK(result.panes[0].box.max_x <= result.panes[1].box.min_x);
    CHECK(std::abs(result.panes[0].box.width() - result.panes[1].box.width()) <= 1.0);
}

namespace {

/// What a click emits at each height of a column of the window, each on a fresh interface (a click may fold a section).
template <class A>
std::vector<A> emitted_down(double x, double from, double to) {
    std::vector<A> out;
    for (double y = from; y < to; y += 13) {
        tiny::HeadlessInterface ui;
        ui.frame();
        ui.click(x, y);
        for (const A& action : ui.emitted<A>()) out.push_back(action);
    }
    return out;
}

}  // namespace

TEST_CASE("layers and services are chosen by clicking down the left rail") {
    const auto layers = emitted_down<app::SetLayer>(60, 60, 230);
    CHECK(std::any_of(layers.begin(), layers.end(), [](const app::SetLayer& action) { return action.layer == "score"; }));
    const auto places = emitted_down<app::ShowPlaces>(60, 180, 330);
    REQUIRE_FALSE(places.empty());
    CHECK(places[0].places == "centres");
    CHECK_FALSE(places[0].shown);
}

TEST_CASE("a click on a legend line selects that class's areas") {
    const auto selections = emitted_down<app::SelectAreas>(1280 - 200, 120, 300);
    REQUIRE_FALSE(selections.empty());
    tiny::HeadlessInterface ui;
    ui.frame();
    const auto& legend = ui.session.map(0).classification->legend;
    for (const app::SelectAreas& action : selections)
        CHECK(std::any_of(legend.begin(), legend.end(),
                          [&](const scene::LegendClass& line) { return line.count == static_cast<int>(action.areas.size()); }));
}

TEST_CASE("typing in the search box looks the text up") {
    tiny::HeadlessInterface ui;
    ui.frame();
    ui.interface.focus_search();
    ui.frame();
    ui.frame();
    for (const char* c = "west"; *c != '\0'; ++c) ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(*c));
    for (int i = 0; i < 4; ++i) ui.frame();
    const auto searches = ui.emitted<app::SetSearch>();
    REQUIRE_FALSE(searches.empty());
    CHECK(searches.back().text == "west");
    CHECK_FALSE(ui.session.search_hits().empty());
}

TEST_CASE("the pointer is over the map in the middle and over a panel at the edge") {
    tiny::HeadlessInterface ui;
    ui.frame();
    ui.move(640, 420);
    CHECK(ui.frame().pointer_over_map);
    ui.move(60, 300);
    CHECK_FALSE(ui.frame().pointer_over_map);
}

TEST_CASE("a dialog takes the keyboard and closes by its own button") {
    tiny::HeadlessInterface ui;
    ui.session.apply(app::OpenDialog{"help"});
    ui.frame();
    CHECK_FALSE(ui.frame().keyboard_free);
    for (double y = 100; y < 420 && !ui.session.dialog().empty(); y += 12)
        for (double x = 840; x < 960 && !ui.session.dialog().empty(); x += 12) ui.click(x, y);
    CHECK(ui.session.dialog().empty());
}

TEST_CASE("the interface draws at every size and scale it promises") {
    for (const auto& [width, height, scale] :
         {std::tuple{1280.0, 800.0, 1.0}, {1280.0, 800.0, 1.5}, {3840.0, 2160.0, 2.0}, {640.0, 480.0, 1.0}}) {
        tiny::HeadlessInterface ui(width, height, scale);
        const auto result = ui.frame();
        CHECK_MESSAGE(!result.panes.empty(), width, " x ", height, " at ", scale);
        for (const char* dialog : {"export", "help", "problems", ""}) {
            ui.session.apply(app::OpenDialog{dialog});
            ui.frame();
            ui.frame();
        }
    }
}

TEST_CASE("Tab reaches a control without pressing it, and Enter presses it") {
    tiny::HeadlessInterface ui;
    ImGuiIO& io = ImGui::GetIO();
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.KeyMap[ImGuiKey_Tab] = 1, io.KeyMap[ImGuiKey_Enter] = 2, io.KeyMap[ImGuiKey_Space] = 3;
    const auto press = [&](int key) {
        io.KeysDown[key] = true;
        ui.frame();
        io.KeysDown[key] = false;
        for (int i = 0; i < 3; ++i) ui.frame();
    };
    ui.frame();
    press(1);
    CHECK(io.NavVisible);
    const auto before = ui.actions.size();
    for (int i = 0; i < 3; ++i) press(1);
    CHECK(ui.actions.size() == before);
    for (int i = 0; i < 12 && ui.actions.size() == before; ++i) {
        press(2);
        press(1);
    }
    CHECK(ui.actions.size() > before);
}
