// The caption of a plan keeps off the county: a square of 10 km in small_county, drawn here as 200 x 200 pixels in a pane of 800 x 600.
#include "panels/plan_caption.hpp"

#include <doctest/doctest.h>

#include "app/small_county.hpp"
#include "panels/drawn_panel.hpp"
#include "panels/map_furniture.hpp"

using namespace needsmap;

namespace {

constexpr geo::PixelBox pane{100, 50, 900, 650};

struct Caption {
    tiny::HeadlessInterface ui{1000, 700};
    panels::UiState state;

    Caption() {
        ui.session.open(test::small_county());
        ui.session.apply(app::StartPlan{"centres"});
        const double mm = panels::px_per_mm(1);
        ui.session.set_pane_size(pane.width() / mm, pane.height() / mm);
    }

    /// The camera with which the county's middle is so many pixels right of and below the pane's.
    void put_county(double right, double below) {
        const double mm_per_m = 0.02 / panels::px_per_mm(1);
        ui.session.apply(app::SetCamera{{{435'000 - right / 0.02, 205'000 + below / 0.02}, mm_per_m}, false});
    }

    /// Where the caption is after a frame or two: ImGui sizes windows in their first.
    geo::PixelBox draw() {
        for (int frame = 0; frame < 3; ++frame) {
            ImGui::GetIO().DisplaySize = {1000, 700};
            ImGui::NewFrame();
            const panels::FrameView view{ui.session, std::nullopt, {}, 1000, 700};
            std::vector<app::Action> actions;
            panels::PanelContext context{view, ui.session, panels::style(), state, actions};
            panels::draw_plan_caption(context, {0, pane});
            ImGui::Render();
        }
        const ImGuiWindow* window = ImGui::FindWindowByName("##plan-caption");
        REQUIRE(window != nullptr);
        return {window->Pos.x, window->Pos.y, window->Pos.x + window->Size.x, window->Pos.y + window->Size.y};
    }
};

bool inside(const geo::PixelBox& box) {
    return box.min_x >= pane.min_x && box.max_x <= pane.max_x && box.min_y >= pane.min_y && box.max_y <= pane.max_y;
}

}  // namespace

TEST_CASE("the caption stands in the upper left, and elsewhere when the county is there") {
    Caption caption;
    caption.put_county(250, 150);  // the county is at the lower right
    const geo::PixelBox usual = caption.draw();
    CHECK(inside(usual));
    CHECK(usual.min_x == pane.min_x + 12);
    CHECK(usual.min_y == pane.min_y + 12);
    caption.put_county(-290, -190);  // at the upper left, from (110, 60) to (310, 260)
    const geo::PixelBox moved = caption.draw();
    CHECK(inside(moved));
    CHECK_FALSE(moved.intersects({110, 60, 310, 260}));
}

TEST_CASE("a caption at the foot of the pane ends above its edge, however long it is") {
    Caption caption;
    caption.put_county(-290, -190);
    caption.ui.session.apply(app::ArmSite{true});  // a sentence more
    const geo::PixelBox box = caption.draw();
    CHECK(box.max_y <= pane.max_y - 12);
    CHECK(box.height() > 50);
}

TEST_CASE("a caption that is about as good where it is stays there") {
    Caption caption;
    caption.put_county(-290, -190);
    const geo::PixelBox moved = caption.draw();
    caption.put_county(0, 0);  // the county is in the middle, and all corners are free
    const geo::PixelBox stays = caption.draw();
    CHECK(stays.min_x == moved.min_x);
    CHECK(stays.min_y == moved.min_y);
}

TEST_CASE("a pane that is too narrow has no caption") {
    Caption caption;
    ImGui::NewFrame();
    const panels::FrameView view{caption.ui.session, std::nullopt, {}, 1000, 700};
    std::vector<app::Action> actions;
    panels::PanelContext context{view, caption.ui.session, panels::style(), caption.state, actions};
    panels::draw_plan_caption(context, {0, {0, 0, 200, 600}});
    ImGui::Render();
    CHECK(ImGui::FindWindowByName("##plan-caption") == nullptr);
}
