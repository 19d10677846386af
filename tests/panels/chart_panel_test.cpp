#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

#include "app/small_county.hpp"
#include "panels/headless_interface.hpp"
#include "support/tiny_result.hpp"

using namespace needsmap;

namespace {

/// The small county with the chart page open in a tall drawer.
struct Charts : tiny::HeadlessInterface {
    Charts() {
        session.open(test::small_county());
        session.apply(app::FoldRail{app::Rail::drawer, false});
        session.apply(app::ResizeRail{app::Rail::drawer, 420});
        session.apply(app::ShowDrawerPage{"chart"});
        frame(), frame();
    }
    /// Presses the nth choice of chart.
    void choose(int kind) {
        static constexpr double x[] = {330, 400, 470, 550};
        // The choices stand just below the drawer's bar.
        click(x[kind], 800 - 27 - 420 + 34 + 16);
        frame();
    }
    /// The first place over the plot that names an area of the map.
    [[nodiscard]] std::optional<std::pair<geo::PixelPoint, model::AreaIndex>> find_point() {
        for (double y = 400; y < 740; y += 6)
            for (double x = 640; x < 950; x += 6) {
                ImGui::GetIO().MousePos = {static_cast<float>(x), static_cast<float>(y)};
                if (const auto result = frame(); result.pointed_area != geo::no_area)
                    return std::pair(geo::PixelPoint{x, y}, result.pointed_area);
            }
        return std::nullopt;
    }
};

}  // namespace

TEST_CASE("every chart has points that name areas, and a click on one selects its area") {
    for (int kind = 0; kind < 4; ++kind) {
        CAPTURE(kind);
        Charts ui;
        // A scatter needs another layer with figures for these areas, which small areas have.
        if (kind == 2) ui.session.apply(app::SetGeography{"small-area"}), ui.frame();
        ui.choose(kind);
        const auto found = ui.find_point();
        REQUIRE(found);
        ui.click(found->first.x, found->first.y);
        const auto selected = ui.emitted<app::SelectAreas>();
        REQUIRE_FALSE(selected.empty());
        CHECK(selected.back().areas == std::vector<model::AreaIndex>{found->second});
        CHECK(ui.session.state().selection == std::vector<model::AreaIndex>{found->second});
    }
}

TEST_CASE("a box dragged over the points of a chart selects the areas inside") {
    Charts ui;
    ui.choose(1);
    ui.move(722, 395);
    ImGui::GetIO().MouseDown[0] = true;
    ui.frame();
    ui.move(955, 735);
    ImGui::GetIO().MouseDown[0] = false;
    ui.frame();
    auto selection = ui.session.state().selection;
    std::ranges::sort(selection);
    CHECK(selection == std::vector<model::AreaIndex>{0, 1, 2, 3});
}

TEST_CASE("charts of kinds are of the figures behind them, or say why there are none") {
    Charts ui;
    const auto wards = ui.session.workspace()->find_geography("ward");
    ui.session.add_results({tiny::kinds_result(wards, "pockets-child-poverty")});
    ui.frame();
    ui.choose(1);
    CHECK(ui.find_point());
    ui.session.add_results({tiny::kinds_result(wards, "kinds-without-layer")});
    ui.frame();
    CHECK_FALSE(ui.find_point());
}

TEST_CASE("a row of the table under the pointer is pointed at on the map") {
    Charts ui;
    ui.session.apply(app::ShowDrawerPage{"table"});
    ui.frame();
    CHECK(ui.find_point());
}

TEST_CASE("the chart page can be drawn in the smallest window") {
    tiny::HeadlessInterface ui(640, 420);
    ui.session.apply(app::FoldRail{app::Rail::drawer, false});
    ui.session.apply(app::ShowDrawerPage{"chart"});
    ui.frame(), ui.frame();
    CHECK(ui.frame().pointed_area == geo::no_area);
}
